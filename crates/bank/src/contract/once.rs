//! One key has one outcome, one nonce one use, and neighbours do not disturb each other.

use crate::command::{Command, Payee, SetPin};
use crate::contract::town::{self, AT};
use crate::contract::{Subject, ask, assert_audit_clean, done, run};
use crate::key::Key;
use crate::record::Record;
use crate::rejection::Rejection;

fn pay_shop(id: u128, payer: u32, minor: u64) -> crate::Envelope {
    town::pay(id, payer, Payee::Label(town::label(0)), minor)
}

fn balance(subject: &dyn Subject, n: u32) -> i64 {
    match subject.reader().record(&Key::Account(town::account(n))) {
        Ok(Some(Record::Account(account))) => account.balance.minor(),
        other => panic!("an account, not {other:?}"),
    }
}

/// A retry gets the first answer, whatever has happened since, and moves nothing.
///
/// # Panics
/// When the store breaks the contract.
pub fn the_same_key_gets_the_same_answer(subject: &dyn Subject) {
    done(subject, &town::founded(1, 1, 500));
    let first = ask(subject, pay_shop(1, 0, 500));
    assert!(first.is_ok());
    let mut late = pay_shop(1, 0, 500);
    late.at = AT.plus_ms(10_000_000);
    assert_eq!(ask(subject, late), first, "although the order has expired and the money is gone");
    assert_eq!(balance(subject, 0), 0);
    let order = ask(subject, town::open_order(9, 0, 5));
    done(subject, &[town::top_up(2, 0, 5)]);
    done(subject, &[town::pay(3, 0, Payee::Order(crate::id::OrderId(9)), 5)]);
    assert_eq!(ask(subject, town::open_order(9, 0, 5)), order, "as of then: open");
    assert_audit_clean(subject);
}

/// The same command twice in one batch is done once and answered twice.
///
/// # Panics
/// When the store breaks the contract.
pub fn the_same_key_twice_in_a_batch_has_one_effect(subject: &dyn Subject) {
    done(subject, &town::founded(1, 1, 500));
    let outcomes = run(subject, &[pay_shop(1, 0, 200), pay_shop(1, 0, 200), pay_shop(1, 0, 200)]);
    assert!(outcomes[0].is_ok());
    assert!(outcomes.iter().all(|outcome| *outcome == outcomes[0]));
    assert_eq!(balance(subject, 0), 300);
    assert_audit_clean(subject);
}

/// A key is good for one content; another person's key is another key.
///
/// # Panics
/// When the store breaks the contract.
pub fn the_same_key_with_other_content_is_refused(subject: &dyn Subject) {
    done(subject, &town::founded(2, 1, 500));
    let outcomes = run(subject, &[pay_shop(1, 0, 200), pay_shop(1, 0, 201)]);
    assert_eq!(outcomes[1], Err(Rejection::IdempotencyConflict.into()));
    assert_eq!(ask(subject, pay_shop(1, 0, 199)), Err(Rejection::IdempotencyConflict.into()));
    assert_eq!(ask(subject, pay_shop(1, 1, 200)), Err(Rejection::IdentifierTaken.into()));
    assert_eq!((balance(subject, 0), balance(subject, 1)), (300, 500));
    assert!(ask(subject, pay_shop(1, 0, 200)).is_ok(), "the first answer stays");
    assert_audit_clean(subject);
}

/// A refused payment stays refused under its key, so that its payer may pay anew without fear.
///
/// # Panics
/// When the store breaks the contract.
pub fn a_refusal_is_remembered(subject: &dyn Subject) {
    done(subject, &town::founded(1, 1, 500));
    let refused = Err(Rejection::InsufficientFunds.into());
    assert_eq!(ask(subject, pay_shop(1, 0, 501)), refused);
    done(subject, &[town::top_up(2, 0, 100)]);
    assert_eq!(ask(subject, pay_shop(1, 0, 501)), refused);
    assert!(ask(subject, pay_shop(3, 0, 501)).is_ok());
    assert_audit_clean(subject);
}

/// A signed request counts once, in one batch, in another one and after reopening.
///
/// # Panics
/// When the store breaks the contract.
pub fn a_nonce_is_used_once(subject: &dyn Subject) {
    done(subject, &[town::start_enrolment(1), town::confirm_enrolment(1, town::CODE_HASH)]);
    let signed = |nonce| town::signed(town::device(1), nonce, town::plain(Command::UseNonce));
    let replayed = Err(Rejection::SignatureReplayed.into());
    let outcomes = run(subject, &[signed(1), signed(1), signed(2)]);
    assert!(outcomes[0].is_ok() && outcomes[2].is_ok());
    assert_eq!(outcomes[1], replayed);
    assert_eq!(ask(subject, signed(1)), replayed);
    assert_eq!(ask(subject, signed(2)), replayed);
    assert!(ask(subject, signed(3)).is_ok());
}

/// Refused commands in a batch change nothing for the others, and nothing of the money.
///
/// # Panics
/// When the store breaks the contract.
pub fn a_refused_command_does_not_disturb_its_neighbours(subject: &dyn Subject) {
    done(subject, &town::founded(2, 1, 500));
    let set_pin =
        SetPin { person: town::person(9), verifier: "v".to_owned(), current_pin_right: false };
    let outcomes = run(
        subject,
        &[
            pay_shop(1, 0, 300),
            pay_shop(2, 0, 201),
            town::plain(Command::SetPin(set_pin)),
            town::pay(3, 1, Payee::Receive(town::receive_code(0)), 1),
            pay_shop(4, 0, 201),
            pay_shop(5, 0, 1),
        ],
    );
    let refused = |outcome: &crate::Outcome| outcome.as_ref().err().map(|it| it.rejection);
    let refusals: Vec<_> = outcomes.iter().map(refused).collect();
    let (funds, unknown) = (Rejection::InsufficientFunds, Rejection::PersonUnknown);
    assert_eq!(refusals, [None, Some(funds), Some(unknown), None, None, Some(funds)]);
    assert_eq!((balance(subject, 0), balance(subject, 1)), (0, 499));
    assert_audit_clean(subject);
}

/// Five wrong codes end an enrolment, each in a batch of its own.
///
/// # Panics
/// When the store breaks the contract.
pub fn wrong_codes_count_although_they_are_refused(subject: &dyn Subject) {
    done(subject, &[town::start_enrolment(1)]);
    for tries_left in (0..crate::CODE_TRIES_MAX).rev() {
        let refusal = ask(subject, town::confirm_enrolment(1, [1; 32])).expect_err("wrong");
        assert_eq!(refusal.rejection, Rejection::CodeWrong);
        assert_eq!(refusal.tries_left, Some(tries_left));
    }
    let right = ask(subject, town::confirm_enrolment(1, town::CODE_HASH));
    assert_eq!(right, Err(Rejection::CodeTriesUsed.into()));
}
