//! Several nodes on one database: each sees what the others did, and a lost one holds nobody up.

use crate::Fresh;
use bank::command::Payee;
use bank::contract::{Subject as _, assert_audit_clean, done, town};
use bank::id::PaymentId;
use bank::record::Record;
use bank::store::Store as _;
use bank::{Envelope, Key, Receipt, Rejection, batch};
use bank_postgres::PostgresStore;
use postgres_server::Server;
use std::io::Write as _;
use std::process::Stdio;
use std::sync::Barrier;
use std::thread;
use std::time::Duration;

pub fn pay(id: u128, payer: u32, minor: u64) -> Envelope {
    town::pay(id, payer, Payee::Label(town::label(0)), minor)
}

pub fn paid(store: &mut PostgresStore, envelope: Envelope) -> bool {
    let outcomes = batch::run(store, &[envelope]).expect("the store works");
    matches!(outcomes.as_slice(), [Ok(Receipt::Paid(_))])
}

pub fn balance(fresh: &Fresh, n: u32) -> i64 {
    match fresh.reader().record(&Key::Account(town::account(n))) {
        Ok(Some(Record::Account(account))) => account.balance.minor(),
        other => panic!("an account, not {other:?}"),
    }
}

#[test]
fn what_a_node_remembers_ends_when_another_one_has_written() {
    let fresh = Fresh::new();
    done(&fresh, &town::founded(1, 1, 500));
    let (mut first, mut second) = (fresh.open(), fresh.open());
    // Each remembers the account after its own payment, and the other one changes it.
    for round in 0..5 {
        assert!(paid(&mut first, pay(round * 3, 0, 10)));
        assert!(paid(&mut first, pay(round * 3 + 1, 0, 10)));
        assert!(paid(&mut second, pay(round * 3 + 2, 0, 10)));
    }
    assert_eq!(balance(&fresh, 0), 350);
    assert!(paid(&mut first, pay(100, 0, 350)));
    let refused = batch::run(&mut second, &[pay(101, 0, 1)]).expect("the store works");
    assert_eq!(refused, [Err(Rejection::InsufficientFunds.into())]);
    assert_audit_clean(&fresh);
}

#[test]
fn a_change_by_hand_of_what_is_remembered_is_not_committed() {
    let fresh = Fresh::new();
    done(&fresh, &town::founded(2, 1, 500));
    let mut store = fresh.open();
    assert!(paid(&mut store, pay(1, 0, 10)));
    let hidden = format!("DELETE FROM accounts WHERE id = '{:032x}'", town::account(0).0);
    fresh.database.query(&hidden);
    assert!(batch::run(&mut store, &[pay(2, 0, 10)]).is_err());
    assert_eq!(fresh.reader().record(&Key::Payment(PaymentId(2))), Ok(None));
}

#[test]
fn nodes_that_race_lose_nothing_and_leave_no_gap() {
    const NODES: u128 = 4;
    const BATCHES: u128 = 8;
    const BATCH: u128 = 16;
    let fresh = Fresh::new();
    done(&fresh, &town::founded(4, 1, 100_000));
    let gate = Barrier::new(usize::try_from(NODES).expect("few"));
    thread::scope(|scope| {
        for node in 0..NODES {
            let (fresh, gate) = (&fresh, &gate);
            scope.spawn(move || {
                let mut store = fresh.open();
                gate.wait();
                for number in 0..BATCHES {
                    let first = (node * BATCHES + number) * BATCH;
                    let one = |n: u128| pay(first + n, u32::try_from(n % 4).expect("few"), 1);
                    let envelopes: Vec<Envelope> = (0..BATCH).map(one).collect();
                    let outcomes = batch::run(&mut store, &envelopes).expect("the store works");
                    assert!(outcomes.iter().all(Result::is_ok), "{outcomes:?}");
                }
            });
        }
    });
    let report = bank::audit::audit(fresh.reader().as_ref()).expect("audits");
    assert_eq!(report.findings, []);
    assert_eq!(u128::from(report.payments), NODES * BATCHES * BATCH + 4);
}

