//! When coupons are good, and what they are worth.

use super::*;
use crate::calendar::{DAY_MS, Date, LocalTime};
use crate::coupon::testing::{NOW, off, rules, zone};
use crate::coupon::{Kind, RandomValue};

const IDS: (CouponId, StockId) = (CouponId(1), StockId(2));

fn seed() -> Seed {
    Seed::new([3; 32])
}

fn issued(rules: &Rules, at: TimeMs) -> Result<Coupon, IssueError> {
    rules.issue(IDS, 0, (at, zone()), &seed())
}

#[test]
fn days_after_receipt_are_local_days() {
    let mut rules = rules(off(100, 10));
    rules.validity.wait_days = 1;
    rules.validity.days = Some(2);
    let day = Date::new(2024, 10, 5).expect("a date").local_day();
    let late = TimeMs(zone().begins_at(day).0 + DAY_MS - 1);
    let coupon = issued(&rules, late).expect("given out");
    assert_eq!(zone().local(coupon.from), LocalTime { day: day.plus_days(1), minute: 0 });
    assert_eq!(zone().local(coupon.until), LocalTime { day: day.plus_days(3), minute: 0 });
    // Received a millisecond later, it is a day later.
    let coupon = issued(&rules, late.plus_ms(1)).expect("given out");
    assert_eq!(zone().local(coupon.from).day, day.plus_days(2));
}

#[test]
fn nothing_outlives_the_window() {
    let mut rules = rules(off(100, 10));
    rules.validity.days = Some(90);
    let coupon = issued(&rules, NOW).expect("given out");
    assert_eq!((coupon.from, coupon.until), (NOW, rules.window.until));
    let early = TimeMs(rules.window.from.0 - 1);
    assert_eq!(issued(&rules, early), Err(IssueError::TooEarly { from: rules.window.from }));
    assert_eq!(issued(&rules, rules.window.until), Err(IssueError::TooLate));
    rules.validity.wait_days = 2;
    let last_day = TimeMs(rules.window.until.0 - DAY_MS);
    assert_eq!(issued(&rules, last_day), Err(IssueError::TooLate));
}

#[test]
fn one_person_gets_no_more_than_allowed() {
    let mut rules = rules(off(100, 10));
    rules.per_person_max = 2;
    let after = |received| rules.issue(IDS, received, (NOW, zone()), &seed());
    assert!(after(1).is_ok());
    assert_eq!(after(2), Err(IssueError::PerPersonUsed { per_person_max: 2 }));
}

#[test]
fn random_values_are_of_the_range_and_fixed_by_seed_and_coupon() {
    let random = RandomValue { threshold_minor: 100, least_minor: 5, most_minor: 9 };
    let rules = rules(Kind::RandomValue(random));
    let mut seen = [0; 5];
    for id in 0..500 {
        let issue = || rules.issue((CouponId(id), IDS.1), 0, (NOW, zone()), &seed());
        let coupon = issue().expect("given out");
        assert_eq!(issue(), Ok(coupon));
        let value = coupon.value_minor.expect("a value");
        seen[usize::try_from(value - 5).expect("in range")] += 1;
    }
    assert!(seen.iter().all(|count| *count > 60), "{seen:?}");
}
