//! A batch that is decided while the one before it is committed: on what that one will leave, and
//! anew where that does not come true.

use crate::Fresh;
use crate::held::{Held, end_waiting, wait_for_waiting};
use crate::nodes::{balance, paid, pay};
use crate::wire::Wire;
use bank::batch::{Pipeline, Settled};
use bank::contract::{Subject as _, assert_audit_clean, done, town};
use bank::id::PaymentId;
use bank::record::Record;
use bank::store::{Store as _, Writes};
use bank::{Envelope, Key, Outcome, Receipt, Rejection};
use bank_postgres::PostgresStore;
use std::sync::Barrier;
use std::thread;

/// Opens the town's database by a store that has found itself alone on it: it decides ahead.
fn alone(fresh: &Fresh, mut store: PostgresStore) -> PostgresStore {
    done(fresh, &town::founded(2, 1, 500));
    for id in [1_000, 1_001] {
        assert!(paid(&mut store, pay(id, 1, 1)));
    }
    store
}

/// Begins a payment's commit and returns while it is under way.
fn begin_payment(store: &mut PostgresStore, envelope: Envelope) -> Pipeline<()> {
    let mut pipeline = Pipeline::default();
    assert!(pipeline.push(store, vec![envelope], ()).is_empty());
    assert!(store.is_committing());
    pipeline
}

fn outcomes(settled: Vec<Settled<()>>) -> Vec<Outcome> {
    settled.into_iter().flat_map(|it| it.result.expect("the store works")).collect()
}

fn is_paid(outcome: &Outcome) -> bool {
    matches!(outcome, Ok(Receipt::Paid(_)))
}

fn is_there(fresh: &Fresh, id: u128) -> bool {
    fresh.reader().record(&Key::Payment(PaymentId(id))).expect("reads").is_some()
}

#[test]
fn a_batch_sees_what_the_one_under_way_will_leave() {
    let fresh = Fresh::new();
    let mut store = alone(&fresh, fresh.open());
    let held = Held::new(&fresh, "LOCK TABLE journal IN SHARE MODE");
    let mut pipeline = begin_payment(&mut store, pay(1, 0, 300));
    let keys = [Key::Account(town::account(0)), Key::Account(town::account(1))];
    let mut next = store.begin().expect("begins");
    let before = fresh.reader().chain_head().expect("reads").sequence;
    assert_eq!(next.chain_head().expect("is known").sequence, before + 1);
    let seen: Vec<i64> = next.read(&keys).expect("reads").into_iter().map(minor).collect();
    assert_eq!(seen, [200, 498]);
    drop(next);
    assert!(store.is_committing() && !is_there(&fresh, 1));
    drop(held);
    let settled = pipeline.finish(&mut store).into_iter().collect();
    assert!(outcomes(settled).iter().all(is_paid));
    assert_eq!(balance(&fresh, 0), 200);
}

fn minor(record: Option<Record>) -> i64 {
    match record {
        Some(Record::Account(account)) => account.balance.minor(),
        other => panic!("an account, not {other:?}"),
    }
}

#[test]
fn batches_behind_each_other_spend_once_and_answer_once() {
    let fresh = Fresh::new();
    let mut store = alone(&fresh, fresh.open());
    let mut pipeline = begin_payment(&mut store, pay(1, 0, 300));
    let mut settled = pipeline.push(&mut store, vec![pay(2, 0, 300), pay(1, 0, 300)], ());
    settled.extend(pipeline.push(&mut store, vec![pay(1, 0, 300)], ()));
    settled.extend(pipeline.finish(&mut store));
    let outcomes = outcomes(settled);
    assert!(is_paid(&outcomes[0]));
    assert_eq!(outcomes[1], Err(Rejection::InsufficientFunds.into()));
    assert!(outcomes[2] == outcomes[0] && outcomes[3] == outcomes[0]);
    assert_eq!(balance(&fresh, 0), 200);
    assert_audit_clean(&fresh);
}

#[test]
fn what_was_decided_on_a_batch_that_failed_is_decided_again() {
    let fresh = Fresh::new();
    let mut store = alone(&fresh, fresh.open());
    fresh.database.query("ALTER TABLE journal ADD CHECK (amount_minor <> 400)");
    let mut pipeline = begin_payment(&mut store, pay(1, 0, 400));
    // Refused on what the first one was to leave; but that one fails.
    let mut settled = pipeline.push(&mut store, vec![pay(2, 0, 399)], ());
    settled.extend(pipeline.finish(&mut store));
    let [first, second] = settled.try_into().expect("two batches");
    assert!(first.result.is_err() && !is_there(&fresh, 1));
    assert!(is_paid(&second.result.expect("the store works")[0]));
    assert_eq!(balance(&fresh, 0), 101);
    assert_audit_clean(&fresh);
}

