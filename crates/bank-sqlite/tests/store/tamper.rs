//! What whoever owns the file can change, table by table and column by column, and whether the
//! audit finds it. A new table or column without a verdict fails here, and so does a verdict that
//! is not true any more.

mod tables;

use crate::File;
use bank::audit::{Signed, audit_signed};
use bank::batch;
use bank::contract::bill;
use bank::contract::town;
use bank::contract::tree::sign;
use bank::store::Reader as _;
use bank_sqlite::{SqliteReader, SqliteStore};
use proof::SigningKey;
use rusqlite::types::Value;
use rusqlite::{Connection, params};
use std::path::{Path, PathBuf};
use tables::{TABLES, Table, Verdict};

const OPERATOR: &str = "town";
const ORIGIN: &str = "town/journal";

fn key() -> SigningKey {
    SigningKey::from_seed(&[7; 32]).expect("a key")
}

/// A town in which everything has happened, with more than 256 rows and two signed heads.
fn lived_in(path: &Path) {
    let mut store = SqliteStore::open(path).expect("opens");
    let reader = SqliteReader::open(path).expect("opens");
    for envelopes in town::lived_in() {
        for outcome in batch::run(&mut store, &envelopes).expect("works") {
            outcome.expect("nothing speaks against it");
        }
        sign(&reader, &mut store, ORIGIN, &key());
    }
    bill::sign(&mut store, town::merchant(0), OPERATOR, &key());
}

/// Returns whether the audit finds something, or cannot even read the file.
fn is_found(path: &Path, witnessed: &[String]) -> bool {
    let reader = SqliteReader::open(path).expect("opens");
    let keys = [key().public()];
    let signed = Signed { origin: ORIGIN, keys: &keys, witnessed };
    audit_signed(&reader, signed).map_or(true, |report| !report.is_clean())
}

/// A copy of the town to be tampered with.
fn copy(file: &File, name: &str) -> (PathBuf, Connection) {
    let path = file.folder.path().join(name);
    SqliteReader::open(&file.path()).expect("opens").backup(&path).expect("copies");
    let connection = Connection::open(&path).expect("opens");
    let open = "PRAGMA ignore_check_constraints = ON; DROP TRIGGER heads_are_not_changed;
        DROP TRIGGER heads_are_not_removed; DROP TRIGGER bills_are_not_changed;
        DROP TRIGGER bills_are_not_removed;";
    connection.execute_batch(open).expect("opens the file for anything");
    (path, connection)
}

fn changed(value: Value) -> Value {
    match value {
        Value::Integer(number) => Value::Integer(number + 1),
        Value::Real(number) => Value::Real(number + 1.0),
        Value::Text(text) => Value::Text(format!("{text}x")),
        Value::Blob(mut bytes) => {
            // The last byte: an identifier stays one, of something that is not there.
            if let Some(last) = bytes.last_mut() {
                *last ^= 0x55;
            }
            Value::Blob(bytes)
        }
        Value::Null => Value::Integer(1),
    }
}

/// Returns another text of batches, coupons, what they saved or goods, which the column takes.
fn changed_text(column: &str, text: &str) -> String {
    match column {
        "state" if text == "used" => "held".to_owned(),
        "state" if ["open", "finished", "returned"].contains(&text) => match text {
            "open" => "finished".to_owned(),
            _ => "open".to_owned(),
        },
        "split" => if text == "equal" { "lucky" } else { "equal" }.to_owned(),
        "state" => "ended".to_owned(),
        "currency" => "EUR".to_owned(),
        "rules" => text.replace("\"per_person_max\":2", "\"per_person_max\":60"),
        "budget" => text.replace("\"used_minor\":", "\"used_minor\":1"),
        "lines" => text.replace("Tea", "Tee"),
        "used" => text.replace("\"is_funded\":true", "\"is_funded\":false"),
        _ => format!("{text}x"),
    }
}

/// Changes the column's value in its last row that has one; where none has, gives it one.
fn change(connection: &Connection, table: &str, column: &str) {
    let value = format!("SELECT {column} FROM {table} ORDER BY {column} IS NULL, {column} DESC");
    let old: Value = connection
        .query_row(&value, [], |row| row.get(0))
        .unwrap_or_else(|error| panic!("{table}.{column}: the town has no row: {error}"));
    let new = match (table, column, &old) {
        // What a swindler would write: words that the column takes.
        ("accounts" | "journal", "floor", _) => Value::Text("none".to_owned()),
        ("accounts" | "journal", "owner", _) => Value::Text("merchant".to_owned()),
        ("payments", "kind", _) => Value::Text("label".to_owned()),
        ("journal", "kind", _) => Value::Text("refunded".to_owned()),
        ("orders", "state", _) => Value::Text("closed".to_owned()),
        ("holds", "state", _) => Value::Text("expired".to_owned()),
        ("accounts" | "payments" | "orders" | "holds" | "journal", "currency", _) => {
            Value::Text("EUR".to_owned())
        }
        (_, "state", Value::Text(text)) if text == "closed" => Value::Text("active".to_owned()),
        ("persons" | "devices" | "merchants" | "labels" | "journal", "state", _) => {
            Value::Text("closed".to_owned())
        }
        ("stocks" | "coupons" | "discounts" | "envelopes" | "goods", column, Value::Text(text)) => {
            Value::Text(changed_text(column, text))
        }
        (_, "pin_verifier", Value::Null) => Value::Text("$argon2id$".to_owned()),
        _ => changed(old.clone()),
    };
    assert_ne!(new, old, "{table}.{column} would be as it was");
    let update = format!("UPDATE {table} SET {column} = ?1 WHERE {column} IS ?2");
    let count = connection.execute(&update, params![new, old]);
    assert!(count.is_ok_and(|count| count > 0), "{table}.{column} is changed");
}

