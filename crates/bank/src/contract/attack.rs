//! Attacks on the money that a store may only refuse together with the rules; their numbers are
//! those of docs/attacks.md.

use crate::command::{Command, CommandKey, Envelope, Payee, Scope, TryPin};
use crate::contract::race::contend;
use crate::contract::town::{self, AT};
use crate::contract::{Subject, ask, assert_audit_clean, done, run};
use crate::id::{HoldId, OrderId, TimeMs};
use crate::key::Key;
use crate::receipt::{Outcome, Receipt};
use crate::record::{HoldState, Record};
use crate::rejection::Rejection;
use money::Amount;

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

/// The largest balance and one more: refused, and neither side changes.
///
/// # Panics
/// When the store breaks the contract.
pub fn a09_credits_beyond_the_largest_balance_are_refused_and_nothing_wraps(subject: &dyn Subject) {
    done(subject, &town::founded(2, 1, 0));
    done(subject, &[town::top_up(1, 0, Amount::MINOR_MAX), town::top_up(2, 1, 10)]);
    let outcomes = run(
        subject,
        &[
            town::top_up(3, 0, Amount::MINOR_MAX),
            town::top_up(4, 0, 1),
            town::pay(5, 1, Payee::Receive(town::receive_code(0)), 1),
            town::pay(6, 0, Payee::Receive(town::receive_code(1)), Amount::MINOR_MAX),
            town::pay(7, 0, Payee::Receive(town::receive_code(1)), Amount::MINOR_MAX - 10),
        ],
    );
    let full = Some(Rejection::BalanceTooLarge);
    let refusals: Vec<_> = outcomes.iter().map(rejection).collect();
    assert_eq!(refusals, [full, full, full, full, None]);
    let largest = i64::try_from(Amount::MINOR_MAX).expect("fits");
    assert_eq!((balance(subject, 0), balance(subject, 1)), (10, largest));
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
            Rejection::OrderPaidByOther,
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

/// Six holds of a fifth each, by writers at the same moment: five, and then no payment either.
///
/// # Panics
/// When the store breaks the contract.
pub fn a14_six_holds_of_a_fifth_each_at_once_are_five(subject: &dyn Subject) {
    done(subject, &town::founded(1, 1, 5_000));
    let lists = (1..=6).map(|n| vec![town::hold(n, 0, 1_000)]).collect();
    let outcomes = contend(subject, lists).concat();
    let refusals: Vec<_> = outcomes.iter().filter_map(rejection).collect();
    assert_eq!(refusals, [Rejection::InsufficientFunds]);
    let pay = town::pay(9, 0, Payee::Label(town::label(0)), 1);
    assert_eq!(rejection(&ask(subject, pay)), Some(Rejection::InsufficientFunds));
    assert_eq!(balance(subject, 0), 5_000);
    assert_audit_clean(subject);
}

/// A hold is taken twice, given back and expired by writers at the same moment: it ends once, with
/// no more than was held.
///
/// # Panics
/// When the store breaks the contract.
pub fn a15_a_hold_taken_twice_given_back_and_expired_at_once_ends_once(subject: &dyn Subject) {
    done(subject, &town::founded(1, 0, 5_000));
    let mut taken = 0;
    for n in 0..8_u128 {
        let hold = 100 + n;
        done(subject, &[town::hold(hold, 0, 500)]);
        let over = 600_000;
        let lists = vec![
            vec![town::post_hold(1_000 + n, hold, 500)],
            vec![town::post_hold(2_000 + n, hold, 501), town::post_hold(3_000 + n, hold, 400)],
            vec![town::void_hold(hold)],
            vec![town::later(over, town::expire_hold(hold))],
        ];
        contend(subject, lists);
        let Ok(Some(Record::Hold(ended))) = subject.reader().record(&Key::Hold(HoldId(hold)))
        else {
            panic!("a hold")
        };
        if let HoldState::Posted(payment) = ended.state {
            let Ok(Some(Record::Payment(payment))) =
                subject.reader().record(&Key::Payment(payment))
            else {
                panic!("a payment")
            };
            taken += i64::try_from(payment.amount.minor()).expect("small");
        }
        assert_ne!(ended.state, HoldState::Pending);
    }
    assert_eq!(balance(subject, 0), 5_000 - taken);
    assert_audit_clean(subject);
}

/// Refunds of more than was paid, of a refund, of another shop's payment, under a used number.
///
/// # Panics
/// When the store breaks the contract.
pub fn a16_refunds_of_too_much_of_a_refund_or_of_others_give_nothing(subject: &dyn Subject) {
    const MINUTE: u64 = 60_000;
    done(subject, &town::founded(2, 2, 500));
    done(subject, &[town::pay(1, 0, Payee::Label(town::label(0)), 300)]);
    done(subject, &[town::pay(2, 1, Payee::Label(town::label(0)), 300)]);
    done(subject, &[town::refund(10, 1, 0, 100)]);
    let refunds = [
        town::refund(11, 1, 0, 201),
        town::refund(12, 1, 0, Amount::MINOR_MAX),
        town::refund(13, 1, 0, 0),
        town::refund(14, 10, 0, 100),
        town::refund(15, 1, 1, 100),
        town::refund(10, 1, 0, 200),
        town::refund(2, 1, 0, 100),
        town::refund(16, 99, 0, 100),
    ];
    for refund in refunds {
        let outcome = ask(subject, town::later(MINUTE, refund));
        assert!(outcome.is_err(), "{outcome:?}");
    }
    // What is left, by four writers at once, each with a number of its own.
    let lists = (20..24).map(|n| vec![town::later(MINUTE, town::refund(n, 1, 0, 200))]).collect();
    let outcomes = contend(subject, lists).concat();
    assert_eq!(outcomes.iter().filter(|outcome| outcome.is_ok()).count(), 1, "{outcomes:?}");
    assert_eq!((balance(subject, 0), balance(subject, 1)), (500, 200));
    assert_audit_clean(subject);
}

/// A shop that was paid out has nothing to give back: refused, and never below zero.
///
/// # Panics
/// When the store breaks the contract.
pub fn a17_a_reversal_or_refund_from_an_empty_account_is_refused_and_told(subject: &dyn Subject) {
    done(subject, &town::founded(1, 1, 500));
    let paid = town::pay(1, 0, Payee::Order(OrderId(7)), 300);
    done(subject, &[town::open_order(7, 0, 300), paid]);
    let out = town::book(2, town::merchant_account(0), town::desk(), 300);
    done(subject, &[town::link(3, vec![out])]);
    let outcomes = run(subject, &[town::refund(10, 1, 0, 1), town::reverse(7, 0, 11)]);
    let funds = Some(Rejection::InsufficientFunds);
    assert_eq!(outcomes.iter().map(rejection).collect::<Vec<_>>(), [funds, funds]);
    let key = Key::Account(town::merchant_account(0));
    let Ok(Some(Record::Account(shop))) = subject.reader().record(&key) else { panic!("a shop") };
    assert_eq!((shop.balance.minor(), balance(subject, 0)), (0, 200));
    assert_audit_clean(subject);
}
