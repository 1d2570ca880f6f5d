//! Campaigns: drawn for payments to merchants, once a person and day, within the budget, and taken
//! back as exactly as they were won.

mod hold_out;
mod race;

pub use hold_out::who_is_held_out_has_no_draw_on_any_day;
pub use race::{
    a_pause_while_people_pay_ends_the_draws_at_its_row, of_budget_edits_at_once_one_holds,
    of_two_campaigns_started_at_once_one_runs,
    s04_a_thousand_parallel_draws_on_a_budget_for_a_hundred_win_a_hundred,
};

use crate::command::Payee;
use crate::contract::town::{self, campaign as town_campaign};
use crate::contract::{Subject, ask, assert_audit_clean, done, run};
use crate::id::{AccountId, PaymentId, TimeMs};
use crate::key::{Key, Kind};
use crate::quick_pay::QuickPayRule;
use crate::receipt::{Outcome, Receipt};
use crate::record::{Campaign, DrawEnd, Drawn, PaymentKind, Record};
use crate::rejection::Rejection;
use promotion::calendar::{DAY_MS, Date};
use promotion::campaign::{
    Event, EventKind, NotDrawn, Odds, Period, Prize, Published, Reward, Terms, evidence_of_order,
    evidence_of_payer_code, verify,
};
use promotion::{Change, State};
use std::collections::BTreeSet;
use town_campaign::{
    campaign_account, change_campaign, charge_drawn, day_of, limit_campaign, pay_drawn,
    pay_drawn_at, running, seeds, show_seed, terms,
};

const MINUTE: u64 = 60_000;

fn refused(outcome: &Outcome) -> Option<Rejection> {
    outcome.as_ref().err().map(|refusal| refusal.rejection)
}

fn balance(subject: &dyn Subject, account: AccountId) -> i64 {
    match subject.reader().record(&Key::Account(account)) {
        Ok(Some(Record::Account(account))) => account.balance.minor(),
        other => panic!("an account, not {other:?}"),
    }
}

fn campaign(subject: &dyn Subject) -> Campaign {
    match subject.reader().record(&Key::Campaign(town_campaign::campaign(0))) {
        Ok(Some(Record::Campaign(campaign))) => *campaign,
        other => panic!("a campaign, not {other:?}"),
    }
}

fn drawn(subject: &dyn Subject, payment: u128) -> Option<Drawn> {
    match subject.reader().record(&Key::Drawn(PaymentId(payment))) {
        Ok(Some(Record::Drawn(drawn))) => Some(drawn),
        Ok(None) => None,
        other => panic!("a draw, not {other:?}"),
    }
}

fn won(subject: &dyn Subject, payment: u128) -> Option<u64> {
    drawn(subject, payment)?.draw().map(|draw| draw.won.minor())
}

fn reason(subject: &dyn Subject, payment: u128) -> Option<NotDrawn> {
    match drawn(subject, payment)?.end {
        DrawEnd::Not(reason) => Some(reason),
        DrawEnd::Drawn(_) => None,
    }
}

fn shop() -> Payee {
    Payee::Label(town::label(0))
}

/// Three people with 500 each, one shop, and campaign 0 with a budget.
fn started(subject: &dyn Subject, terms: Terms, budget_minor: u64) {
    done(subject, &town::founded(3, 1, 500));
    done(subject, &[town::start_enrolment(0), town::confirm_enrolment(0, town::CODE_HASH)]);
    done(subject, &running(0, terms, budget_minor));
}

