//! Campaigns: days, prizes, who takes part, and that draws are what they claim.

mod budget;
mod checker;
mod hold_out;
mod statistics;

use super::testing::{chain, date, published, terms};
use super::*;
use crate::calendar::{Date, LocalDay, TimeMs};
use crate::chance::Seed;
use crate::coupon::testing::{SHOP, cny};
use crate::coupon::{Merchants, Payee};
use crate::id::{CampaignId, MerchantId};
use crate::state::State;
use money::{Amount, Currency};
use std::collections::BTreeSet;

/// The evidence of a payment by its number.
fn evidence(payment: u128) -> [u8; 32] {
    evidence_of_payer_code(&format!("{payment:018}"))
}

fn standing() -> Standing {
    let (has_drawn_today, is_held_out) = (false, false);
    Standing { state: State::Active, has_drawn_today, is_held_out, left_minor: 1_000_000 }
}

#[test]
fn three_years_from_a_leap_day_end_on_the_28th_at_midnight() {
    let terms = terms();
    assert_eq!(terms.period.last, date(2031, 2, 28));
    let end = terms.zone.begins_at(date(2031, 3, 1));
    let enter = |at| terms.enter(standing(), Payee::Merchant(SHOP), at, cny(200));
    let last = enter(TimeMs(end.0 - 1)).expect("the last millisecond");
    assert_eq!(last.day, date(2031, 2, 28));
    assert_eq!(enter(end), Err(NotDrawn::Over { until: end }));
    let begin = terms.zone.begins_at(date(2028, 2, 29));
    assert_eq!(enter(begin).map(|entry| entry.day), Ok(date(2028, 2, 29)));
    assert_eq!(enter(TimeMs(begin.0 - 1)), Err(NotDrawn::TooEarly { from: begin }));
    assert_eq!(terms.period.days(), 1096);
    assert_eq!(terms.period.number_of(date(2028, 2, 29)), Some(1));
    assert_eq!(terms.period.number_of(date(2031, 2, 28)), Some(1096));
    let same_day = Period::years(Date::new(2027, 5, 1).expect("a date"), 3).expect("in range");
    assert_eq!(same_day.last, date(2030, 5, 1));
}

/// A payment with every fault, mended one by one.
#[test]
fn the_first_reason_for_no_draw_is_told() {
    let mut terms = terms();
    terms.merchants = Merchants::Only(BTreeSet::from([MerchantId(1)]));
    let (has_drawn_today, is_held_out) = (true, true);
    let mut standing =
        Standing { state: State::Paused, has_drawn_today, is_held_out, left_minor: 0 };
    let mut payee = Payee::Person;
    let (begin, end) = (terms.zone.begins_at(terms.period.first), TimeMs(u64::MAX));
    let (mut at, mut paid) = (TimeMs(0), Amount::new(1, euro()).expect("in range"));
    macro_rules! refused {
        ($reason:expr) => {
            assert_eq!(terms.enter(standing, payee, at, paid), Err($reason));
        };
    }
    refused!(NotDrawn::PersonPaid);
    payee = Payee::Merchant(SHOP);
    for state in [State::Paused, State::Draft, State::Ended] {
        standing.state = state;
        refused!(NotDrawn::NotRunning);
    }
    standing.state = State::Active;
    refused!(NotDrawn::TooEarly { from: begin });
    at = end;
    refused!(NotDrawn::Over { until: terms.zone.begins_at(date(2031, 3, 1)) });
    at = begin;
    refused!(NotDrawn::WrongMerchant);
    terms.merchants = Merchants::Except(BTreeSet::from([MerchantId(1)]));
    refused!(NotDrawn::WrongCurrency);
    paid = cny(199);
    refused!(NotDrawn::BelowLeast { short_minor: 1 });
    paid = cny(200);
    refused!(NotDrawn::HeldOut);
    standing.is_held_out = false;
    refused!(NotDrawn::DrawnToday);
    standing.has_drawn_today = false;
    refused!(NotDrawn::BudgetShort { worst_minor: 200 });
    standing.left_minor = 200;
    let entry = Entry { day: terms.period.first, worst_minor: 200 };
    assert_eq!(terms.enter(standing, payee, at, paid), Ok(entry));
}

fn euro() -> Currency {
    Currency::from_code("EUR").expect("known")
}

