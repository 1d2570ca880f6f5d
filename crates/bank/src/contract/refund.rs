//! What goes back of a payment: never more than was paid, in as many parts as there may be.

use crate::command::Payee;
use crate::contract::race::contend;
use crate::contract::town::{self, AT};
use crate::contract::{Subject, ask, assert_audit_clean, done, run};
use crate::id::{OrderId, PaymentId};
use crate::key::Key;
use crate::receipt::{Outcome, Receipt};
use crate::record::{OrderState, PaymentKind, Record, Returned};
use crate::refund::{REFUND_WITHIN_MS, REFUNDS_MAX};
use crate::rejection::Rejection;

const MINUTE: u64 = 60_000;

fn refused(outcome: &Outcome) -> Option<Rejection> {
    outcome.as_ref().err().map(|refusal| refusal.rejection)
}

/// Person 0 has paid order 7 of shop 0 by payment 1: 100.
fn paid(subject: &dyn Subject) {
    done(subject, &town::founded(2, 2, 500));
    let pay = town::pay(1, 0, Payee::Order(OrderId(7)), 100);
    done(subject, &[town::open_order(7, 0, 100), pay]);
}

fn order(subject: &dyn Subject) -> OrderState {
    match subject.reader().record(&Key::Order(OrderId(7))) {
        Ok(Some(Record::Order(order))) => order.state,
        other => panic!("an order, not {other:?}"),
    }
}

/// An order is refunded in two parts and no third: it says how much went back, and so does the
/// payment.
///
/// # Panics
/// When the store breaks the contract.
pub fn a_payment_is_refunded_in_parts(subject: &dyn Subject) {
    paid(subject);
    let first = ask(subject, town::refund(2, 1, 0, 30));
    let Ok(Receipt::Paid(back)) = &first else { panic!("money went back, not {first:?}") };
    assert_eq!(back.kind, PaymentKind::Refund(PaymentId(1)));
    assert_eq!((back.debit, back.credit), (town::merchant_account(0), town::account(0)));
    assert_eq!((back.payer_name.as_str(), back.payee_name.as_str()), ("Shop 0", "Person 0"));
    assert_eq!(back.note.as_deref(), Some("too salty"));
    let payment = PaymentId(1);
    assert_eq!(order(subject), OrderState::Refunded { payment, at: AT, refunded_minor: 30 });
    let soon = town::later(MINUTE - 1, town::refund(3, 1, 0, 70));
    assert_eq!(refused(&ask(subject, soon)), Some(Rejection::RefundTooSoon));
    let more = town::later(MINUTE, town::refund(4, 1, 0, 71));
    assert_eq!(refused(&ask(subject, more)), Some(Rejection::RefundTooMuch));
    done(subject, &[town::later(MINUTE, town::refund(5, 1, 0, 70))]);
    assert_eq!(order(subject), OrderState::Refunded { payment, at: AT, refunded_minor: 100 });
    let third = town::later(2 * MINUTE, town::refund(6, 1, 0, 1));
    assert_eq!(refused(&ask(subject, third)), Some(Rejection::RefundTooMuch));
    let reader = subject.reader();
    let last_at = AT.plus_ms(MINUTE);
    let returned = Returned { payment, minor: 100, count: 2, last_at, reversal: None };
    let found = reader.record(&Key::Returned(payment));
    assert_eq!(found, Ok(Some(Record::Returned(returned))));
    let returns = reader.returns(payment).expect("the store works");
    assert_eq!(returns.iter().map(|it| it.id.0).collect::<Vec<_>>(), [2, 5]);
    assert_eq!(reader.returns(PaymentId(2)), Ok(vec![]));
    assert_audit_clean(subject);
}

/// One refund number stands for one amount and reason, for ever.
///
/// # Panics
/// When the store breaks the contract.
pub fn a_refund_number_is_good_for_one_refund(subject: &dyn Subject) {
    paid(subject);
    let first = ask(subject, town::refund(2, 1, 0, 30));
    assert!(first.is_ok());
    assert_eq!(ask(subject, town::later(MINUTE, town::refund(2, 1, 0, 30))), first);
    let conflict = Some(Rejection::IdempotencyConflict);
    assert_eq!(refused(&ask(subject, town::refund(2, 1, 0, 31))), conflict);
    let mut reason = town::refund(2, 1, 0, 30);
    let crate::Command::Refund(refund) = &mut reason.command else { panic!("a refund") };
    refund.reason = None;
    assert_eq!(refused(&ask(subject, reason)), conflict);
    let taken = town::later(MINUTE, town::refund(1, 1, 0, 30));
    assert_eq!(refused(&ask(subject, taken)), Some(Rejection::IdentifierTaken));
    assert_audit_clean(subject);
}

