//! Attacks on the money that a store may only refuse together with the rules; their numbers are
//! those of docs/attacks.md.

use crate::command::{Command, CommandKey, Envelope, Payee, Scope, TryPin};
use crate::contract::town::{self, AT};
use crate::contract::{Subject, ask, assert_audit_clean, done, run};
use crate::id::{OrderId, TimeMs};
use crate::key::Key;
use crate::receipt::{Outcome, Receipt};
use crate::record::Record;
use crate::rejection::Rejection;

fn balance(subject: &dyn Subject, n: u32) -> i64 {
    match subject.reader().record(&Key::Account(town::account(n))) {
        Ok(Some(Record::Account(account))) => account.balance.minor(),
        other => panic!("an account, not {other:?}"),
    }
}

fn rejection(outcome: &Outcome) -> Option<Rejection> {
    outcome.as_ref().err().map(|refusal| refusal.rejection)
}

fn later(envelope: Envelope, at: TimeMs) -> Envelope {
    Envelope { at, ..envelope }
}

/// A key is kept for ever: not for a day, and not until upkeep clears away.
///
/// # Panics
/// When the store breaks the contract.
pub fn a06_a_key_asked_again_after_ten_years_and_upkeep_has_its_first_answer(
    subject: &dyn Subject,
) {
    done(subject, &town::founded(2, 1, 500));
    let paid = town::pay(1, 0, Payee::Label(town::label(0)), 200);
    let refused = town::pay(2, 0, Payee::Label(town::label(0)), 900);
    let first = [ask(subject, paid.clone()), ask(subject, refused.clone())];
    let ten_years = AT.plus_ms(10 * 365 * 24 * 60 * 60 * 1000);
    subject.upkeep().forget_nonces(ten_years).expect("the store works");
    let again = run(subject, &[later(paid.clone(), ten_years), later(refused, ten_years)]);
    assert_eq!(again, first);
    // Neither is the identifier free for somebody else's payment.
    let mut stolen = town::pay(1, 1, Payee::Label(town::label(0)), 200);
    assert_eq!(rejection(&ask(subject, stolen.clone())), Some(Rejection::IdentifierTaken));
    stolen.key = Some(CommandKey { scope: Scope::Operator, id: 77 });
    let taken = rejection(&ask(subject, stolen));
    assert!(taken.is_some(), "under another key too");
    assert_eq!((balance(subject, 0), balance(subject, 1)), (300, 500));
    assert_audit_clean(subject);
}

/// The clock of a node is set back, or begins in 1970: what was used stays used, what was over
/// stays over, what was locked stays locked.
///
/// # Panics
/// When the store breaks the contract.
pub fn a28_a_clock_that_runs_backwards_opens_nothing(subject: &dyn Subject) {
    done(subject, &town::founded(2, 1, 5_000));
    done(subject, &[town::start_enrolment(0), town::confirm_enrolment(0, town::CODE_HASH)]);
    let signed = town::signed(town::device(0), 7, town::plain(Command::UseNonce));
    done(subject, std::slice::from_ref(&signed));
    done(subject, &[town::charge(10, 0, 0, 100, 500), town::open_order(20, 0, 300)]);
    done(subject, &[town::pay(21, 0, Payee::Order(OrderId(20)), 300)]);
    let pin = crate::command::SetPin {
        person: town::person(0),
        verifier: "v".to_owned(),
        current_pin_right: false,
    };
    done(subject, &[town::plain(Command::SetPin(pin))]);
    let tried = || town::plain(Command::TryPin(TryPin { person: town::person(0) }));
    for _ in 0..crate::PIN_TRIES_MAX {
        assert!(matches!(ask(subject, tried()), Ok(Receipt::PinTried { .. })));
    }
    let before = balance(subject, 0);
    for at in [TimeMs(0), TimeMs(AT.0 - 3_600_000), TimeMs(AT.0 - 1)] {
        let n = u128::from(at.0);
        let step = u64::try_from(n % 90).expect("small");
        let outcomes = run(
            subject,
            &[
                later(signed.clone(), at),
                later(town::charge(1_000 + n, 0, 0, step, 500), at),
                later(town::pay(2_000 + n, 1, Payee::Order(OrderId(20)), 300), at),
                later(tried(), at),
            ],
        );
        let refusals: Vec<_> = outcomes.iter().map(rejection).collect();
        let expected = [
            Rejection::SignatureReplayed,
            Rejection::PayerCodeUsed,
            Rejection::OrderPaid,
            Rejection::PinLocked,
        ];
        assert_eq!(refusals, expected.map(Some), "at {at:?}");
    }
    // A payment dated back is dated so in the journal, whose order is its sequence: it is sound.
    let back = later(town::pay(30, 1, Payee::Label(town::label(0)), 1), TimeMs(1));
    done(subject, &[back]);
    assert_eq!(balance(subject, 0), before);
    assert_audit_clean(subject);
}