#[test]
fn prizes_are_bounded_by_cap_event_and_payment() {
    let terms = terms();
    let (plain, double, waive) = (date(2028, 5, 5), date(2028, 10, 7), date(2028, 11, 11));
    let all = Reward::Share { basis_points: 10_000 };
    let fixed = Reward::Fixed { minor: 188 };
    let some = Reward::Share { basis_points: 250 };
    for (reward, day, paid, won) in [
        (all, plain, 600, 600),
        (all, plain, 5_000, 1_000),
        (all, double, 5_000, 2_000),
        (all, double, 1_500, 1_500),
        (all, waive, 4_321, 4_321),
        (all, waive, 9_999, 5_000),
        (fixed, plain, 500, 188),
        (fixed, plain, 100, 100),
        (fixed, double, 500, 376),
        (fixed, date(2028, 10, 8), 500, 188),
        (fixed, waive, 500, 500),
        (some, plain, 999, 24),
        (some, double, 999, 48),
    ] {
        assert_eq!(terms.won_minor(reward, day, paid), won, "{reward:?} {day:?} {paid}");
        assert!(won <= terms.worst_minor(day, paid));
    }
    assert_eq!(terms.worst_minor(plain, 5_000), 1_000);
    assert_eq!(terms.worst_minor(waive, 9_999), 5_000);
}

#[test]
fn what_the_payer_fixed_is_hashed_with_what_it_is() {
    assert_ne!(evidence_of_order("6"), evidence_of_payer_code("6"));
    assert_ne!(evidence_of_order("6"), evidence_of_order("7"));
}

#[test]
fn tickets_win_in_the_order_of_the_table() {
    let odds = terms().odds;
    for (ticket, prize) in [
        (0, Some(0)),
        (9, Some(0)),
        (10, Some(1)),
        (99, Some(1)),
        (100, Some(2)),
        (499, Some(2)),
        (500, None),
        (999, None),
    ] {
        assert_eq!(odds.prize_of(ticket), prize, "{ticket}");
    }
}

#[test]
fn terms_are_checked_before_they_are_committed_to() {
    let today = date(2028, 2, 28);
    let refused = |change: &dyn Fn(&mut Terms)| {
        let mut terms = terms();
        change(&mut terms);
        terms.check(today)
    };
    assert_eq!(refused(&|_| {}), Ok(()));
    assert_eq!(terms().check(date(2028, 2, 29)), Ok(()));
    assert_eq!(terms().check(date(2028, 3, 1)), Err(TermsError::Begun));
    let period = Err(TermsError::PeriodOutOfRange);
    assert_eq!(refused(&|t| t.period.last = t.period.first.plus_days(-1)), period);
    assert_eq!(refused(&|t| t.period.last = t.period.first.plus_days(3653)), period);
    let amount = Err(TermsError::AmountOutOfRange { most_minor: 10_000_000 });
    assert_eq!(refused(&|t| t.least_minor = 0), amount);
    assert_eq!(refused(&|t| t.cap_minor = 10_000_001), amount);
    assert_eq!(refused(&|t| t.odds.prizes[1].reward = Reward::Fixed { minor: 0 }), amount);
    assert_eq!(refused(&|t| t.events[1].kind = EventKind::Waive { cap_minor: 0 }), amount);
    let odds = Err(TermsError::OddsUnsound);
    assert_eq!(refused(&|t| t.odds.one_in = 499), odds);
    assert_eq!(refused(&|t| t.odds.one_in = 500), Ok(()));
    assert_eq!(refused(&|t| t.odds.one_in = ODDS_ONE_IN_MAX + 1), odds);
    assert_eq!(refused(&|t| t.odds.prizes[0].tickets = 0), odds);
    assert_eq!(refused(&|t| t.odds.prizes[0].tickets = u64::MAX), odds);
    assert_eq!(refused(&|t| t.odds.prizes.clear()), odds);
    for basis_points in [0, 10_001] {
        let share = |t: &mut Terms| t.odds.prizes[0].reward = Reward::Share { basis_points };
        assert_eq!(refused(&share), Err(TermsError::ShareOutOfRange));
    }
    let events = Err(TermsError::EventsUnsound);
    assert_eq!(refused(&|t| t.events.reverse()), events);
    assert_eq!(refused(&|t| t.events[1].first = t.events[0].last), events);
    assert_eq!(refused(&|t| t.events[1].last = t.period.last.plus_days(1)), events);
    assert_eq!(refused(&|t| t.events[0].first = t.events[0].last.plus_days(1)), events);
    let none = |t: &mut Terms| t.merchants = Merchants::Except(BTreeSet::new());
    assert_eq!(refused(&none), Err(TermsError::ListOutOfRange));
}

