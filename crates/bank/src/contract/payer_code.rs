//! A payer code is used up once, whoever charges it and whatever becomes of it.

mod coupon;

pub use coupon::*;

use crate::command::Command;
use crate::contract::town::{self, AT};
use crate::contract::{Subject, ask, assert_audit_clean, done, run};
use crate::event::Happened;
use crate::id::OrderId;
use crate::key::Key;
use crate::quick_pay::QuickPayRule;
use crate::receipt::Receipt;
use crate::record::{Device, OrderState, QuickPayUse, Record, State, TakenPayerCode};
use crate::rejection::Rejection;
use crate::{Envelope, Outcome};
use std::sync::Barrier;

/// Person 0 has money and a device, and two shops have tills.
fn founded(subject: &dyn Subject) {
    let mut envelopes = vec![
        town::open_desk(),
        town::start_enrolment(0),
        town::confirm_enrolment(0, town::CODE_HASH),
        town::top_up(0xF000, 0, 100_000),
    ];
    envelopes.extend((0..2).map(town::open_merchant));
    done(subject, &envelopes);
}

fn refused(outcome: &Outcome) -> Option<Rejection> {
    outcome.as_ref().err().map(|refusal| refusal.rejection)
}

/// One step is good for one charge: by the same till, by another one, in one batch and in others.
///
/// # Panics
/// When the store breaks the contract.
pub fn attack_replay_a_payer_code_is_taken_once(subject: &dyn Subject) {
    founded(subject);
    let outcomes = run(
        subject,
        &[
            town::charge(1, 0, 0, 50, 900),
            town::charge(2, 0, 0, 50, 900),
            town::charge(3, 1, 0, 50, 900),
        ],
    );
    let used = Some(Rejection::PayerCodeUsed);
    assert_eq!(outcomes.iter().map(refused).collect::<Vec<_>>(), [None, used, used]);
    assert_eq!(refused(&ask(subject, town::charge(4, 1, 0, 50, 900))), used);
    assert_eq!(ask(subject, town::charge(1, 0, 0, 50, 900)), outcomes[0], "a retry is no replay");
    assert_audit_clean(subject);
}

/// A newer code ends all older ones, also such as were never used: screenshots die with it. That
/// the operator's clock was set back in between brings none of them back.
///
/// # Panics
/// When the store breaks the contract.
pub fn attack_screenshot_older_codes_die_with_the_first_newer_one(subject: &dyn Subject) {
    founded(subject);
    done(subject, &[town::charge(1, 0, 0, 52, 100)]);
    for (id, step) in [(2, 52), (3, 51), (4, 0)] {
        let mut late = town::charge(id, 0, 0, step, 100);
        late.at = crate::TimeMs(AT.0 - 3_600_000 + u64::try_from(id).unwrap_or(0));
        assert_eq!(refused(&ask(subject, late)), Some(Rejection::PayerCodeUsed), "step {step}");
    }
    done(subject, &[town::charge(5, 1, 0, 53, 100)]);
    let taken = TakenPayerCode { device: town::device(0), step: 53 };
    let found = subject.reader().record(&Key::TakenPayerCode(taken.device));
    assert_eq!(found, Ok(Some(Record::TakenPayerCode(taken))));
    assert_audit_clean(subject);
}

/// Of many tills that charge one code at the same moment exactly one is paid.
///
/// # Panics
/// When the store breaks the contract.
pub fn attack_race_of_tills_for_one_payer_code_has_one_winner(subject: &dyn Subject) {
    founded(subject);
    let gate = Barrier::new(4);
    let outcomes: Vec<Outcome> = std::thread::scope(|scope| {
        let race = |n: u32| {
            gate.wait();
            ask(subject, town::charge(u128::from(n) + 1, n % 2, 0, 60, 500))
        };
        let racers: Vec<_> = (0..4).map(|n| scope.spawn(move || race(n))).collect();
        racers.into_iter().map(|racer| racer.join().expect("no panic")).collect()
    });
    assert_eq!(outcomes.iter().filter(|outcome| outcome.is_ok()).count(), 1, "{outcomes:?}");
    let losers = outcomes.iter().filter_map(refused);
    assert!(losers.eq([Rejection::PayerCodeUsed; 3]));
    let Ok(Some(Record::Account(account))) =
        subject.reader().record(&Key::Account(town::account(0)))
    else {
        panic!("an account")
    };
    assert_eq!(account.balance.minor(), 99_500);
    assert_audit_clean(subject);
}