/// Puts in a copy of the last row under another key.
fn add(connection: &Connection, table: &str, key: &[&str]) {
    let first = key.first().expect("a key");
    let make = format!(
        "CREATE TEMPORARY TABLE added AS SELECT * FROM {table} ORDER BY {first} DESC LIMIT 1"
    );
    connection.execute_batch(&make).expect("copies");
    for column in key {
        change(connection, "added", column);
    }
    let count = connection.execute(&format!("INSERT INTO {table} SELECT * FROM added"), []);
    assert_eq!(count, Ok(1), "{table}: a row is added");
}

#[test]
fn attack_tampering_every_table_and_column_has_a_verdict_that_is_true() {
    let file = File::new();
    lived_in(&file.path());
    assert!(!is_found(&file.path(), &[]), "an honest town is clean");
    let mut untrue = Vec::new();
    for Table { name: table, removed, added, key, columns } in TABLES {
        let mut check = |what: String, verdict: Verdict, tamper: &dyn Fn(&Connection)| {
            let (path, connection) = copy(&file, "tampered.sqlite");
            tamper(&connection);
            connection.close().expect("closes");
            let found = is_found(&path, &[]);
            if found != (verdict == Verdict::Found) {
                untrue.push(format!("{what}: {verdict:?}, but found is {found}"));
            }
            std::fs::remove_file(&path).expect("removes");
        };
        check(format!("{table}: a row removed"), *removed, &|connection| {
            let first = columns.first().map_or("rowid", |(name, _)| name);
            let remove =
                format!("DELETE FROM {table} WHERE {first} = (SELECT max({first}) FROM {table})");
            assert!(connection.execute(&remove, []).is_ok_and(|count| count > 0), "{table}");
        });
        check(format!("{table}: a row added"), *added, &|connection| add(connection, table, key));
        for (column, verdict) in *columns {
            let what = format!("{table}.{column}");
            check(what, *verdict, &|connection| change(connection, table, column));
        }
    }
    assert!(untrue.is_empty(), "{}", untrue.join("\n"));
}

#[test]
fn every_table_and_column_of_the_schema_has_a_verdict() {
    let file = File::new();
    let connection = Connection::open(file.path()).expect("opens");
    let sql =
        "SELECT m.name || '.' || c.name FROM sqlite_master AS m, pragma_table_info(m.name) AS c
        WHERE m.type = 'table' AND m.name NOT LIKE 'sqlite_%'";
    let mut statement = connection.prepare(sql).expect("prepares");
    let rows = statement.query_map([], |row| row.get::<_, String>(0)).expect("reads");
    let mut schema: Vec<String> = rows.collect::<rusqlite::Result<_>>().expect("reads");
    let mut judged: Vec<String> = TABLES
        .iter()
        .flat_map(|Table { name, columns, .. }| {
            columns.iter().map(move |(column, _)| format!("{name}.{column}"))
        })
        .collect();
    schema.sort();
    judged.sort();
    assert_eq!(judged, schema);
}

#[test]
fn attack_cut_off_a_journal_that_is_cut_is_found_by_its_heads_and_by_a_witness() {
    let file = File::new();
    lived_in(&file.path());
    let newest = SqliteReader::open(&file.path()).expect("opens").heads(None, 1).expect("reads");
    let kept: Vec<String> = newest.into_iter().map(|head| head.note).collect();
    let (path, connection) = copy(&file, "cut.sqlite");
    // The last payment taken back as if it never was, with all that is derived from it.
    let cut = "DELETE FROM payments WHERE id = x'00000000000000000000000000000009';
        DELETE FROM answered WHERE id = x'00000000000000000000000000000009';
        UPDATE accounts SET balance_minor = balance_minor + 10, version = version - 1,
            last_sequence = (SELECT coalesce(max(sequence), 0) FROM payments
                WHERE debit = accounts.id OR credit = accounts.id)
            WHERE id = (SELECT debit FROM journal ORDER BY sequence DESC LIMIT 1);
        UPDATE accounts SET balance_minor = balance_minor - 10, version = version - 1,
            last_sequence = (SELECT coalesce(max(sequence), 0) FROM payments
                WHERE debit = accounts.id OR credit = accounts.id)
            WHERE id = (SELECT credit FROM journal ORDER BY sequence DESC LIMIT 1);
        DELETE FROM journal WHERE sequence = (SELECT max(sequence) FROM journal);";
    connection.execute_batch(cut).expect("cuts");
    assert!(is_found(&path, &[]), "a head covers more rows than there are");
    connection
        .execute_batch("DELETE FROM heads WHERE size = (SELECT max(size) FROM heads)")
        .expect("cuts");
    assert!(!is_found(&path, &[]), "with the head gone too, nothing in the file tells");
    assert!(is_found(&path, &kept), "but whoever kept the head does");
    assert!(!is_found(&file.path(), &kept), "the honest file is its continuation");
}
