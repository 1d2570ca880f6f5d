//! When an event that did not arrive is sent again: after longer and longer, for three days.

/// For how long one event is sent in vain before its address is paused, in milliseconds.
pub const GIVE_UP_MS: u64 = 3 * 86_400_000;

/// How long after each try the next one comes, in seconds; the last one holds on.
const AFTER_S: [u64; 10] = [1, 5, 30, 120, 600, 1800, 3600, 7200, 14_400, 21_600];

/// Returns how long after a try the next one comes, in milliseconds: the time of the table, up to a
/// fifth less or more, so that what failed together does not come together again.
pub fn delay_ms(tries: u32, chance: u64) -> u64 {
    let place = usize::try_from(tries.saturating_sub(1)).unwrap_or(usize::MAX);
    let after_s = AFTER_S.get(place).copied().unwrap_or(AFTER_S[AFTER_S.len() - 1]);
    after_s * 10 * (80 + chance % 41)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tries_come_later_and_later_and_never_far_from_the_table() {
        for tries in 1..30 {
            let table = delay_ms(tries, 20);
            assert!(delay_ms(tries + 1, 20) >= table);
            for chance in [0, 1, 40, 41, u64::MAX] {
                let delay = delay_ms(tries, chance);
                assert!(delay >= table / 5 * 4 && delay <= table / 5 * 6, "{tries}: {delay}");
            }
        }
        assert_eq!(delay_ms(1, 20), 1000);
        assert_eq!(delay_ms(99, 20), 21_600_000);
    }
}
