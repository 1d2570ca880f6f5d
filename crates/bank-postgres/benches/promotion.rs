//! What coupons, draws and budgets cost a payment on PostgreSQL: beside plain payments in the same
//! run.

#[path = "../../bank-sqlite/benches/promotion/windows.rs"]
mod windows;

use bank_postgres::{PostgresReader, PostgresStore, Target, migrate};
use postgres_server::Server;

fn main() {
    let server = Server::start(&[("max_wal_size", "8GB"), ("shared_buffers", "1GB")]);
    let database = server.database();
    let target = Target::parse(&database.url()).expect("a URL");
    migrate(&target).expect("migrates");
    windows::measure(&mut PostgresStore::open(&target).expect("opens"), "PostgreSQL");
    let report = bank::audit::audit(&PostgresReader::open(&target).expect("opens"));
    let report = report.expect("audits");
    assert!(report.is_clean(), "{:?}", report.findings.first());
    windows::line(&format!("audit clean: {} payments", report.payments));
}