/// A till that asks for more than the cap, or for more than there is, has used the code up; so has
/// one that asks again under the same key with another amount.
///
/// # Panics
/// When the store breaks the contract.
pub fn attack_lying_till_a_refused_charge_uses_the_code_up(subject: &dyn Subject) {
    founded(subject);
    let capped = |id, step, minor| {
        let mut envelope = town::charge(id, 0, 0, step, minor);
        town::shown(&mut envelope).cap_minor = Some(500);
        envelope
    };
    assert_eq!(refused(&ask(subject, capped(1, 70, 501))), Some(Rejection::PayerCodeCapped));
    assert_eq!(refused(&ask(subject, capped(2, 70, 500))), Some(Rejection::PayerCodeUsed));
    assert_eq!(refused(&ask(subject, capped(1, 70, 500))), Some(Rejection::IdempotencyConflict));
    assert_eq!(refused(&ask(subject, capped(1, 70, 501))), Some(Rejection::PayerCodeCapped));
    assert!(ask(subject, capped(3, 71, 500)).is_ok());
    assert_audit_clean(subject);
}

/// The answer stays under its key when nobody knows any more who showed the digits.
///
/// # Panics
/// When the store breaks the contract.
pub fn a_charge_asked_again_after_its_code_is_the_same_answer(subject: &dyn Subject) {
    founded(subject);
    let first = ask(subject, town::charge(1, 0, 0, 80, 500));
    assert!(first.is_ok());
    let mut late = town::charge(1, 0, 0, 80, 500);
    late.at = AT.plus_ms(600_000);
    town::forget_shown(&mut late);
    assert_eq!(ask(subject, late), first);
    let mut unknown = town::charge(2, 0, 0, 81, 500);
    town::forget_shown(&mut unknown);
    assert_eq!(refused(&ask(subject, unknown)), Some(Rejection::PayerCodeUnknown));
    let known = town::charge(2, 0, 0, 81, 500);
    assert_eq!(refused(&ask(subject, known)), Some(Rejection::PayerCodeUnknown), "definite");
    assert_audit_clean(subject);
}

/// A removed device, or one of a closed person, shows nothing any more.
///
/// # Panics
/// When the store breaks the contract.
pub fn a_removed_device_shows_nothing(subject: &dyn Subject) {
    founded(subject);
    let key = Key::Device(town::device(0));
    let Ok(Some(Record::Device(device))) = subject.reader().record(&key) else {
        panic!("a device")
    };
    let mut store = subject.store();
    let mut batch = store.begin().expect("begins");
    let records = vec![Record::Device(Device { state: State::Closed, ..device })];
    let writes = crate::store::Writes { records, ..crate::store::Writes::default() };
    batch.write(&writes).expect("writes");
    batch.commit().expect("commits");
    drop(store);
    let outcome = ask(subject, town::charge(1, 0, 0, 90, 500));
    assert_eq!(refused(&outcome), Some(Rejection::PayerCodeUnknown));
}

