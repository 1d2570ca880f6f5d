//! Several writers at once: two handles on one database, from two threads.

use crate::batch;
use crate::command::{Envelope, Payee};
use crate::contract::town;
use crate::contract::{Subject, assert_audit_clean, done};
use crate::id::OrderId;
use crate::receipt::Outcome;
use crate::rejection::Rejection;
use crate::store::Store;
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
                    // One handle for all its batches: what it keeps between them must stay true.
                    let mut store = subject.store();
                    barrier.wait();
                    list.into_iter().flat_map(|envelope| one(store.as_mut(), envelope)).collect()
                })
            })
            .collect();
        writers.into_iter().map(|writer| writer.join().expect("no writer panics")).collect()
    })
}

fn one(store: &mut dyn Store, envelope: Envelope) -> Vec<Outcome> {
    batch::run(store, &[envelope]).expect("the store works")
}

/// Writers that keep their handles open see at once what the other one did.
///
/// # Panics
/// When the store breaks the contract.
pub fn writers_in_turns_see_each_other(subject: &dyn Subject) {
    let founding = town::founded(2, 1, 500);
    let (mut left, mut right) = (subject.store(), subject.store());
    let founded = batch::run(left.as_mut(), &founding).expect("the store works");
    assert!(founded.iter().all(Result::is_ok));
    let pay =
        |id, payer, payee| town::pay(id, payer, Payee::Receive(town::receive_code(payee)), 300);
    let no_money = Err(Rejection::InsufficientFunds.into());
    assert!(one(right.as_mut(), pay(1, 0, 1))[0].is_ok());
    assert_eq!(one(left.as_mut(), pay(2, 0, 1)), std::slice::from_ref(&no_money));
    assert_eq!(one(right.as_mut(), pay(3, 0, 1)), [no_money]);
    assert!(one(left.as_mut(), pay(4, 1, 0))[0].is_ok());
    assert!(one(right.as_mut(), pay(5, 0, 1))[0].is_ok(), "the money is there again");
    assert_audit_clean(subject);
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
    assert!(outcomes.contains(&Err(Rejection::OrderPaidByOther.into())));
    assert_audit_clean(subject);
}
