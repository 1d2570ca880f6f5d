//! What whoever owns the file can change, table by table and column by column, and whether the
//! audit finds it. A new table or column without a verdict fails here, and so does a verdict that
//! is not true any more.

use super::File;
use bank::audit::{Signed, audit_signed};
use bank::batch;
use bank::command::Payee;
use bank::contract::town;
use bank::head::SignedHead;
use bank::id::OrderId;
use bank::store::{Reader as _, Upkeep as _};
use bank::tree::{Tree, grow};
use bank_sqlite::{SqliteReader, SqliteStore};
use proof::{Head, SigningKey};
use rusqlite::types::Value;
use rusqlite::{Connection, params};
use std::path::{Path, PathBuf};

const ORIGIN: &str = "town/journal";

/// Whether a change is found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Verdict {
    /// By the audit.
    Found,
    /// Not by the audit; with the reason.
    Open(&'static str),
}
use Verdict::{Found, Open};

const NAMES: Verdict =
    Open("names, notes and what was paid are bound by receipts, not by the journal");
const RECORDS: Verdict = Open("who people, devices and shops are is not in the journal");
const SHORT: Verdict = Open("lives for minutes, and moves no money");
const TRIES: Verdict = Open("counts tries, and moves no money");
const OUTBOX: Verdict = Open("tells listeners that something happened; they ask what");
const ANSWERS: Verdict =
    Open("says again what a payment's own row says; a payment is made once by its row");
const QUICK: Verdict = Open("counts what was paid without a PIN; the payments are in the journal");

const AGAIN: Verdict = Open("a hash that is missing at the end is made again of the journal");

