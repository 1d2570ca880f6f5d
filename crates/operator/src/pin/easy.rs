//! Six-digit PINs that thieves try first.

/// The ones that the patterns below do not find: keypad figures and the most common picks of
/// published leaks.
const COMMON: &[&[u8; 6]] = &[
    b"123321", b"147258", b"159357", b"159753", b"102030", b"142536", b"147852", b"258456",
    b"520131", b"520520", b"521521", b"131452", b"789456", b"741852", b"963852", b"456123",
    b"168168", b"142857", b"112358", b"124578", b"986532",
];

/// Returns whether six digits are easy to guess.
pub fn is_easy(pin: &[u8]) -> bool {
    let steps: Vec<i16> = pin
        .windows(2)
        .map(|pair| (i16::from(pair[1]) - i16::from(pair[0])).rem_euclid(10))
        .collect();
    // 000000, 123456, 987654, 024680: the same step all along.
    let even_steps = steps.windows(2).all(|pair| pair[0] == pair[1]);
    // 121212, 123123, 112233.
    let repeats = [1, 2, 3].iter().any(|period| {
        pin.iter().zip(pin.iter().skip(*period)).all(|(digit, later)| digit == later)
    });
    let pairs = pin.chunks(2).all(|pair| pair.first() == pair.last());
    // 123321, 112211.
    let mirrored = pin.iter().eq(pin.iter().rev());
    even_steps || repeats || pairs || mirrored || COMMON.iter().any(|common| *common == pin)
}

#[cfg(test)]
mod tests {
    use super::super::is_allowed;

    #[test]
    fn easy_pins_and_texts_that_are_none_are_refused() {
        for pin in [
            "000000",
            "111111",
            "123456",
            "654321",
            "890123",
            "024680",
            "121212",
            "123123",
            "112233",
            "123321",
            "112211",
            "159753",
            "520131",
            "",
            "12345",
            "1234567",
            "12345a",
            "１２３４５６",
            " 83619",
        ] {
            assert!(!is_allowed(pin), "{pin}");
        }
    }

    #[test]
    fn most_pins_are_allowed() {
        for pin in ["836194", "270918", "404129", "973105"] {
            assert!(is_allowed(pin), "{pin}");
        }
        let allowed = (0..1_000_000).filter(|pin| is_allowed(&format!("{pin:06}"))).count();
        assert!(allowed > 990_000, "{allowed}");
    }
}
