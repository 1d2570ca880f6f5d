//! The schema: made once, by whoever comes first; never another one than is known.

use crate::Fresh;
use bank_postgres::{
    Migrated, OpenError, PostgresReader, PostgresStore, Requirements, Target, migrate,
};
use postgres_server::Server;
use std::sync::Barrier;
use std::thread;

fn target(url: &str) -> Target {
    Target::parse(url).expect("a URL")
}

#[test]
fn an_empty_database_is_not_served_before_it_is_migrated() {
    let database = Server::shared().database();
    let target = target(&database.url());
    let error = PostgresStore::open(&target).expect_err("has no tables");
    assert!(matches!(error, OpenError::Empty) && error.to_string().contains("tongbaod migrate"));
    let Migrated { from, to } = migrate(&target).expect("migrates");
    assert_eq!(from, 0);
    assert_eq!(migrate(&target).expect("finds it done"), Migrated { from: to, to });
    PostgresStore::open(&target).expect("opens");
    PostgresReader::open(&target).expect("opens");
}

#[test]
fn nodes_that_migrate_at_once_make_one_schema() {
    let database = Server::shared().database();
    let target = target(&database.url());
    let gate = Barrier::new(4);
    let done: Vec<Migrated> = thread::scope(|scope| {
        let run = || {
            gate.wait();
            migrate(&target).expect("migrates")
        };
        let nodes: Vec<_> = (0..4).map(|_| scope.spawn(run)).collect();
        nodes.into_iter().map(|node| node.join().expect("no panic")).collect()
    });
    assert!(done.iter().all(|one| one.to == done[0].to));
    assert_eq!(database.query("SELECT count(*) FROM chain_head"), "1");
    PostgresStore::open(&target).expect("opens");
}

#[test]
fn older_and_newer_schemas_are_told_apart_and_not_touched() {
    let fresh = Fresh::new();
    fresh.database.query("UPDATE tongbao_schema SET version = version + 1");
    let newer = PostgresStore::open(&fresh.target).expect_err("newer");
    assert!(matches!(newer, OpenError::Newer { .. }), "{newer}");
    assert!(matches!(migrate(&fresh.target), Err(OpenError::Newer { .. })));
    fresh.database.query("UPDATE tongbao_schema SET version = 0");
    assert!(matches!(PostgresReader::open(&fresh.target), Err(OpenError::Empty)));
    // Its tables are there already: a database that was not made by this program's scripts.
    assert!(matches!(migrate(&fresh.target), Err(OpenError::NotABank(_))));
    assert_eq!(fresh.database.query("SELECT version FROM tongbao_schema"), "0");
}

#[test]
fn a_server_that_may_lose_payments_is_refused() {
    let fresh = Fresh::new();
    let plain = Requirements::default();
    let report = PostgresStore::check_server(&fresh.target, plain).expect("is durable");
    assert_eq!(report.warnings, Vec::<String>::new());
    let strict = Requirements { synchronous_standby: true };
    let error = PostgresStore::check_server(&fresh.target, strict).expect_err("has no standby");
    assert!(error.to_string().contains("synchronous_standby_names"), "{error}");

    let careless = Server::start(&[("fsync", "off"), ("synchronous_commit", "off")]);
    let database = careless.database();
    let target = target(&database.url());
    let error = PostgresStore::check_server(&target, plain).expect_err("is careless");
    assert!(matches!(&error, OpenError::NotDurable(why) if why.contains("fsync")), "{error}");
}

#[test]
fn batches_are_durable_where_the_server_is_set_up_not_to_be() {
    let fresh = Fresh::new();
    let name = fresh.database.name();
    fresh.database.query(&format!("ALTER DATABASE {name} SET synchronous_commit = off"));
    let report = PostgresStore::check_server(&fresh.target, Requirements::default());
    assert_eq!(report.expect("is durable all the same").warnings.len(), 1);
    bank::contract::done(&fresh, &[bank::contract::town::open_desk()]);
    bank::contract::assert_audit_clean(&fresh);
}
