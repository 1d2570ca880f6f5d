//! Limits are changed while payments go on: each payment is judged by the journal's order, on every
//! node.

use crate::batch;
use crate::command::{ChangeSetting, Command, Envelope, Payee};
use crate::contract::race::contend;
use crate::contract::town::{self, AT};
use crate::contract::{Subject, ask, assert_audit_clean, done, run};
use crate::id::TimeMs;
use crate::journal::{JournalEntry, JournalRow};
use crate::key::Key;
use crate::quick_pay::QuickPayRule;
use crate::receipt::{Outcome, Receipt};
use crate::record::{Record, Setting};
use crate::rejection::Rejection;
use crate::setting::{PLANNED_WITHIN_MS, SettingKey};

const MAX: u64 = money::Amount::MINOR_MAX;

fn pay(id: u128, minor: u64) -> Envelope {
    town::pay(id, 0, Payee::Label(town::label(0)), minor)
}

fn set(id: u128, key: SettingKey, was: u64, value: u64) -> Envelope {
    town::change_setting(id, key, was, value)
}

/// Makes a change one that holds from a moment on.
fn planned(from: TimeMs, mut envelope: Envelope) -> Envelope {
    change(&mut envelope).from = Some(from);
    envelope
}

fn change(envelope: &mut Envelope) -> &mut ChangeSetting {
    match &mut envelope.command {
        Command::ChangeSetting(change) => change,
        other => panic!("a change, not {other:?}"),
    }
}

fn refused(rejection: Rejection) -> Outcome {
    Err(rejection.into())
}

/// A limit counts for what comes after its change, also inside one batch, and for orders as well.
///
/// # Panics
/// When the store breaks the contract.
pub fn a_changed_limit_counts_from_its_place_on(subject: &dyn Subject) {
    done(subject, &town::founded(1, 1, 50_000));
    let max = SettingKey::PaymentMax;
    let outcomes = run(
        subject,
        &[
            pay(1, 500),
            set(101, max, MAX, 499),
            pay(2, 500),
            pay(3, 499),
            town::open_order(4, 0, 500),
            set(102, max, 499, 500),
            pay(5, 500),
            pay(2, 500),
        ],
    );
    let is_done: Vec<bool> = outcomes.iter().map(Result::is_ok).collect();
    assert_eq!(is_done, [true, true, false, true, false, true, true, false], "{outcomes:?}");
    assert_eq!(outcomes[2], refused(Rejection::AmountTooLarge));
    assert_eq!(outcomes[4], refused(Rejection::AmountTooLarge));
    assert_eq!(outcomes[7], outcomes[2], "what was refused stays refused under its key");
    assert_eq!(ask(subject, pay(6, 501)), refused(Rejection::AmountTooLarge));
    assert_audit_clean(subject);
}

/// Every setting is asked where its limit counts.
///
/// # Panics
/// When the store breaks the contract.
pub fn every_limit_is_asked_where_it_counts(subject: &dyn Subject) {
    done(subject, &town::founded(1, 1, 50_000));
    done(subject, &[town::start_enrolment(0), town::confirm_enrolment(0, town::CODE_HASH)]);
    let asked = |id, step, minor| match ask(subject, town::charge(id, 0, 0, step, minor)) {
        Ok(Receipt::Paid(_)) => None,
        Ok(Receipt::PinAsked { order, rule }) => Some((rule, order.expires_at)),
        other => panic!("neither paid nor asked: {other:?}"),
    };
    let until = |s: u64| AT.plus_ms(s * 1000);
    assert_eq!(ask(subject, pay(1, 100)).err(), None);
    done(subject, &[set(101, SettingKey::PinFrom, MAX, 100)]);
    assert_eq!(ask(subject, pay(2, 100)), refused(Rejection::PinNotSet));
    assert_eq!(ask(subject, pay(3, 99)).err(), None);
    assert_eq!(asked(10, 1, 900), None);
    done(subject, &[set(102, SettingKey::QuickPaymentMax, 10_000, 899)]);
    assert_eq!(asked(11, 2, 900), Some((QuickPayRule::Amount, until(180))));
    done(subject, &[set(103, SettingKey::ConfirmWithinS, 180, 7)]);
    assert_eq!(asked(12, 3, 900), Some((QuickPayRule::Amount, until(7))));
    done(subject, &[set(104, SettingKey::QuickDayMax, 30_000, 1_000)]);
    assert_eq!(asked(13, 4, 101), Some((QuickPayRule::DaySum, until(7))));
    assert_eq!(asked(14, 5, 100), None);
    done(subject, &[set(105, SettingKey::QuickDayUsesMax, 10, 2)]);
    assert_eq!(asked(15, 6, 1), Some((QuickPayRule::DayCount, until(7))));
    done(subject, &[set(106, SettingKey::PaymentMax, MAX, 50)]);
    let above = ask(subject, town::charge(16, 0, 0, 7, 51));
    assert_eq!(above, refused(Rejection::AmountTooLarge));
    let limits = SettingKey::ALL.iter().filter(|key| key.is_limit()).count();
    assert_eq!(limits, 6 + 2 + 4, "and no other but those of fees and of top-ups by card");
    assert_audit_clean(subject);
}

