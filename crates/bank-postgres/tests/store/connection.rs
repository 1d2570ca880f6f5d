//! Connections: where they are made to, and being told of other nodes' batches.

use crate::Fresh;
use bank::contract::{done, town};
use bank_postgres::{Listener, PostgresReader, PostgresStore, Target};
use std::sync::mpsc::channel;
use std::time::Duration;

/// Longer than anything here takes; nothing is waited for when all is well.
const LONG: Duration = Duration::from_secs(60);

#[test]
fn a_listener_is_told_of_batches_and_comes_back_after_its_connection_ended() {
    let fresh = Fresh::new();
    let (told, telling) = channel();
    let tell = move || {
        // Who has heard enough does not listen any more.
        let _ = told.send(());
    };
    let listener = Listener::start(&fresh.target, tell).expect("starts");
    telling.recv_timeout(LONG).expect("told once when it listens");
    done(&fresh, &[town::open_desk()]);
    telling.recv_timeout(LONG).expect("told of the batch");
    fresh.database.query(
        "SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity
        WHERE datname = current_database() AND pid <> pg_backend_pid()",
    );
    telling.recv_timeout(LONG).expect("told once when it listens again");
    drop(listener);
}

#[test]
fn a_reader_outlives_its_connections() {
    let fresh = Fresh::new();
    let reader = PostgresReader::open(&fresh.target).expect("opens");
    let ready = || bank::store::Reader::ready(&reader);
    assert_eq!(ready(), Ok(()));
    fresh.database.query(
        "SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity
        WHERE datname = current_database() AND pid <> pg_backend_pid()",
    );
    assert_eq!(ready(), Ok(()));
}

#[test]
fn nobody_at_the_other_end_is_said_without_the_password() {
    let target = Target::parse("postgres://anna:geheim@127.0.0.1:1/bank").expect("a URL");
    let error = PostgresStore::open(&target).expect_err("nobody listens there").to_string();
    assert!(error.contains("does not answer") && !error.contains("geheim"), "{error}");
}

#[test]
fn a_snapshot_does_not_move() {
    let fresh = Fresh::new();
    done(&fresh, &[town::open_desk()]);
    let reader = PostgresReader::open(&fresh.target).expect("opens");
    let snapshot = reader.snapshot().expect("opens");
    done(&fresh, &[town::open_account(0)]);
    let rows = |reader| bank::audit::audit(reader).expect("audits").rows;
    assert_eq!((rows(&snapshot), rows(&reader)), (1, 5));
}

#[test]
fn many_who_read_at_once_share_a_few_connections() {
    let fresh = Fresh::new();
    let reader = PostgresReader::open(&fresh.target).expect("opens");
    let count = "SELECT count(*) FROM pg_stat_activity
        WHERE datname = current_database() AND pid <> pg_backend_pid()";
    std::thread::scope(|scope| {
        for _ in 0..24 {
            scope.spawn(|| {
                for _ in 0..3 {
                    assert_eq!(bank::store::Reader::ready(&reader), Ok(()));
                }
            });
        }
        let open: u32 = fresh.database.query(count).parse().expect("a number");
        assert!(open <= 16, "{open} connections");
    });
    let kept: u32 = fresh.database.query(count).parse().expect("a number");
    assert!((1..=16).contains(&kept), "{kept} connections");
    assert!(bank_postgres::connections() >= 1);
}