/// There are 50 parts at most, within 365 days, and only of what a merchant was paid.
///
/// # Panics
/// When the store breaks the contract.
pub fn refunds_have_their_limits(subject: &dyn Subject) {
    paid(subject);
    let nth = |n: u32| {
        let after_ms = u64::from(n) * MINUTE;
        town::later(after_ms, town::refund(1_000 + u128::from(n), 1, 0, 1))
    };
    done(subject, &(0..REFUNDS_MAX).map(nth).collect::<Vec<_>>());
    assert_eq!(refused(&ask(subject, nth(REFUNDS_MAX))), Some(Rejection::RefundsUsed));
    let pay = town::pay(2, 0, Payee::Label(town::label(0)), 50);
    let send = town::pay(3, 0, Payee::Receive(town::receive_code(1)), 5);
    done(subject, &[pay, send]);
    let late = town::later(REFUND_WITHIN_MS + 1, town::refund(20, 2, 0, 1));
    assert_eq!(refused(&ask(subject, late)), Some(Rejection::RefundTooLate));
    done(subject, &[town::later(REFUND_WITHIN_MS, town::refund(21, 2, 0, 1))]);
    let other = town::refund(22, 2, 1, 1);
    assert_eq!(refused(&ask(subject, other)), Some(Rejection::PaymentUnknown), "another shop's");
    let transfer = town::refund(23, 3, 0, 1);
    assert_eq!(refused(&ask(subject, transfer)), Some(Rejection::PaymentUnknown));
    assert_audit_clean(subject);
}

/// A merchant whose account does not hold it refunds nothing, and says so.
///
/// # Panics
/// When the store breaks the contract.
pub fn a_refund_needs_the_merchants_money(subject: &dyn Subject) {
    paid(subject);
    let shop = town::merchant_account(0);
    let held = crate::command::Hold { debit: shop, ..town::held(9, 0, 80) };
    done(subject, &[town::at_desk(9, crate::Command::Hold(held))]);
    let outcomes = run(
        subject,
        &[
            town::refund(2, 1, 0, 21),
            town::refund(3, 1, 0, 20),
            town::later(MINUTE, town::refund(4, 1, 0, 1)),
        ],
    );
    let funds = Some(Rejection::InsufficientFunds);
    assert_eq!(outcomes.iter().map(refused).collect::<Vec<_>>(), [funds, None, funds]);
    assert_audit_clean(subject);
}

/// Two refunds of the same rest race: one is done.
///
/// # Panics
/// When the store breaks the contract.
pub fn two_refunds_race_for_the_same_rest(subject: &dyn Subject) {
    paid(subject);
    let lists = vec![vec![town::refund(2, 1, 0, 60)], vec![town::refund(3, 1, 0, 60)]];
    let outcomes = contend(subject, lists).concat();
    assert_eq!(outcomes.iter().filter(|outcome| outcome.is_ok()).count(), 1, "{outcomes:?}");
    assert!(outcomes.contains(&Err(Rejection::RefundTooSoon.into())));
    assert_audit_clean(subject);
}

/// A refund and a reversal race for one payment: one of them gives it back.
///
/// # Panics
/// When the store breaks the contract.
pub fn a_payment_is_refunded_or_reversed(subject: &dyn Subject) {
    paid(subject);
    let refund = town::later(20_000, town::refund(2, 1, 0, 100));
    let outcomes = contend(subject, vec![vec![refund], vec![town::reverse(7, 0, 3)]]).concat();
    let losers: Vec<Rejection> = outcomes.iter().filter_map(refused).collect();
    match order(subject) {
        OrderState::Reversed { .. } => assert_eq!(losers, [Rejection::PaymentReversed]),
        OrderState::Refunded { .. } => assert_eq!(losers, [Rejection::OrderRefunded]),
        other => panic!("money went back, not {other:?}"),
    }
    let Ok(Some(Record::Account(payer))) = subject.reader().record(&Key::Account(town::account(0)))
    else {
        panic!("an account")
    };
    assert_eq!(payer.balance.minor(), 500);
    assert_audit_clean(subject);
}

/// Fifty refunds of parts, by writers at once and a minute or more apart as far as each of them
/// knows: what goes back is what was answered, and never more than was paid.
///
/// # Panics
/// When the store breaks the contract.
pub fn a16_fifty_refunds_by_writers_at_once_never_give_back_more_than_was_paid(
    subject: &dyn Subject,
) {
    const MINOR: u64 = 7;
    paid(subject);
    let refund = |n: u64| town::later(n * 60_000, town::refund(100 + u128::from(n), 1, 0, MINOR));
    let lists = (0..2).map(|writer| (1..=25).map(|n| refund(2 * n + writer)).collect()).collect();
    let outcomes = contend(subject, lists).concat();
    let back = MINOR * u64::try_from(outcomes.iter().flatten().count()).expect("few");
    assert!(back > 0 && back <= 100, "{back} of 100 went back: {outcomes:?}");
    for refusal in outcomes.iter().filter_map(refused) {
        let known = matches!(refusal, Rejection::RefundTooSoon | Rejection::RefundTooMuch);
        assert!(known, "{refusal:?}");
    }
    let returned = match subject.reader().record(&Key::Returned(PaymentId(1))) {
        Ok(Some(Record::Returned(returned))) => returned.minor,
        other => panic!("something went back, not {other:?}"),
    };
    assert_eq!(returned, back);
    // What is left of it still goes back, and not one part more.
    let rest = (52..).map(refund).map_while(|refund| ask(subject, refund).ok()).count();
    assert_eq!(back + MINOR * u64::try_from(rest).expect("few"), 100 / MINOR * MINOR);
    assert_audit_clean(subject);
}