/// A planned change holds from its moment on, and another one takes its place before.
///
/// # Panics
/// When the store breaks the contract.
pub fn a_planned_change_holds_from_its_moment_on(subject: &dyn Subject) {
    done(subject, &town::founded(1, 1, 50_000));
    let max = SettingKey::PaymentMax;
    done(subject, &[planned(AT.plus_ms(1_000), set(101, max, MAX, 50))]);
    let pays = |id, after_ms, minor| {
        let outcome = ask(subject, town::later(after_ms, pay(id, minor)));
        if outcome.is_err() {
            assert_eq!(outcome, refused(Rejection::AmountTooLarge));
        }
        outcome.is_ok()
    };
    assert!(pays(1, 999, 51));
    assert!(!pays(2, 1_000, 51));
    let unseen = town::later(500, set(102, max, MAX, 70));
    assert_eq!(ask(subject, unseen), refused(Rejection::SettingStale), "one is planned");
    let again = planned(AT.plus_ms(2_000), set(103, max, 50, 60));
    done(subject, &[town::later(500, again)]);
    assert!(pays(3, 1_999, 61), "the first plan was taken back before it held");
    assert!(pays(4, 2_000, 60));
    assert!(!pays(5, 2_000, 61));
    assert_audit_clean(subject);
}

/// Of two who change one setting at the same moment one is told that it is stale; what either of
/// two writers changes counts for the other one at once.
///
/// # Panics
/// When the store breaks the contract.
pub fn two_changes_of_one_setting_race(subject: &dyn Subject) {
    done(subject, &town::founded(1, 1, 50_000));
    let max = SettingKey::PaymentMax;
    let lists = [501, 502].map(|value| vec![set(u128::from(value), max, MAX, value)]).to_vec();
    let outcomes = contend(subject, lists).concat();
    assert_eq!(outcomes.iter().filter(|outcome| outcome.is_ok()).count(), 1, "{outcomes:?}");
    assert!(outcomes.contains(&refused(Rejection::SettingStale)));
    let Some(Ok(Receipt::SettingChanged(won))) = outcomes.into_iter().find(Result::is_ok) else {
        panic!("a change")
    };
    let (mut left, mut right) = (subject.store(), subject.store());
    let mut value = won.value;
    for turn in 0..6_u64 {
        let (one, other) =
            if turn % 2 == 0 { (&mut left, &mut right) } else { (&mut right, &mut left) };
        let next = if turn % 3 == 0 { 100 } else { 400 };
        let id = 200 + u128::from(turn);
        let changed = batch::run(one.as_mut(), &[set(id, max, value, next)]).expect("works");
        assert!(changed[0].is_ok(), "{changed:?}");
        value = next;
        let paid = batch::run(other.as_mut(), &[pay(300 + u128::from(turn), 200)]).expect("works");
        assert_eq!(paid[0].is_ok(), value >= 200, "turn {turn}: {paid:?}");
    }
    assert_audit_clean(subject);
}