/// Above quick pay an order is opened, the payer alone hears of it, and no money moves.
///
/// # Panics
/// When the store breaks the contract.
pub fn above_quick_pay_the_payer_is_asked_for_the_pin(subject: &dyn Subject) {
    founded(subject);
    let mut revealed = town::charge(2, 0, 0, 101, 1);
    town::shown(&mut revealed).revealed = true;
    let cases = [
        (town::charge(1, 0, 0, 100, 10_001), QuickPayRule::Amount),
        (revealed, QuickPayRule::Revealed),
    ];
    let before = subject.reader().last_event().expect("the store works");
    for (envelope, expected) in cases {
        let Ok(Receipt::PinAsked { order, rule }) = ask(subject, envelope.clone()) else {
            panic!("the payer is asked")
        };
        assert_eq!((rule, order.state), (expected, OrderState::Open));
        assert_eq!(order.expires_at, AT.plus_ms(180_000));
        assert_eq!(ask(subject, envelope), Ok(Receipt::PinAsked { order, rule }));
    }
    let reader = subject.reader();
    let heard = reader.events_of(town::account(0), before, 2).expect("the store works");
    let heard = heard.expect("no more than two");
    assert_eq!(reader.events_of(town::account(0), before, 1), Ok(None));
    let happened: Vec<Happened> = heard.iter().map(|event| event.happened).collect();
    let asked =
        |order, rule| Happened::PinAsked { order: OrderId(order), payer: town::account(0), rule };
    assert_eq!(happened, [asked(1, QuickPayRule::Amount), asked(2, QuickPayRule::Revealed)]);
    assert_eq!(reader.events_of(town::merchant_account(0), 0, 10), Ok(Some(vec![])));
    assert_eq!(reader.last_event(), Ok(heard[1].sequence));
    assert_eq!(reader.events(heard[0].sequence, 10), Ok(heard[1..].to_vec()));
    let pay = town::pay(9, 0, crate::command::Payee::Order(OrderId(1)), 10_001);
    assert!(ask(subject, pay).is_ok(), "the order is paid as any other");
    assert_eq!(reader.record(&Key::QuickPay(town::person(0))), Ok(None), "with a PIN: not quick");
    assert_audit_clean(subject);
}

/// Quick payments are counted over batches and devices, and forgotten after a day.
///
/// # Panics
/// When the store breaks the contract.
pub fn quick_payments_are_counted_for_a_day(subject: &dyn Subject) {
    founded(subject);
    let at = |mut envelope: Envelope, ms| {
        envelope.at = AT.plus_ms(ms);
        ask(subject, envelope)
    };
    for n in 0..3_u64 {
        let outcome = at(town::charge(u128::from(n) + 1, 0, 0, 200 + n, 10_000), n);
        assert!(matches!(outcome, Ok(Receipt::Paid(_))), "{outcome:?}");
    }
    let more = at(town::charge(4, 1, 0, 203, 1), 3);
    assert!(matches!(more, Ok(Receipt::PinAsked { rule: QuickPayRule::DaySum, .. })), "{more:?}");
    let day = crate::quick_pay::QUICK_PAY_WINDOW_MS;
    let next_day = at(town::charge(5, 0, 0, 204, 10_000), day);
    assert!(matches!(next_day, Ok(Receipt::Paid(_))), "the first one counts no more");
    let known = subject.reader().record(&Key::QuickPay(town::person(0)));
    let Ok(Some(Record::QuickPay(known))) = known else { panic!("{known:?}") };
    let use_at = |ms| QuickPayUse { at: AT.plus_ms(ms), minor: 10_000 };
    assert_eq!(known.uses, [use_at(1), use_at(2), use_at(day)]);
    assert_audit_clean(subject);
}

/// Devices are read page by page, in the order of their identifiers.
///
/// # Panics
/// When the store breaks the contract.
pub fn devices_are_paged(subject: &dyn Subject) {
    let reader = subject.reader();
    assert_eq!(reader.devices(None, 10), Ok(vec![]));
    for n in 0..3 {
        done(subject, &[town::start_enrolment(n), town::confirm_enrolment(n, town::CODE_HASH)]);
    }
    let all = reader.devices(None, 10).expect("the store works");
    assert_eq!(all.len(), 3);
    assert!(all.is_sorted_by_key(|device| device.id));
    assert_eq!(reader.devices(Some(all[0].id), 1), Ok(all[1..2].to_vec()));
    assert_eq!(reader.devices(Some(all[2].id), 10), Ok(vec![]));
    let lately: Vec<Device> = all.iter().rev().cloned().collect();
    assert_eq!(reader.devices_since(AT, 10), Ok(lately.clone()));
    assert_eq!(reader.devices_since(AT, 2), Ok(lately[..2].to_vec()));
    assert_eq!(reader.devices_since(AT.plus_ms(1), 10), Ok(vec![]));
    let used = run(subject, &[town::signed(all[0].id, 1, town::plain(Command::UseNonce))]);
    assert!(used[0].is_ok());
}
