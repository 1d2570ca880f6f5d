//! A file of the schema before coupons: the town in it is the same afterwards, and goes on.

use crate::File;
use bank::audit::audit;
use bank::command::Payee;
use bank::contract::{Subject as _, done, town};
use bank::copy::first_difference;
use bank::id::OrderId;
use bank_sqlite::SqliteStore;
use rusqlite::Connection;
use std::path::Path;

/// The scripts of schema 7.
const SCRIPTS: [&str; 7] = [
    include_str!("../../src/migration/0001.sql"),
    include_str!("../../src/migration/0002.sql"),
    include_str!("../../src/migration/0003.sql"),
    include_str!("../../src/migration/0004.sql"),
    include_str!("../../src/migration/0005.sql"),
    include_str!("../../src/migration/0006.sql"),
    include_str!("../../src/migration/0007.sql"),
];

/// Returns the first column of what a question gives.
fn texts(connection: &Connection, sql: &str) -> Vec<String> {
    let mut statement = connection.prepare(sql).expect("is SQL");
    let rows = statement.query_map([], |row| row.get(0)).expect("answers");
    rows.collect::<Result<_, _>>().expect("texts")
}

/// Makes a file of schema 7 with the rows of one of today's, which must hold no coupons.
fn write_old(path: &Path, of: &Path) {
    let connection = Connection::open(path).expect("opens");
    for script in SCRIPTS {
        connection.execute_batch(script).expect("is SQL");
    }
    connection.pragma_update(None, "application_id", 0x546F_6E67).expect("updates");
    connection.pragma_update(None, "user_version", 7).expect("updates");
    let of = of.display().to_string();
    connection.execute("ATTACH ?1 AS today", [of]).expect("attaches");
    let tables = "SELECT name FROM main.sqlite_master WHERE type = 'table' ORDER BY name";
    for table in texts(&connection, tables) {
        let columns = format!("SELECT name FROM pragma_table_info('{table}', 'main')");
        let columns = texts(&connection, &columns).join(", ");
        let copy = format!(
            "DELETE FROM main.{table};
            INSERT INTO main.{table} ({columns}) SELECT {columns} FROM today.{table}"
        );
        connection.execute_batch(&copy).expect("both have these");
    }
}

#[test]
fn a_town_of_the_schema_before_coupons_is_the_same_afterwards_and_goes_on() {
    let file = File::new();
    done(&file, &town::founded(2, 2, 5_000));
    let label = Payee::Label(town::label(0));
    done(&file, &[town::pay(1, 0, label, 900), town::pay(2, 1, label, 40)]);
    done(&file, &[town::open_order(7, 0, 50), town::open_order(8, 1, 60)]);
    done(&file, &[town::pay(3, 0, Payee::Order(OrderId(7)), 50), town::refund(4, 1, 0, 300)]);
    drop(SqliteStore::open(&file.path()).expect("opens"));

    let migrated = File::new();
    std::fs::remove_file(migrated.path()).expect("nobody has it open");
    write_old(&migrated.path(), &file.path());
    drop(SqliteStore::open(&migrated.path()).expect("migrates"));
    let (before, after) = (file.reader(), migrated.reader());
    assert_eq!(first_difference(before.as_ref(), after.as_ref(), &mut |_| {}), Ok(None));
    let report = audit(after.as_ref()).expect("reads");
    assert_eq!(report.findings, []);
    assert!(report.payments >= 4);

    // Coupons are given out and used in it.
    done(&migrated, &town::coupon::given_out(0, town::coupon::rules()));
    let used = town::coupon::pay_less(10, 0, label, (100, 90), &[20]);
    done(&migrated, &[town::coupon::receive(20, 0, 0), used]);
    assert_eq!(audit(migrated.reader().as_ref()).expect("reads").findings, []);
}