/// A table: its rows as a whole (one is removed), and its columns (one value is changed).
type Table = (&'static str, Verdict, &'static [(&'static str, Verdict)]);

const TABLES: &[Table] = &[
    (
        "accounts",
        Found,
        &[
            ("id", Found),
            ("owner", Found),
            ("owner_id", Found),
            ("floor", Found),
            ("currency", Found),
            ("balance_minor", Found),
            ("held_minor", Found),
            ("version", Found),
            ("last_sequence", Found),
        ],
    ),
    (
        "payments",
        Found,
        &[
            ("sequence", Found),
            ("id", Found),
            ("kind", NAMES),
            ("kind_id", NAMES),
            ("debit", Found),
            ("credit", Found),
            ("amount_minor", Found),
            ("currency", Found),
            ("payer_name", NAMES),
            ("payee_name", NAMES),
            ("note", NAMES),
            ("at_ms", Found),
            ("journal_hash", Found),
            ("device", Open("the signature itself, which is found, is the device's")),
            ("signed_text", Found),
            ("signature", Found),
            ("debit_previous", Found),
            ("credit_previous", Found),
        ],
    ),
    (
        "journal",
        Found,
        &[
            ("sequence", Found),
            ("at_ms", Found),
            ("kind", Found),
            ("account", Found),
            ("owner", Found),
            ("owner_id", Found),
            ("floor", Found),
            ("payment", Found),
            ("debit", Found),
            ("credit", Found),
            ("amount_minor", Found),
            ("currency", Found),
            ("order_id", Found),
            ("expires_at_ms", Found),
            ("evidence_hash", Found),
            ("subject", Found),
            ("hash", Found),
        ],
    ),
    (
        "persons",
        RECORDS,
        &[
            ("id", RECORDS),
            ("name", RECORDS),
            ("account", RECORDS),
            ("receive_code", RECORDS),
            ("state", RECORDS),
            ("pin_verifier", RECORDS),
            ("pin_tries", TRIES),
            ("pin_locks", TRIES),
            ("pin_locked_until_ms", TRIES),
            ("opened_at_ms", RECORDS),
        ],
    ),
    ("handles", RECORDS, &[("handle", RECORDS), ("person", RECORDS)]),
    ("receive_codes", RECORDS, &[("id", RECORDS), ("person", RECORDS)]),
    (
        "devices",
        RECORDS,
        &[
            ("id", RECORDS),
            ("person", RECORDS),
            ("public_key", RECORDS),
            ("state", RECORDS),
            ("enrolled_at_ms", RECORDS),
        ],
    ),
    (
        "enrolments",
        SHORT,
        &[
            ("id", SHORT),
            ("handle", SHORT),
            ("public_key", SHORT),
            ("code_hash", SHORT),
            ("tries", SHORT),
            ("expires_at_ms", SHORT),
            ("confirmed", SHORT),
        ],
    ),
    (
        "merchants",
        RECORDS,
        &[
            ("id", RECORDS),
            ("name", RECORDS),
            ("city", RECORDS),
            ("category", RECORDS),
            ("account", RECORDS),
            ("state", RECORDS),
            ("till_key_hash", RECORDS),
        ],
    ),
    ("labels", RECORDS, &[("id", RECORDS), ("merchant", RECORDS), ("state", RECORDS)]),
    (
        "orders",
        Found,
        &[
            ("id", Found),
            ("merchant", RECORDS),
            ("amount_minor", Found),
            ("currency", Found),
            ("note", NAMES),
            ("opened_at_ms", Found),
            ("expires_at_ms", Found),
            ("asked", Found),
            ("state", Found),
            ("payment", Found),
            ("at_ms", Found),
            ("refunded_minor", Found),
        ],
    ),
    (
        "answered",
        ANSWERS,
        &[
            ("id", ANSWERS),
            ("scope", ANSWERS),
            ("scope_id", ANSWERS),
            ("fingerprint", ANSWERS),
            ("outcome", ANSWERS),
            ("at_ms", ANSWERS),
        ],
    ),
    ("nonces", SHORT, &[("expires_at_ms", SHORT), ("device", SHORT), ("nonce", SHORT)]),
    (
        "pin_asks",
        OUTBOX,
        &[("sequence", OUTBOX), ("order_id", OUTBOX), ("payer", OUTBOX), ("rule", OUTBOX)],
    ),
    ("taken_payer_codes", SHORT, &[("device", SHORT), ("step", SHORT)]),
    (
        "quick_payments",
        QUICK,
        &[("person", QUICK), ("place", QUICK), ("at_ms", QUICK), ("amount_minor", QUICK)],
    ),
    (
        "returned",
        Found,
        &[
            ("payment", Found),
            ("minor", Found),
            ("count", Found),
            ("last_at_ms", Found),
            ("reversal", Found),
        ],
    ),
    (
        "holds",
        Found,
        &[
            ("id", Found),
            ("debit", Found),
            ("credit", Found),
            ("amount_minor", Found),
            ("currency", Found),
            ("note", NAMES),
            ("opened_at_ms", Found),
            ("expires_at_ms", Found),
            ("state", Found),
            ("payment", Found),
        ],
    ),
    (
        "notices",
        OUTBOX,
        &[
            ("sequence", OUTBOX),
            ("kind", OUTBOX),
            ("subject", OUTBOX),
            ("hearer", OUTBOX),
            ("other", OUTBOX),
        ],
    ),
    ("leases", SHORT, &[("job", SHORT), ("node", SHORT), ("until_ms", SHORT)]),
    ("tree_nodes", AGAIN, &[("level", AGAIN), ("place", Found), ("hash", Found)]),
    (
        "heads",
        Open("a witness has it: see audit --head"),
        &[("size", Found), ("at_ms", Found), ("note", Found)],
    ),
];

fn key() -> SigningKey {
    SigningKey::from_seed(&[7; 32]).expect("a key")
}

/// A town in which everything has happened, with more than 256 rows and two signed heads.
fn lived_in(path: &Path) {
    let mut store = SqliteStore::open(path).expect("opens");
    let label = Payee::Label(town::label(0));
    let order = |id| Payee::Order(OrderId(id));
    let mut envelopes = town::founded(140, 2, 50_000);
    envelopes.extend([town::start_enrolment(0), town::confirm_enrolment(0, town::CODE_HASH)]);
    envelopes.extend((20..28).map(|id| town::open_order(id, 0, 100)));
    envelopes.extend([
        town::pay(1, 0, label, 10),
        town::pay(2, 1, Payee::Receive(town::receive_code(0)), 5),
        town::pay(3, 1, order(20), 100),
        town::pay(4, 1, order(21), 100),
        town::close_order(22, 0),
        town::refund(5, 3, 0, 30),
        town::reverse(21, 0, 6),
        town::reverse(23, 0, 7),
        town::charge(40, 0, 0, 50, 900),
        town::charge(41, 0, 0, 51, 40_000),
        town::hold(60, 2, 100),
        town::hold(61, 2, 200),
        town::hold(62, 2, 300),
        town::post_hold(8, 61, 150),
        town::void_hold(62),
        town::take_lease(1, 1000),
    ]);
    let nonce = town::signed(town::device(0), 9, town::plain(bank::Command::UseNonce));
    envelopes.push(nonce);
    for outcome in batch::run(&mut store, &envelopes).expect("works") {
        outcome.expect("nothing speaks against it");
    }
    sign(path, &mut store);
    let more = batch::run(&mut store, &[town::pay(9, 3, label, 10)]).expect("works");
    assert!(more.iter().all(Result::is_ok));
    sign(path, &mut store);
}

fn sign(path: &Path, store: &mut SqliteStore) {
    let reader = SqliteReader::open(path).expect("opens");
    store.keep_tree(&grow(&reader, 100).expect("grows")).expect("keeps");
    let chain = reader.chain_head().expect("reads");
    let root = proof::tree::root(chain.sequence, &Tree(&reader)).expect("reads");
    let head = Head { size: chain.sequence, root, chain: chain.hash, at_ms: 5 };
    let note = head.sign(ORIGIN, &key()).expect("signs");
    let kept = SignedHead { size: head.size, at: bank::TimeMs(5), note };
    store.keep_head(&kept).expect("keeps");
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
        DROP TRIGGER heads_are_not_removed;";
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
        ("persons" | "devices" | "merchants" | "labels", "state", _) => {
            Value::Text("closed".to_owned())
        }
        (_, "pin_verifier", Value::Null) => Value::Text("$argon2id$".to_owned()),
        _ => changed(old.clone()),
    };
    let update = format!("UPDATE {table} SET {column} = ?1 WHERE {column} IS ?2");
    let count = connection.execute(&update, params![new, old]);
    assert!(count.is_ok_and(|count| count > 0), "{table}.{column} is changed");
}

#[test]
fn attack_tampering_every_table_and_column_has_a_verdict_that_is_true() {
    let file = File::new();
    lived_in(&file.path());
    assert!(!is_found(&file.path(), &[]), "an honest town is clean");
    let mut untrue = Vec::new();
    for (table, rows, columns) in TABLES {
        let mut check = |what: String, verdict: Verdict, tamper: &dyn Fn(&Connection)| {
            let (path, connection) = copy(&file, "tampered.sqlite");
            tamper(&connection);
            connection.close().expect("closes");
            let found = is_found(&path, &[]);
            if found != (verdict == Found) {
                untrue.push(format!("{what}: {verdict:?}, but found is {found}"));
            }
            std::fs::remove_file(&path).expect("removes");
        };
        check(format!("{table}: a row removed"), *rows, &|connection| {
            let first = columns.first().map_or("rowid", |(name, _)| name);
            let remove =
                format!("DELETE FROM {table} WHERE {first} = (SELECT max({first}) FROM {table})");
            assert!(connection.execute(&remove, []).is_ok_and(|count| count > 0), "{table}");
        });
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
        .flat_map(|(table, _, columns)| {
            columns.iter().map(move |(column, _)| format!("{table}.{column}"))
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