#[test]
fn seeds_hash_down_to_the_anchor_and_only_on_their_day() {
    let terms = terms();
    let chain = chain(&terms);
    let (first, last) = (terms.period.first, terms.period.last);
    for day in [first, first.plus_days(1), date(2029, 1, 1), last] {
        let seed = chain.of(day).expect("a day of the campaign");
        assert!(seeds::is_of(&terms, &chain.anchor(), day, seed));
        assert!(!seeds::is_of(&terms, &chain.anchor(), day.plus_days(1), seed));
    }
    assert!(chain.of(first.plus_days(-1)).is_none());
    assert!(chain.of(last.plus_days(1)).is_none());
    // Another campaign with the same last seed has other seeds.
    let other = SeedChain::new(CampaignId(1), terms.period, chain.of(last).expect("a day").clone());
    assert_ne!(other.of(first), chain.of(first));
    assert!(format!("{chain:?}").contains("REDACTED"));
}

/// Every term changes the commitment, so none can be changed afterwards.
#[test]
fn the_commitment_binds_every_term() {
    let changes: [&dyn Fn(&mut Terms); 16] = [
        &|t| t.id = CampaignId(1),
        &|t| t.currency = euro(),
        &|t| t.zone = crate::calendar::Zone::new(479).expect("an offset"),
        &|t| t.period.first = t.period.first.plus_days(1),
        &|t| t.period.last = t.period.last.plus_days(1),
        &|t| t.least_minor += 1,
        &|t| t.cap_minor += 1,
        &|t| t.odds.one_in += 1,
        &|t| t.odds.prizes[0].tickets -= 1,
        &|t| t.odds.prizes[1].reward = Reward::Share { basis_points: 188 },
        &|t| t.odds.prizes.swap(0, 1),
        &|t| t.events[0].last = t.events[0].last.plus_days(1),
        &|t| t.events[1].kind = EventKind::Double,
        &|t| t.events.truncate(1),
        &|t| t.merchants = Merchants::Only(BTreeSet::from([SHOP])),
        &|t| t.merchants = Merchants::Except(BTreeSet::from([SHOP])),
    ];
    let anchor = [9; 32];
    let mut seen = BTreeSet::from([commitment(&terms(), &anchor), commitment(&terms(), &[8; 32])]);
    for (at, change) in changes.iter().enumerate() {
        let mut terms = terms();
        change(&mut terms);
        assert!(seen.insert(commitment(&terms, &anchor)), "change {at}");
    }
}

#[test]
fn a_draw_that_was_tampered_with_is_found() {
    let terms = terms();
    let published = published(&terms);
    let day = date(2028, 11, 11);
    let chain = chain(&terms);
    let seed = chain.of(day).expect("a day of the campaign");
    let draw = (0..)
        .map(|payment| terms.draw(seed, day, evidence(payment), cny(3_000)))
        .find(|draw| draw.prize == Some(1))
        .expect("one of eleven");
    assert_eq!(draw.won, cny(3_000), "the day waives");
    assert_eq!(verify(&draw, &published, seed), Ok(()));

    let after = |change: &dyn Fn(&mut Draw)| {
        let mut draw = draw;
        change(&mut draw);
        verify(&draw, &published, seed)
    };
    assert_eq!(after(&|d| d.campaign = CampaignId(1)), Err(DrawError::OtherCampaign));
    assert_eq!(after(&|d| d.day = LocalDay(0)), Err(DrawError::OtherCampaign));
    assert_eq!(after(&|d| d.day = day.plus_days(1)), Err(DrawError::SeedWrong));
    for change in [&(|d: &mut Draw| d.evidence[31] ^= 1) as &dyn Fn(&mut Draw), &|d| d.ticket ^= 1]
    {
        assert!(matches!(after(change), Err(DrawError::TicketWrong { .. })));
    }
    assert_eq!(after(&|d| d.prize = Some(0)), Err(DrawError::PrizeWrong { prize: Some(1) }));
    let won = Err(DrawError::WonWrong { won_minor: 3_000 });
    assert_eq!(after(&|d| d.won = cny(3_001)), won);
    assert_eq!(verify(&draw, &published, &Seed::new([0; 32])), Err(DrawError::SeedWrong));
    let mut other = published.clone();
    other.terms.odds.prizes[0].tickets += 1;
    assert_eq!(verify(&draw, &other, seed), Err(DrawError::CommitmentWrong));
}
