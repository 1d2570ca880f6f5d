//! Tries and locks over time, as an attacker and an owner would make them.

use crate::batch;
use crate::command::{Command, Payee, PinCheck, SetPin, TryPin};
use crate::contract::town::{self, AT};
use crate::id::TimeMs;
use crate::key::Key;
use crate::memory::MemoryStore;
use crate::receipt::{Outcome, Receipt};
use crate::record::{Pin, Record};
use crate::rejection::Rejection;
use crate::store::Reader as _;
use crate::{PIN_LOCK_MAX_MS, PIN_LOCK_MS, PIN_TRIES_MAX};

struct Town(MemoryStore, u128);

impl Town {
    fn new() -> Self {
        let mut town = Self(MemoryStore::default(), 1_000);
        for envelope in town::founded(1, 1, 500) {
            town.run(envelope).expect("is fine");
        }
        town.set("one", false).expect("is fine");
        town
    }

    fn run(&mut self, envelope: crate::Envelope) -> Outcome {
        batch::run(&mut self.0, &[envelope]).expect("memory works").remove(0)
    }

    fn try_at(&mut self, at: TimeMs) -> Outcome {
        let command = Command::TryPin(TryPin { person: town::person(0) });
        self.run(crate::Envelope { at, ..town::plain(command) })
    }

    fn set(&mut self, verifier: &str, current_pin_right: bool) -> Outcome {
        let (person, verifier) = (town::person(0), verifier.to_owned());
        self.run(town::plain(Command::SetPin(SetPin { person, verifier, current_pin_right })))
    }

    fn pay(&mut self, minor: u64, pin: PinCheck) -> Outcome {
        self.1 += 1;
        let mut pay = town::order_to_pay(self.1, 0, Payee::Label(town::label(0)), minor);
        (pay.pin, pay.pin_from_minor) = (pin, 0);
        self.run(town::pay_with(pay))
    }

    fn pin(&self) -> Pin {
        match self.0.record(&Key::Person(town::person(0))) {
            Ok(Some(Record::Person(person))) => person.pin,
            other => panic!("a person, not {other:?}"),
        }
    }
}

fn refused(outcome: Outcome) -> (Rejection, Option<TimeMs>) {
    outcome.map_err(|refusal| (refusal.rejection, refusal.locked_until)).expect_err("refused")
}

#[test]
fn five_tries_then_a_lock_that_doubles_up_to_a_day() {
    let mut town = Town::new();
    let mut at = AT;
    let mut lock_ms = PIN_LOCK_MS;
    for _ in 0..8 {
        for left in (0..PIN_TRIES_MAX).rev() {
            let verifier = "one".to_owned();
            assert_eq!(town.try_at(at), Ok(Receipt::PinTried { verifier, tries_left: left }));
        }
        let until = at.plus_ms(lock_ms);
        assert_eq!(refused(town.try_at(at)), (Rejection::PinLocked, Some(until)));
        let last = TimeMs(until.0 - 1);
        assert_eq!(refused(town.try_at(last)), (Rejection::PinLocked, Some(until)));
        at = until;
        lock_ms = (lock_ms * 2).min(PIN_LOCK_MAX_MS);
    }
    assert_eq!(lock_ms, PIN_LOCK_MAX_MS);
}

#[test]
fn a_lock_count_at_its_end_still_locks_for_a_day() {
    let town = Town::new();
    town.0.tamper_records(|records| {
        if let Some(Record::Person(person)) = records.get_mut(&Key::Person(town::person(0))) {
            (person.pin.tries, person.pin.locks) = (u8::MAX, u8::MAX);
        }
    });
    let mut town = town;
    town.try_at(AT).expect("is taken");
    assert_eq!(town.pin().locked_until, Some(AT.plus_ms(PIN_LOCK_MAX_MS)));
}

#[test]
fn the_fifth_try_may_be_the_right_one() {
    let mut town = Town::new();
    for _ in 0..PIN_TRIES_MAX {
        town.try_at(AT).expect("is taken");
    }
    assert_eq!(refused(town.pay(1, PinCheck::Missing)).0, Rejection::PinLocked);
    town.pay(1, PinCheck::Right).expect("is right");
    assert_eq!(town.pin(), Pin { verifier: Some("one".to_owned()), ..Pin::default() });
    town.try_at(AT).expect("is open again");
}

#[test]
fn a_right_pin_counts_although_the_payment_is_refused() {
    let mut town = Town::new();
    for _ in 0..3 {
        for _ in 0..PIN_TRIES_MAX - 1 {
            town.try_at(AT).expect("is taken");
        }
        assert_eq!(refused(town.pay(501, PinCheck::Right)).0, Rejection::InsufficientFunds);
        assert_eq!(town.pin().tries, 0);
    }
}

#[test]
fn a_repeated_payment_with_a_right_pin_forgets_the_try_that_it_cost() {
    let mut town = Town::new();
    let mut pay = town::order_to_pay(7, 0, Payee::Label(town::label(0)), 100);
    (pay.pin, pay.pin_from_minor) = (PinCheck::Right, 0);
    for _ in 0..10 {
        town.try_at(AT).expect("never locked");
        town.run(town::pay_with(pay.clone())).expect("the same answer");
    }
    let paid = town.0.payments(town::account(0), None, 100).expect("memory works");
    assert_eq!(paid.len(), 2, "the top-up and one payment");
}

#[test]
fn a_replayed_request_gives_no_tries_back() {
    let mut town = Town::new();
    town.run(town::start_enrolment(0)).expect("is fine");
    town.run(town::confirm_enrolment(0, town::CODE_HASH)).expect("is fine");
    let mut pay = town::order_to_pay(7, 0, Payee::Label(town::label(0)), 1);
    pay.pin = PinCheck::Right;
    let request = town::signed(town::device(0), 1, town::pay_with(pay));
    town.run(request.clone()).expect("is fine");
    town.try_at(AT).expect("is taken");
    assert_eq!(refused(town.run(request)).0, Rejection::SignatureReplayed);
    assert_eq!(town.pin().tries, 1);
}

#[test]
fn a_missing_pin_may_be_brought_under_the_same_key() {
    let mut town = Town::new();
    let mut pay = town::order_to_pay(7, 0, Payee::Label(town::label(0)), 1);
    pay.pin_from_minor = 0;
    assert_eq!(refused(town.run(town::pay_with(pay.clone()))).0, Rejection::PinMissing);
    pay.pin = PinCheck::Right;
    town.run(town::pay_with(pay)).expect("is paid");
}

#[test]
fn changing_the_pin_needs_the_current_one_and_opens_the_lock() {
    let mut town = Town::new();
    assert_eq!(refused(town.set("two", false)).0, Rejection::PinAlreadySet);
    for _ in 0..PIN_TRIES_MAX {
        town.try_at(AT).expect("is taken");
    }
    town.set("two", true).expect("the last try was right");
    assert_eq!(town.pin(), Pin { verifier: Some("two".to_owned()), ..Pin::default() });
}