/// A payment to a shop draws and has what it wins at once, once a person and day; the receipt of a
/// payer code has a draw too, and a transfer has none.
///
/// # Panics
/// When the store does not keep to the contract.
pub fn a_payment_to_a_merchant_draws_once_a_person_and_day(subject: &dyn Subject) {
    let terms = terms(0);
    started(subject, terms.clone(), 100);
    done(subject, &[pay_drawn(10, 1, shop(), 20, &terms)]);
    assert_eq!(won(subject, 10), Some(10));
    assert_eq!(balance(subject, town::account(1)), 490);
    assert_eq!(balance(subject, campaign_account(0)), 90);
    let draw = *drawn(subject, 10).expect("a draw").draw().expect("drawn");
    assert_eq!(draw.evidence, evidence_of_order("pay 10"));
    let published = Published {
        commitment: campaign(subject).commitment(),
        anchor: campaign(subject).anchor,
        terms: terms.clone(),
    };
    let seed = seeds(&terms).of(day_of(town::AT)).cloned().expect("a day of it");
    assert_eq!(verify(&draw, &published, &seed), Ok(()));
    done(subject, &[pay_drawn(11, 1, shop(), 20, &terms)]);
    assert_eq!(reason(subject, 11), Some(NotDrawn::DrawnToday));
    let small = pay_drawn(12, 0, shop(), 4, &terms);
    done(subject, &[small, charge_drawn(13, 0, 900, 9, &terms)]);
    assert_eq!(reason(subject, 12), Some(NotDrawn::BelowLeast { short_minor: 1 }));
    assert_eq!(won(subject, 13), Some(9), "never more than was paid");
    let shown = drawn(subject, 13).and_then(|drawn| drawn.draw().map(|draw| draw.evidence));
    assert_eq!(shown, Some(evidence_of_payer_code("281234567890123456")));
    let person = Payee::Receive(town::receive_code(0));
    done(subject, &[pay_drawn(14, 2, person, 20, &terms)]);
    assert_eq!(drawn(subject, 14), None, "a transfer takes no part");
    done(subject, &[pay_drawn(15, 2, shop(), 20, &terms)]);
    assert_eq!(won(subject, 15), Some(10), "and uses nothing up");
    assert_audit_clean(subject);
}

/// Scenario 6: an event day waives a payment whole; refunding it ends with zero for payer, campaign
/// and merchant, in one part or in several.
///
/// # Panics
/// When the store does not keep to the contract.
pub fn s06_a_waived_payment_that_is_refunded_ends_with_zero_for_all(subject: &dyn Subject) {
    let first = day_of(town::AT);
    let waive = Event { first, last: first, kind: EventKind::Waive { cap_minor: 500 } };
    let terms = Terms { events: vec![waive], ..terms(0) };
    started(subject, terms.clone(), 1_000);
    let accounts =
        [town::account(0), town::account(1), town::merchant_account(0), campaign_account(0)];
    let before = accounts.map(|account| balance(subject, account));
    let pays = [pay_drawn(10, 0, shop(), 300, &terms), pay_drawn(11, 1, shop(), 77, &terms)];
    done(subject, &pays);
    assert_eq!((won(subject, 10), won(subject, 11)), (Some(300), Some(77)));
    assert_eq!(balance(subject, town::account(0)), 500, "the whole payment is waived");
    done(subject, &[town::refund(20, 10, 0, 300), town::refund(21, 11, 0, 30)]);
    let rest = town::later(MINUTE, town::refund(22, 11, 0, 47));
    done(subject, &[rest]);
    assert_eq!(accounts.map(|account| balance(subject, account)), before);
    done(subject, &[pay_drawn(12, 0, shop(), 300, &terms)]);
    assert_eq!(reason(subject, 12), Some(NotDrawn::DrawnToday), "its draw stays used up");
    assert_audit_clean(subject);
}

/// Scenario 10, with a campaign: of 40 payments of 9.99 without a PIN ten are made in a day, also
/// when what they cost is won back.
///
/// # Panics
/// When the store does not keep to the contract.
pub fn s10_what_is_won_back_still_counts_against_quick_pay(subject: &dyn Subject) {
    let first = day_of(town::AT);
    let waive = Event { first, last: first, kind: EventKind::Waive { cap_minor: 1_000 } };
    let terms = Terms { events: vec![waive], ..terms(0) };
    done(subject, &town::founded(1, 1, 50_000));
    done(subject, &[town::start_enrolment(0), town::confirm_enrolment(0, town::CODE_HASH)]);
    done(subject, &running(0, terms.clone(), 1_000));
    for n in 0..40_u32 {
        let id = 100 + u128::from(n);
        let outcome = ask(subject, charge_drawn(id, 0, 900 + u64::from(n), 999, &terms));
        match outcome {
            Ok(Receipt::Paid(_)) => assert!(n < 10, "{n} payments without a PIN"),
            Ok(Receipt::PinAsked { rule, .. }) => {
                assert!(n >= 10 && rule == QuickPayRule::DayCount, "{rule:?} after {n}");
            }
            other => panic!("{other:?}"),
        }
    }
    assert_eq!((won(subject, 100), won(subject, 110)), (Some(999), None));
    assert_eq!(balance(subject, town::account(0)), 50_000 - 9 * 999);
    assert_audit_clean(subject);
}

