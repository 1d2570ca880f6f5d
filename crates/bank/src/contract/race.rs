//! Several writers at once: two handles on one database, from two threads.

use crate::command::{Envelope, Payee};
use crate::contract::town;
use crate::contract::{Subject, assert_audit_clean, done, run};
use crate::id::OrderId;
use crate::receipt::Outcome;
use crate::rejection::Rejection;
use std::sync::Barrier;
use std::thread;

/// Runs each list as batches of one by a writer of its own, all at the same moment.
pub(super) fn contend(subject: &dyn Subject, lists: Vec<Vec<Envelope>>) -> Vec<Vec<Outcome>> {
    let barrier = Barrier::new(lists.len());
    thread::scope(|scope| {
        let writers: Vec<_> = lists
            .into_iter()
            .map(|list| {
                let barrier = &barrier;
                scope.spawn(move || {
                    barrier.wait();
                    list.into_iter().flat_map(|envelope| run(subject, &[envelope])).collect()
                })
            })
            .collect();
        writers.into_iter().map(|writer| writer.join().expect("no writer panics")).collect()
    })
}

/// Two payments race for the same last money: one is done, one refused.
///
/// # Panics
/// When the store breaks the contract.
pub fn two_payments_race_for_the_same_last_money(subject: &dyn Subject) {
    done(subject, &town::founded(1, 1, 500));
    let pay = |id| vec![town::pay(id, 0, Payee::Label(town::label(0)), 500)];
    let outcomes = contend(subject, vec![pay(1), pay(2)]).concat();
    assert_eq!(outcomes.iter().filter(|outcome| outcome.is_ok()).count(), 1);
    assert!(outcomes.contains(&Err(Rejection::InsufficientFunds.into())));
    assert_audit_clean(subject);
}

/// Writers that take turns lose nothing, and their journal has no gap.
///
/// # Panics
/// When the store breaks the contract.
pub fn many_writers_lose_nothing(subject: &dyn Subject) {
    const WRITERS: u128 = 3;
    const PAYMENTS: u128 = 10;
    done(subject, &town::founded(1, 1, 500));
    let pay = |id| town::pay(id, 0, Payee::Label(town::label(0)), 1);
    let list = |writer| (0..PAYMENTS).map(|n| pay(writer * PAYMENTS + n)).collect();
    let outcomes = contend(subject, (0..WRITERS).map(list).collect()).concat();
    assert!(outcomes.iter().all(Result::is_ok));
    let paid = subject.reader().payments(town::merchant_account(0), None, 1000);
    assert_eq!(paid.map(|paid| paid.len() as u128), Ok(WRITERS * PAYMENTS));
    assert_audit_clean(subject);
}

/// Two payers race for one order: one has paid it.
///
/// # Panics
/// When the store breaks the contract.
pub fn one_order_is_paid_once(subject: &dyn Subject) {
    done(subject, &town::founded(2, 1, 500));
    done(subject, &[town::open_order(7, 0, 50)]);
    let pay = |id, payer| vec![town::pay(id, payer, Payee::Order(OrderId(7)), 50)];
    let outcomes = contend(subject, vec![pay(1, 0), pay(2, 1)]).concat();
    assert_eq!(outcomes.iter().filter(|outcome| outcome.is_ok()).count(), 1);
    assert!(outcomes.contains(&Err(Rejection::OrderPaid.into())));
    assert_audit_clean(subject);
}