#[test]
fn the_same_command_at_two_nodes_has_one_effect() {
    let fresh = Fresh::new();
    done(&fresh, &town::founded(1, 1, 500));
    let gate = Barrier::new(2);
    let outcomes: Vec<_> = thread::scope(|scope| {
        let run = || {
            let mut store = fresh.open();
            gate.wait();
            batch::run(&mut store, &[pay(1, 0, 300)]).expect("the store works").remove(0)
        };
        let nodes = [scope.spawn(run), scope.spawn(run)];
        nodes.into_iter().map(|node| node.join().expect("no panic")).collect()
    });
    assert!(outcomes[0].is_ok());
    assert_eq!(outcomes[0], outcomes[1]);
    assert_eq!(balance(&fresh, 0), 200);
    assert_audit_clean(&fresh);
}

/// Ends every session of the database that is inside of a transaction.
fn end_sessions(fresh: &Fresh) {
    let sql = "SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity
        WHERE datname = current_database() AND pid <> pg_backend_pid()";
    fresh.database.query(sql);
}

#[test]
fn a_node_that_is_lost_inside_its_batch_leaves_nothing_and_holds_nobody_up() {
    let fresh = Fresh::new();
    done(&fresh, &town::founded(1, 1, 500));
    let mut lost = fresh.open();
    let mut held = lost.begin().expect("begins");
    held.chain_head().expect("locks");
    end_sessions(&fresh);
    let mut other = fresh.open();
    assert!(paid(&mut other, pay(1, 0, 10)));
    drop(held);
    // Its session is gone, and it goes on with a new one.
    assert!(paid(&mut lost, pay(2, 0, 10)));
    assert_eq!(balance(&fresh, 0), 480);
    assert_audit_clean(&fresh);
}

#[test]
fn a_batch_whose_session_ends_before_its_commit_is_run_again() {
    let fresh = Fresh::new();
    done(&fresh, &town::founded(1, 1, 500));
    let mut store = fresh.open();
    assert!(paid(&mut store, pay(1, 0, 10)));
    end_sessions(&fresh);
    assert!(paid(&mut store, pay(2, 0, 10)), "nothing was done before, so it is done now");
    assert_eq!(balance(&fresh, 0), 480);
    assert_audit_clean(&fresh);
}

#[test]
fn a_node_that_freezes_between_a_copy_and_its_rows_is_put_out_by_the_next_one() {
    let fresh = Fresh::new();
    done(&fresh, &town::founded(1, 1, 500));
    let mut psql = Server::shared().program("psql");
    let mut frozen = psql
        .args(["--no-psqlrc", "--quiet", &fresh.database.url()])
        .env("PGAPPNAME", "tongbaod")
        .stdin(Stdio::piped())
        .stdout(Stdio::null())
        .stderr(Stdio::piped())
        .spawn()
        .expect("psql starts");
    let mut told = frozen.stdin.take().expect("a pipe");
    let begun = b"BEGIN; SELECT 1 FROM chain_head FOR UPDATE; COPY nonces FROM STDIN;\n";
    told.write_all(begun).expect("written");
    let copies = "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()
        AND query LIKE 'COPY%' AND wait_event = 'ClientRead'";
    while fresh.database.query(copies) != "1" {
        assert!(frozen.try_wait().expect("can be asked").is_none(), "psql waits");
        thread::sleep(Duration::from_millis(20));
    }
    let mut other = fresh.open();
    assert!(paid(&mut other, pay(1, 0, 10)));
    drop(told);
    let ended = frozen.wait_with_output().expect("psql ends");
    let reason = String::from_utf8_lossy(&ended.stderr);
    assert!(reason.contains("terminating connection due to administrator command"), "{reason}");
    assert_audit_clean(&fresh);
}

#[test]
fn a_node_that_freezes_inside_its_batch_is_put_out_by_the_server() {
    let fresh = Fresh::new();
    done(&fresh, &town::founded(1, 1, 500));
    let mut frozen = fresh.open();
    let mut held = frozen.begin().expect("begins");
    held.chain_head().expect("locks");
    // Waits for as long as the server lets the other one be idle, and not for ever.
    let mut other = fresh.open();
    assert!(paid(&mut other, pay(1, 0, 10)));
    assert!(held.read(&[Key::Account(town::account(0))]).is_err(), "its session was ended");
    drop(held);
    assert!(frozen.may_run_again());
    assert!(paid(&mut frozen, pay(2, 0, 10)));
    assert_audit_clean(&fresh);
}