/// A reversal takes what was won back too; and to the funder once the campaign has ended.
///
/// # Panics
/// When the store does not keep to the contract.
pub fn what_was_won_goes_back_in_step_with_the_cash(subject: &dyn Subject) {
    let terms = terms(0);
    started(subject, terms.clone(), 100);
    done(subject, &[charge_drawn(40, 0, 900, 30, &terms), pay_drawn(10, 1, shop(), 30, &terms)]);
    done(subject, &[town::later(MINUTE, town::reverse(40, 0, 41))]);
    assert_eq!(balance(subject, town::account(0)), 500);
    assert_eq!(balance(subject, campaign_account(0)), 90);
    done(subject, &[town::refund(11, 10, 0, 7)]);
    assert_eq!(balance(subject, campaign_account(0)), 92, "7 of 30: 2.33 of 10");
    done(subject, &[change_campaign(12, 0, Change::End)]);
    assert_eq!(balance(subject, campaign_account(0)), 0);
    done(subject, &[town::later(MINUTE, town::refund(13, 10, 0, 23))]);
    assert_eq!(balance(subject, campaign_account(0)), 0);
    assert_eq!(balance(subject, town::account(1)), 500);
    assert_eq!(balance(subject, town::merchant_account(0)), 0);
    let kinds: BTreeSet<&str> = subject
        .reader()
        .payments(town::account(1), None, 9)
        .expect("works")
        .iter()
        .filter_map(|payment| match payment.kind {
            PaymentKind::CashBack(PaymentId(10)) => Some("won"),
            PaymentKind::CashBackReturned(PaymentId(10)) => Some("returned"),
            _ => None,
        })
        .collect();
    assert_eq!(kinds, BTreeSet::from(["won", "returned"]));
    assert_audit_clean(subject);
}

/// A campaign lives as it should: a budget laid aside and given back, changed by who has seen it,
/// and paused while people pay.
///
/// # Panics
/// When the store does not keep to the contract.
pub fn a_campaign_is_started_paused_limited_and_ended(subject: &dyn Subject) {
    let terms = terms(0);
    done(subject, &town::founded(3, 1, 500));
    done(subject, &[town_campaign::open_campaign(0, terms.clone(), 100)]);
    done(subject, &[pay_drawn(10, 0, shop(), 20, &terms)]);
    assert_eq!(reason(subject, 10), Some(NotDrawn::NotRunning), "a draft draws nothing");
    let again = ask(subject, change_campaign(11, 0, Change::Pause));
    assert_eq!(refused(&again), Some(Rejection::CampaignStateDiffers));
    done(subject, &[change_campaign(12, 0, Change::Activate)]);
    assert_eq!(balance(subject, campaign_account(0)), 100);
    // Paying, pausing and paying in one batch: each sees the one before it.
    let outcomes = run(
        subject,
        &[
            pay_drawn(13, 0, shop(), 20, &terms),
            change_campaign(14, 0, Change::Pause),
            pay_drawn(15, 1, shop(), 20, &terms),
            change_campaign(16, 0, Change::Resume),
            pay_drawn(17, 1, shop(), 20, &terms),
        ],
    );
    assert!(outcomes.iter().all(Result::is_ok), "{outcomes:?}");
    assert_eq!((won(subject, 13), won(subject, 17)), (Some(10), Some(10)));
    assert_eq!(reason(subject, 15), Some(NotDrawn::NotRunning));
    // Two edits that saw the same: the second looks again.
    done(subject, &[limit_campaign(20, 0, 100, 60)]);
    let stale = ask(subject, limit_campaign(21, 0, 100, 200));
    assert_eq!(refused(&stale), Some(Rejection::CampaignBudgetStale));
    assert_eq!(balance(subject, campaign_account(0)), 40);
    let below = ask(subject, limit_campaign(22, 0, 60, 19));
    assert_eq!(refused(&below), Some(Rejection::CampaignBudgetSpent));
    done(subject, &[limit_campaign(23, 0, 60, 70), change_campaign(24, 0, Change::End)]);
    assert_eq!(balance(subject, campaign_account(0)), 0);
    assert_eq!(campaign(subject).state, State::Ended);
    let over = ask(subject, change_campaign(25, 0, Change::Resume));
    assert_eq!(refused(&over), Some(Rejection::CampaignStateDiffers));
    let unknown = ask(subject, change_campaign(26, 7, Change::End));
    assert_eq!(refused(&unknown), Some(Rejection::CampaignUnknown));
    assert_audit_clean(subject);
}