/// The same change again has one effect and the same answer; every change is found with its words,
/// newest first, and the settings as they are.
///
/// # Panics
/// When the store breaks the contract.
pub fn changes_are_kept_and_listed(subject: &dyn Subject) {
    let (max, pin) = (SettingKey::PaymentMax, SettingKey::PinFrom);
    assert_eq!(subject.reader().settings(), Ok(Vec::new()));
    let first = set(101, max, MAX, 500);
    let later = planned(AT.plus_ms(9), set(103, max, 500, 700));
    let answers = done(subject, &[first.clone(), set(102, pin, MAX, 0), later]);
    assert_eq!(ask(subject, first), Ok(answers[0].clone()), "asked again");
    assert_eq!(ask(subject, set(101, max, MAX, 501)), refused(Rejection::IdempotencyConflict));
    assert_eq!(ask(subject, set(104, max, 500, 900)), refused(Rejection::SettingStale));
    let from = Some(AT.plus_ms(9));
    let newest = Setting { key: max, before: 500, value: 700, from, sequence: 3 };
    let other = Setting { key: pin, before: MAX, value: 0, from: None, sequence: 2 };
    assert_eq!(answers[2], Receipt::SettingChanged(newest));
    let reader = subject.reader();
    assert_eq!(reader.settings(), Ok(vec![newest, other]));
    assert_eq!(reader.record(&Key::Setting(max)), Ok(Some(Record::Setting(newest))));
    let rows = |before, limit| reader.setting_changes(before, limit).expect("the store works");
    let sequences =
        |rows: &[JournalRow]| -> Vec<u64> { rows.iter().map(|row| row.sequence).collect() };
    assert_eq!(sequences(&rows(None, 10)), [3, 2, 1]);
    assert_eq!(sequences(&rows(None, 2)), [3, 2]);
    assert_eq!(sequences(&rows(Some(2), 10)), [1]);
    let entry = JournalEntry::SettingChanged {
        key: max,
        was: 500,
        value: 700,
        from,
        author: town::AUTHOR.to_owned(),
        reason: town::REASON.to_owned(),
    };
    assert_eq!(rows(None, 1)[0].entry, entry);
    assert_audit_clean(subject);
}

/// Attack 72: nobody changes a limit behind another one's back, to what it cannot be, in the past
/// or without a name and a reason; what was refused is in no history and changes nothing.
///
/// # Panics
/// When the store breaks the contract.
pub fn a72_a_stale_absurd_or_nameless_change_of_a_limit_is_refused(subject: &dyn Subject) {
    done(subject, &town::founded(1, 1, 50_000));
    let (max, uses) = (SettingKey::PaymentMax, SettingKey::QuickDayUsesMax);
    let nameless = |words: &str, is_author: bool| {
        let mut envelope = set(110, max, MAX, 500);
        let change = change(&mut envelope);
        *(if is_author { &mut change.author } else { &mut change.reason }) = words.to_owned();
        Envelope { key: None, ..envelope }
    };
    let long = "x".repeat(65);
    for words in ["", "  ", "two\nlines", "turned\u{202E}round", long.as_str()] {
        for is_author in [true, false] {
            let outcome = ask(subject, nameless(words, is_author));
            assert_eq!(outcome, refused(Rejection::SettingWordsMalformed), "{words:?}");
        }
    }
    let absurd = [(max, MAX, 0), (max, MAX, MAX + 1), (max, MAX, u64::MAX), (uses, 10, 101)];
    for (n, (key, was, value)) in (120..).zip(absurd) {
        let outcome = ask(subject, set(n, key, was, value));
        assert_eq!(outcome, refused(Rejection::SettingOutOfRange), "{key:?} {value}");
    }
    let far = AT.plus_ms(PLANNED_WITHIN_MS + 1);
    for (n, from) in (130..).zip([TimeMs(0), AT, far]) {
        let outcome = ask(subject, planned(from, set(n, max, MAX, 500)));
        assert_eq!(outcome, refused(Rejection::SettingTimeInvalid), "{from:?}");
    }
    assert_eq!(ask(subject, set(140, max, MAX - 1, 500)), refused(Rejection::SettingStale));
    assert_eq!(subject.reader().settings(), Ok(Vec::new()));
    assert_eq!(subject.reader().setting_changes(None, 10), Ok(Vec::new()));
    assert_eq!(ask(subject, pay(1, 501)).err(), None);
    assert_audit_clean(subject);
}