#[test]
fn a_batch_decided_before_another_node_wrote_is_not_committed() {
    let fresh = Fresh::new();
    let mut store = alone(&fresh, fresh.open());
    begin_payment(&mut store, pay(1, 0, 100));
    let mut next = store.begin().expect("begins");
    let sequence = next.chain_head().expect("is known").sequence;
    assert!(paid(&mut fresh.open(), pay(2, 0, 100)), "the other node has its turn");
    let account = Key::Account(town::account(0));
    let records = next.read(&[account]).expect("reads").into_iter().flatten().collect();
    next.write(&Writes { records, ..Writes::default() }).expect("is noted");
    next.commit_later().expect("the one before it is durable");
    assert!(store.settle().is_err() && store.may_run_again());
    assert!(store.settle().is_ok(), "a failure is told once");
    assert_eq!(fresh.reader().chain_head().expect("reads").sequence, sequence + 1);
    assert_eq!(balance(&fresh, 0), 300);
    let mut pipeline = Pipeline::default();
    let mut settled = pipeline.push(&mut store, vec![pay(3, 0, 301)], ());
    settled.extend(pipeline.finish(&mut store));
    assert_eq!(outcomes(settled), [Err(Rejection::InsufficientFunds.into())]);
    assert_audit_clean(&fresh);
}

#[test]
fn nodes_that_decide_ahead_lose_nothing_and_all_come_to_their_turn() {
    const NODES: u128 = 3;
    const BATCHES: u128 = 12;
    const BATCH: u128 = 8;
    let fresh = Fresh::new();
    done(&fresh, &town::founded(4, 1, 100_000));
    let gate = Barrier::new(usize::try_from(NODES).expect("few"));
    thread::scope(|scope| {
        for node in 0..NODES {
            let (fresh, gate) = (&fresh, &gate);
            scope.spawn(move || {
                let (mut store, mut pipeline) = (fresh.open(), Pipeline::default());
                let mut settled = Vec::new();
                gate.wait();
                for number in 0..BATCHES {
                    let first = (node * BATCHES + number) * BATCH;
                    let one = |n: u128| pay(first + n, u32::try_from(n % 4).expect("few"), 1);
                    let envelopes = (0..BATCH).map(one).collect();
                    settled.extend(pipeline.push(&mut store, envelopes, ()));
                }
                settled.extend(pipeline.finish(&mut store));
                assert_eq!(settled.len() as u128, BATCHES);
                assert!(outcomes(settled).iter().all(is_paid));
            });
        }
    });
    let report = bank::audit::audit(fresh.reader().as_ref()).expect("audits");
    assert_eq!(report.findings, []);
    assert_eq!(u128::from(report.payments), NODES * BATCHES * BATCH + 4);
}

#[test]
fn a_session_that_ends_before_the_commit_has_both_batches_run_again() {
    let fresh = Fresh::new();
    let mut store = alone(&fresh, fresh.open());
    let held = Held::new(&fresh, "LOCK TABLE journal IN SHARE MODE");
    let mut pipeline = begin_payment(&mut store, pay(1, 0, 300));
    wait_for_waiting(&fresh);
    end_waiting(&fresh);
    drop(held);
    let mut settled = pipeline.push(&mut store, vec![pay(2, 0, 300)], ());
    settled.extend(pipeline.finish(&mut store));
    let outcomes = outcomes(settled);
    assert!(is_paid(&outcomes[0]));
    assert_eq!(outcomes[1], Err(Rejection::InsufficientFunds.into()));
    assert_audit_clean(&fresh);
}

#[test]
fn a_connection_lost_with_two_batches_on_their_way_leaves_one_outcome_each() {
    let fresh = Fresh::new();
    let wire = Wire::to(&fresh);
    let mut store = alone(&fresh, PostgresStore::open(&wire.target()).expect("opens"));
    // Held up where everything is sent already: in the update of balances.
    let held = Held::new(&fresh, "LOCK TABLE accounts IN SHARE MODE");
    let mut pipeline = begin_payment(&mut store, pay(1, 0, 300));
    wait_for_waiting(&fresh);
    wire.cut();
    drop(held);
    let mut settled = pipeline.push(&mut store, vec![pay(2, 0, 150)], ());
    settled.extend(pipeline.finish(&mut store));
    let [first, second] = settled.try_into().expect("two batches");
    assert!(first.result.is_err(), "whether it was committed is unknown");
    assert!(is_paid(&second.result.expect("it was run on a new connection")[0]));
    for _ in 0..2 {
        assert!(paid(&mut store, pay(1, 0, 300)) && paid(&mut store, pay(2, 0, 150)));
    }
    assert_eq!(balance(&fresh, 0), 50);
    assert_audit_clean(&fresh);
}