/// A payment has one draw: of campaigns that share a day one is started, paused or not; those on
/// other days, and those after its end, are.
///
/// # Panics
/// When the store does not keep to the contract.
pub fn of_campaigns_that_share_a_day_one_runs(subject: &dyn Subject) {
    let first = terms(0);
    let last = first.period.last;
    // The second begins on the first one's last day, the third on the day after.
    let second = Terms { period: Period { first: last, last: last.plus_days(5) }, ..terms(1) };
    let third_first = last.plus_days(1);
    let third = Terms { period: Period { first: third_first, last: third_first }, ..terms(2) };
    let start = |id, n| change_campaign(id, n, Change::Activate);
    done(subject, &town::founded(1, 1, 500));
    done(
        subject,
        &[(0, first), (1, second), (2, third)]
            .map(|(n, terms)| town_campaign::open_campaign(n, terms, 100)),
    );
    // In one batch, where neither is in the store yet.
    let outcomes = run(subject, &[start(10, 0), start(11, 1)]);
    assert!(outcomes[0].is_ok(), "{outcomes:?}");
    assert_eq!(refused(&outcomes[1]), Some(Rejection::CampaignOverlaps));
    assert_eq!(balance(subject, campaign_account(1)), 0, "nothing is laid aside");
    done(subject, &[change_campaign(12, 0, Change::Pause)]);
    let paused = ask(subject, start(13, 1));
    assert_eq!(refused(&paused), Some(Rejection::CampaignOverlaps), "it may go on");
    done(subject, &[start(14, 2), change_campaign(15, 0, Change::Resume)]);
    done(subject, &[change_campaign(16, 0, Change::End)]);
    let other = ask(subject, start(17, 1));
    assert_eq!(refused(&other), Some(Rejection::CampaignOverlaps), "the third is among its days");
    done(subject, &[change_campaign(18, 2, Change::End), start(19, 1)]);
    assert_eq!(balance(subject, campaign_account(1)), 100);
    assert_audit_clean(subject);
}

/// What cannot be promised is not written.
///
/// # Panics
/// When the store does not keep to the contract.
pub fn a_campaign_that_cannot_be_is_refused(subject: &dyn Subject) {
    done(subject, &town::founded(1, 1, 500));
    let unsound = Terms { least_minor: 0, ..terms(0) };
    let unsound = ask(subject, town_campaign::open_campaign(0, unsound, 100));
    assert_eq!(refused(&unsound), Some(Rejection::CampaignTermsUnsound));
    let none = ask(subject, town_campaign::open_campaign(1, terms(1), 0));
    assert_eq!(refused(&none), Some(Rejection::CampaignTermsUnsound));
    done(subject, &[town_campaign::open_campaign(2, terms(2), 100)]);
    let late = town::later(DAY_MS, change_campaign(3, 2, Change::Activate));
    let late = ask(subject, late);
    assert_eq!(refused(&late), Some(Rejection::CampaignTermsUnsound), "a day has gone by");
    assert_audit_clean(subject);
}

/// A payment that is asked for again, alone or beside others, has its one draw.
///
/// # Panics
/// When the store does not keep to the contract.
pub fn a_payment_asked_again_changes_nothing(subject: &dyn Subject) {
    let terms = terms(0);
    started(subject, terms.clone(), 100);
    let pay = pay_drawn(10, 0, shop(), 20, &terms);
    let first = run(subject, &[pay.clone(), pay.clone()]);
    let then = drawn(subject, 10);
    let mut without = pay.clone();
    if let crate::Command::Pay(command) = &mut without.command {
        command.drawing = None;
    }
    let again = [ask(subject, town::later(DAY_MS, pay)), ask(subject, without)];
    for outcome in first.iter().chain(&again) {
        assert_eq!(outcome, &first[0]);
        assert!(matches!(outcome, Ok(Receipt::Paid(_))));
    }
    assert_eq!(drawn(subject, 10), then);
    assert_eq!(balance(subject, campaign_account(0)), 90);
    assert_audit_clean(subject);
}

