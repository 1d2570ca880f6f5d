//! The window slides, and no order of payments gets past the limits.

use super::*;
use proptest::prelude::*;

const LIMITS: QuickPayLimits =
    QuickPayLimits { payment_max_minor: 10_000, day_max_minor: 30_000, day_uses_max: 10 };

fn uses(list: &[(u64, u64)]) -> Vec<QuickPayUse> {
    list.iter().map(|(at, minor)| QuickPayUse { at: TimeMs(*at), minor: *minor }).collect()
}

#[test]
fn each_rule_asks_at_its_limit_and_not_before() {
    let at = TimeMs(QUICK_PAY_WINDOW_MS);
    let ask = |list: &[(u64, u64)], minor| asks(&uses(list), minor, LIMITS, at);
    assert_eq!(ask(&[], 10_000), None);
    assert_eq!(ask(&[], 10_001), Some(QuickPayRule::Amount));
    let much = [(1, 10_000), (2, 10_000), (3, 5_000)];
    assert_eq!(ask(&much, 5_000), None);
    assert_eq!(ask(&much, 5_001), Some(QuickPayRule::DaySum));
    let many = [(1, 1); 9];
    assert_eq!(ask(&many, 1), None);
    assert_eq!(ask(&[(1, 1); 10], 1), Some(QuickPayRule::DayCount));
}

#[test]
fn a_use_counts_for_a_day_and_not_a_moment_longer() {
    let one = uses(&[(5, 10_000)]);
    let day = |ms| left(&one, LIMITS, TimeMs(QUICK_PAY_WINDOW_MS + ms));
    assert_eq!(day(4), QuickPayLeft { minor: 20_000, uses: 9 });
    assert_eq!(day(5), QuickPayLeft { minor: 30_000, uses: 10 });
    assert_eq!(left(&one, LIMITS, TimeMs(0)).uses, 9, "a clock set back forgets nothing");
    assert_eq!(left(&uses(&[(1, 1); 10]), LIMITS, TimeMs(2)), QuickPayLeft { minor: 0, uses: 0 });
}

proptest! {
    #[test]
    fn no_day_has_more_than_the_limits(
        steps in prop::collection::vec((0_u64..20_000_000, 1_u64..12_000), 1..80)
    ) {
        let (mut now, mut known, mut all) = (1_u64, Vec::new(), Vec::new());
        for (wait, minor) in steps {
            now += wait;
            if asks(&known, minor, LIMITS, TimeMs(now)).is_none() {
                known = with(&known, minor, TimeMs(now));
                all.push(QuickPayUse { at: TimeMs(now), minor });
            }
            prop_assert!(known.len() <= 10, "ten entries are enough");
        }
        for last in &all {
            let day = all.iter().filter(|one| {
                one.at <= last.at && one.at.0 + QUICK_PAY_WINDOW_MS > last.at.0
            });
            let (count, sum) = day.fold((0, 0), |(count, sum), one| (count + 1, sum + one.minor));
            prop_assert!(count <= 10 && sum <= 30_000, "{count} of {sum}");
            prop_assert!(last.minor <= 10_000);
        }
    }
}
