//! Whatever is paid, by whom and when: no budget is overrun, nobody draws twice a day, and every
//! draw is what it claims.

use super::super::testing::{chain, date, published, terms};
use super::super::{Event, EventKind, Odds, Period, Prize, Recorded, Reward, Terms, verify};
use super::evidence;
use crate::calendar::{DAY_MS, TimeMs};
use crate::coupon::Payee;
use crate::coupon::testing::{SHOP, cny};
use proptest::prelude::*;

fn recorded(person: u128, number: u128, after_ms: u64, paid: u64) -> Recorded {
    let terms = terms();
    let at = terms.zone.begins_at(terms.period.first).plus_ms(after_ms);
    let payee = Payee::Merchant(SHOP);
    Recorded { person, payee, at, paid: cny(paid), evidence: evidence(number) }
}

#[test]
fn a_thousand_draws_on_a_budget_for_a_hundred_spend_what_is_there_and_no_more() {
    let mut terms = terms();
    terms.odds = Odds {
        one_in: 1,
        prizes: vec![Prize { tickets: 1, reward: Reward::Fixed { minor: 100 } }],
    };
    let payments = (0..1_000).map(|person| recorded(person, person, 0, 500));
    let rehearsal = terms.rehearse(&chain(&terms), 10_050, payments);
    assert_eq!((rehearsal.drawn, rehearsal.spent_minor), (100, 10_000));
    assert_eq!(rehearsal.won, [100]);
    assert_eq!(rehearsal.not_drawn.get("budget_short"), Some(&900));
}

#[test]
fn a_person_has_one_draw_a_day_however_much_is_paid() {
    let terms = terms();
    let hour = DAY_MS / 24;
    let payments = (0..72).map(|number| recorded(1, number.into(), number * hour, 500));
    let rehearsal = terms.rehearse(&chain(&terms), 1_000_000, payments);
    assert_eq!(rehearsal.drawn, 3);
    assert_eq!(rehearsal.not_drawn.get("drawn_today"), Some(&69));
    assert_eq!(rehearsal.spent_by_day.len(), 3);
}

fn some_terms() -> impl Strategy<Value = Terms> {
    let reward = prop_oneof![
        (1_u64..2_000).prop_map(|minor| Reward::Fixed { minor }),
        (1_u16..=10_000).prop_map(|basis_points| Reward::Share { basis_points }),
    ];
    let prizes = prop::collection::vec((1_u64..50, reward), 1..5);
    let event = prop_oneof![
        Just(None),
        Just(Some(EventKind::Double)),
        (1_u64..5_000).prop_map(|cap_minor| Some(EventKind::Waive { cap_minor })),
    ];
    (prizes, 0_u64..100, 1_u64..3_000, event).prop_map(|(prizes, losing, cap_minor, event)| {
        let mut terms = terms();
        let first = terms.period.first;
        terms.period = Period { first, last: first.plus_days(9) };
        terms.cap_minor = cap_minor;
        let prizes: Vec<Prize> =
            prizes.into_iter().map(|(tickets, reward)| Prize { tickets, reward }).collect();
        let won: u64 = prizes.iter().map(|prize| prize.tickets).sum();
        terms.odds = Odds { one_in: won + losing, prizes };
        let day = first.plus_days(2);
        terms.events =
            event.into_iter().map(|kind| Event { first: day, last: day, kind }).collect();
        terms
    })
}

proptest! {
    #[test]
    fn no_draw_wins_more_than_was_reserved_and_each_can_be_repeated(
        terms in some_terms(), day in 0_i32..10, paid in 200_u64..10_000, number in any::<u64>(),
    ) {
        prop_assert_eq!(terms.check(date(2028, 2, 1)), Ok(()));
        let day = terms.period.first.plus_days(day);
        let chain = chain(&terms);
        let seed = chain.of(day).expect("a day of the campaign");
        let draw = terms.draw(seed, day, evidence(number.into()), cny(paid));
        prop_assert!(draw.ticket < terms.odds.one_in);
        prop_assert_eq!(draw.prize.is_some(), !draw.won.is_zero() || draw_is_small(&terms, &draw));
        prop_assert!(draw.won.minor() <= terms.worst_minor(day, paid));
        prop_assert!(terms.worst_minor(day, paid) <= paid);
        prop_assert_eq!(verify(&draw, &published(&terms), seed), Ok(()));
    }

    #[test]
    fn no_sequence_of_payments_overruns_a_budget(
        terms in some_terms(), budget in 0_u64..20_000,
        payments in prop::collection::vec((0_u128..6, 0_u64..864_000_000, 100_u64..9_000), 0..80),
    ) {
        let numbers = 0_u128..;
        let mut payments: Vec<Recorded> = numbers
            .zip(payments)
            .map(|(number, (person, after_ms, paid))| recorded(person, number, after_ms, paid))
            .collect();
        payments.sort_by_key(|payment| payment.at);
        let count = payments.len();
        let rehearsal = terms.rehearse(&chain(&terms), budget, payments);
        prop_assert!(rehearsal.spent_minor <= budget);
        prop_assert_eq!(rehearsal.spent_by_day.values().sum::<u64>(), rehearsal.spent_minor);
        let left_out: u64 = rehearsal.not_drawn.values().sum();
        prop_assert_eq!(rehearsal.drawn + left_out, u64::try_from(count).expect("few"));
        prop_assert!(rehearsal.drawn <= 60, "six people, ten days");
        prop_assert!(rehearsal.won.iter().sum::<u64>() <= rehearsal.drawn);
    }
}

/// A share of a payment can round down to nothing.
fn draw_is_small(terms: &Terms, draw: &super::super::Draw) -> bool {
    let prize = draw.prize.and_then(|place| terms.odds.prizes.get(usize::from(place)));
    prize.is_some_and(|prize| prize.reward.minor(draw.paid.minor()) == 0)
}

#[test]
fn payments_outside_the_days_have_no_draw() {
    let terms = terms();
    let mut payment = recorded(1, 1, 0, 500);
    payment.at = TimeMs(payment.at.0 - 1);
    let rehearsal = terms.rehearse(&chain(&terms), 1_000, [payment]);
    assert_eq!(rehearsal.not_drawn.get("too_early"), Some(&1));
}