/// Scenario 17: three years from 29 February 2028 end on 28 February 2031 at 24:00. The last
/// millisecond has its draw; the next has none; and each day is a person's one draw.
///
/// # Panics
/// When the store does not keep to the contract.
pub fn s17_three_years_from_a_leap_day_include_the_last_millisecond(subject: &dyn Subject) {
    let first = Date::new(2028, 2, 29).expect("a date");
    let period = Period::years(first, 3).expect("in range");
    let last = Date::new(2031, 2, 28).expect("a date").local_day();
    assert_eq!(period.last, last);
    let terms = Terms { period, ..terms(0) };
    started(subject, terms.clone(), 100);
    let begins = TimeMs(terms.zone.begins_at(period.first).0);
    let ends = TimeMs(terms.zone.begins_at(last.plus_days(1)).0);
    let at = |ms: u64, id, payer| pay_drawn_at(TimeMs(ms), (id, payer), shop(), 20, &terms);
    done(
        subject,
        &[
            at(begins.0 - 1, 10, 0),
            at(begins.0, 11, 0),
            at(begins.0 + DAY_MS - 1, 12, 0),
            at(begins.0 + DAY_MS, 13, 0),
            at(ends.0 - 1, 14, 0),
            at(ends.0, 15, 1),
        ],
    );
    let from = promotion::calendar::TimeMs(begins.0);
    let until = promotion::calendar::TimeMs(ends.0);
    assert_eq!(reason(subject, 10), Some(NotDrawn::TooEarly { from }));
    assert_eq!(won(subject, 11), Some(10));
    assert_eq!(reason(subject, 12), Some(NotDrawn::DrawnToday), "until midnight");
    assert_eq!((won(subject, 13), won(subject, 14)), (Some(10), Some(10)));
    assert_eq!(reason(subject, 15), Some(NotDrawn::Over { until }));
    let seen = campaign(subject).checked.0;
    assert_eq!(seen, last, "the last day's seed was checked");
    assert_audit_clean(subject);
}

/// A seed that is not the day's draws nothing; one that is shown is the day's, after its end, once.
///
/// # Panics
/// When the store does not keep to the contract.
pub fn seeds_are_checked_and_shown_after_their_day(subject: &dyn Subject) {
    let terms = terms(0);
    started(subject, terms.clone(), 100);
    let today = day_of(town::AT);
    let mut wrong = pay_drawn(10, 0, shop(), 20, &terms);
    if let crate::Command::Pay(command) = &mut wrong.command {
        let seeds = seeds(&terms);
        let seed = seeds.of(today.plus_days(1)).cloned().expect("a day of it");
        command.drawing = Some(crate::command::Drawing { campaign: terms.id, seed });
    }
    done(subject, &[wrong, pay_drawn(11, 0, shop(), 20, &terms)]);
    assert_eq!(reason(subject, 10), Some(NotDrawn::NotRunning));
    assert_eq!(won(subject, 11), Some(10));
    let over = TimeMs(terms.zone.begins_at(today.plus_days(1)).0);
    let early = ask(subject, show_seed(TimeMs(over.0 - 1), &terms, today));
    assert_eq!(refused(&early), Some(Rejection::SeedTooEarly));
    let other = ask(subject, show_seed(over, &terms, today.plus_days(-1)));
    assert_eq!(refused(&other), Some(Rejection::SeedWrong));
    let rows = |subject: &dyn Subject| subject.reader().chain_head().expect("works").sequence;
    done(subject, &[show_seed(over, &terms, today)]);
    let after = rows(subject);
    done(subject, &[show_seed(over, &terms, today)]);
    assert_eq!(rows(subject), after, "shown once");
    let seed = *seeds(&terms).of(today).expect("a day of it").expose();
    assert_eq!(campaign(subject).shown, Some((today, seed)));
    // The audit repeats the day's draws now.
    assert_audit_clean(subject);
}

/// Campaigns are listed, and the draws of a day, page by page.
///
/// # Panics
/// When the store does not keep to the contract.
pub fn campaigns_and_draws_are_listed(subject: &dyn Subject) {
    let small = vec![Prize { tickets: 1, reward: Reward::Share { basis_points: 5_000 } }];
    let terms = Terms { odds: Odds { one_in: 2, prizes: small }, ..terms(0) };
    started(subject, terms.clone(), 100);
    let pays: Vec<_> =
        (0..3).map(|n| pay_drawn(12 - u128::from(n), n, shop(), 9, &terms)).collect();
    done(subject, &pays);
    done(subject, &[pay_drawn(13, 0, shop(), 9, &terms)]);
    let reader = subject.reader();
    assert_eq!(reader.campaigns(), Ok(vec![campaign(subject)]));
    let today = day_of(town::AT);
    let draws = |day, after: Option<u128>, limit| -> Vec<u128> {
        let draws = reader.draws(terms.id, day, after.map(PaymentId), limit).expect("works");
        draws.iter().map(|drawn| drawn.payment.0).collect()
    };
    assert_eq!(draws(today, None, 9), [10, 11, 12]);
    assert_eq!(draws(today, Some(10), 1), [11]);
    assert_eq!(draws(today.plus_days(1), None, 9), []);
    let keys = reader.records(Kind::Entrant, None, 9).expect("works").len();
    assert_eq!(keys, 3);
}
