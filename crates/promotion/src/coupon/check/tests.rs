//! Rules that may be activated, and each reason why others may not.

use super::*;
use crate::calendar::{Hours, Weekdays};
use crate::coupon::testing::{NOW, SHOP, off, percent, rules};
use crate::coupon::{FixedPrice, Kind, RandomValue, Scope};
use std::collections::BTreeSet;

const MOST: u64 = 10_000_000;

fn refused(change: impl FnOnce(&mut Rules)) -> Result<(), RulesError> {
    let mut rules = rules(off(10_000, 1_000));
    change(&mut rules);
    rules.check(NOW)
}

#[test]
fn sound_rules_are_accepted_at_their_edges() {
    assert_eq!(refused(|_| {}), Ok(()));
    assert_eq!(
        refused(|r| {
            r.window.from = NOW.plus_ms(START_AHEAD_DAYS_MAX * DAY_MS);
            r.window.until = r.window.from.plus_ms(WINDOW_DAYS_MAX * DAY_MS);
            r.per_person_max = PER_PERSON_MAX;
            r.kind = off(MOST, MOST - 1);
            r.limits.money_minor = MOST;
        }),
        Ok(())
    );
    assert_eq!(
        refused(|r| {
            r.funding = Funding::Unfunded;
            r.merchants = Merchants::Only(BTreeSet::from([SHOP]));
            r.validity.hours = vec![
                Hours { from_min: 1020, until_min: 1440 },
                Hours { from_min: 0, until_min: 1020 },
            ];
        }),
        Ok(())
    );
}

#[test]
fn windows_are_bounded() {
    let over = Err(RulesError::WindowOver);
    assert_eq!(refused(|r| r.window.until = r.window.from), over);
    assert_eq!(refused(|r| r.window.until = NOW), over);
    assert_eq!(
        refused(|r| r.window.until = r.window.from.plus_ms(WINDOW_DAYS_MAX * DAY_MS + 1)),
        Err(RulesError::WindowTooLong)
    );
    assert_eq!(
        refused(|r| {
            r.window.from = NOW.plus_ms(START_AHEAD_DAYS_MAX * DAY_MS + 1);
            r.window.until = r.window.from.plus_ms(DAY_MS);
        }),
        Err(RulesError::StartTooFarAhead)
    );
}

#[test]
fn amounts_of_every_kind_are_bounded() {
    let range = Err(RulesError::AmountOutOfRange { most_minor: MOST });
    let low = |least_minor| Err(RulesError::ThresholdTooLow { least_minor });
    for (kind, outcome) in [
        (off(10, 0), range),
        (off(MOST + 1, 10), range),
        (off(10, 10), low(11)),
        (percent(0, 1, 1), Ok(())),
        (percent(0, 0, 1), Err(RulesError::ShareOutOfRange)),
        (percent(0, 10_000, 1), Err(RulesError::ShareOutOfRange)),
        (percent(0, 1, 0), range),
        (Kind::FixedPrice(FixedPrice { price_minor: 0, saves_max_minor: 1 }), range),
        (Kind::FixedPrice(FixedPrice { price_minor: 1, saves_max_minor: 0 }), range),
        (Kind::FixedPrice(FixedPrice { price_minor: 1, saves_max_minor: 1 }), Ok(())),
        (random(11, 1, 10), Ok(())),
        (random(10, 1, 10), low(11)),
        (random(11, 0, 10), range),
        (random(11, 10, 9), Err(RulesError::LeastAboveMost)),
    ] {
        assert_eq!(refused(|r| r.kind = kind), outcome, "{kind:?}");
    }
}

fn random(threshold_minor: u64, least_minor: u64, most_minor: u64) -> Kind {
    Kind::RandomValue(RandomValue { threshold_minor, least_minor, most_minor })
}

#[test]
fn persons_days_and_hours_are_checked() {
    let person = Err(RulesError::PerPersonOutOfRange);
    assert_eq!(refused(|r| r.per_person_max = 0), person);
    assert_eq!(refused(|r| r.per_person_max = PER_PERSON_MAX + 1), person);
    assert_eq!(refused(|r| r.needs_card = true), Ok(()));
    let twice = refused(|r| (r.needs_card, r.per_person_max) = (true, 2));
    assert_eq!(twice, Err(RulesError::CardGiftNotOnce));
    let none = Weekdays::from_bits(0);
    assert_eq!(refused(|r| r.validity.weekdays = none), Err(RulesError::NoWeekday));
    for hours in [
        vec![(600, 600)],
        vec![(600, 1441)],
        vec![(600, 700), (699, 800)],
        vec![(0, 1), (2, 3), (4, 5)],
    ] {
        let hours: Vec<Hours> =
            hours.into_iter().map(|(from_min, until_min)| Hours { from_min, until_min }).collect();
        let refusal = refused(|r| r.validity.hours = hours.clone());
        assert_eq!(refusal, Err(RulesError::HoursUnsound), "{hours:?}");
    }
    let never = Err(RulesError::NeverValid);
    assert_eq!(refused(|r| r.validity.days = Some(0)), never);
    assert_eq!(refused(|r| r.validity.wait_days = 31), never);
    assert_eq!(refused(|r| r.validity.wait_days = 30), Ok(()));
}

#[test]
fn lists_and_who_pays_are_checked() {
    let list = Err(RulesError::ListOutOfRange);
    assert_eq!(refused(|r| r.merchants = Merchants::Except(BTreeSet::new())), list);
    assert_eq!(refused(|r| r.scope = Scope::Item(Goods::Only(BTreeSet::new()))), list);
    let many = (0..1001).map(crate::id::MerchantId).collect();
    assert_eq!(refused(|r| r.merchants = Merchants::Only(many)), list);
    assert_eq!(refused(|r| r.funding = Funding::Unfunded), Err(RulesError::UnfundedWithoutList));
    assert_eq!(
        refused(|r| {
            r.funding = Funding::Unfunded;
            r.merchants = Merchants::Except(BTreeSet::from([SHOP]));
        }),
        Err(RulesError::UnfundedWithoutList)
    );
}

#[test]
fn budgets_reach_for_one_coupon_and_days_stay_within() {
    let small = Err(RulesError::BudgetTooSmall { one_minor: 1_000 });
    assert_eq!(refused(|r| r.limits.money_minor = 999), small);
    assert_eq!(refused(|r| r.limits.pieces = 0), small);
    let day = Err(RulesError::DayBudgetOutOfRange);
    for money in [999, 1_000_001] {
        assert_eq!(refused(|r| r.limits.money_a_day_minor = Some(money)), day);
    }
    for pieces in [0, 1001] {
        assert_eq!(refused(|r| r.limits.pieces_a_day = Some(pieces)), day);
    }
    assert_eq!(
        refused(|r| {
            r.limits.money_a_day_minor = Some(1_000);
            r.limits.pieces_a_day = Some(1000);
        }),
        Ok(())
    );
}
