//! ISO/IEC 7064, MOD 11,10: one digit that finds every single wrong digit and nearly every swap.

/// Returns the check digit, as ASCII, for a row of ASCII digits.
pub(super) fn of(digits: &[u8]) -> u8 {
    let product = digits.iter().fold(10_u8, |product, digit| {
        let sum = (product + digit.wrapping_sub(b'0') % 10) % 10;
        (if sum == 0 { 10 } else { sum }) * 2 % 11
    });
    b'0' + (11 - product) % 10
}

#[cfg(test)]
mod tests {
    use super::of;

    #[test]
    fn the_example_of_the_standard_holds() {
        assert_eq!(of(b"0794"), b'5');
    }

    #[test]
    fn every_single_wrong_digit_is_found_and_most_swaps() {
        let (mut swaps, mut missed) = (0, 0);
        for seed in 0..200_u64 {
            let text = format!("71{:015}", seed * 7_919_191_919 % 1_000_000_000_000_000);
            let right = of(text.as_bytes());
            for place in 0..17 {
                for other in b'0'..=b'9' {
                    let mut bent = text.clone().into_bytes();
                    if bent[place] != other {
                        bent[place] = other;
                        assert_ne!(of(&bent), right, "{text} at {place}");
                    }
                }
                let mut swapped = text.clone().into_bytes();
                if place < 16 && swapped[place] != swapped[place + 1] {
                    swapped.swap(place, place + 1);
                    swaps += 1;
                    missed += u32::from(of(&swapped) == right);
                }
            }
        }
        assert!(missed * 20 < swaps, "{missed} of {swaps} swaps are missed");
    }
}
