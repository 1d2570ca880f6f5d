//! Files of every released schema: what they held is registered when they are opened, and the audit
//! is clean then.

use bank::audit::{AuditReport, audit};
use bank::contract::town;
use bank::id::{AccountId, MerchantId, PersonId};
use bank::journal::{ChainHead, JournalEntry, JournalRow};
use bank::key::Kind;
use bank::record::{Floor, Owner, Record};
use bank::store::Reader as _;
use bank_sqlite::{SqliteReader, SqliteStore};
use rusqlite::{Connection, params};
use std::collections::BTreeSet;
use std::path::Path;

/// The scripts of the schemas before the journal registered anybody.
const SCRIPTS: [&str; 5] = [
    include_str!("../../src/migration/0001.sql"),
    include_str!("../../src/migration/0002.sql"),
    include_str!("../../src/migration/0003.sql"),
    include_str!("../../src/migration/0004.sql"),
    include_str!("../../src/migration/0005.sql"),
];

fn id(id: u128) -> Vec<u8> {
    id.to_be_bytes().to_vec()
}

fn number(number: u64) -> i64 {
    i64::try_from(number).expect("is small")
}

/// Makes a file as a program of that schema left it, with so many people and one shop.
fn file_of(schema: usize, people: u128, path: &Path) {
    let connection = Connection::open(path).expect("opens");
    for script in &SCRIPTS[..schema] {
        connection.execute_batch(script).expect("is SQL");
    }
    connection.pragma_update(None, "application_id", 0x546F_6E67).expect("updates");
    connection.pragma_update(None, "user_version", number(schema as u64)).expect("updates");
    let mut head = ChainHead::default();
    let mut open = |account, owner, word, of| {
        let (floor, currency) = (Floor::Zero, town::yuan());
        let entry =
            JournalEntry::AccountOpened { account: AccountId(account), owner, floor, currency };
        let row: JournalRow = head.append(town::AT, entry);
        head = row.head();
        open_account(&connection, schema, account, word, of);
        let sql = "INSERT INTO journal
            (sequence, at_ms, kind, account, owner, owner_id, floor, currency, hash)
            VALUES (?1, ?2, 'account_opened', ?3, ?4, ?5, 'zero', 'CNY', ?6)";
        let (sequence, at) = (number(row.sequence), number(row.at.0));
        let values = params![sequence, at, id(account), word, id(of), row.hash];
        connection.execute(sql, values).expect("inserts");
    };
    for person in 1..=people {
        open(person, Owner::Person(PersonId(person)), "person", person);
        let (key, name) = (id(person), format!("Person {person}"));
        let verifier = (person == 1).then_some("$argon2id$");
        let sql = "INSERT INTO persons (id, name, account, receive_code, state, pin_verifier,
            pin_tries, pin_locks, opened_at_ms) VALUES (?1, ?2, ?1, ?1, 'active', ?3, 1, 0, 5)";
        connection.execute(sql, params![key, name, verifier]).expect("inserts");
        let sql = "INSERT INTO handles (handle, person) VALUES (?1, ?2)";
        connection.execute(sql, params![format!("{person}@town"), key]).expect("inserts");
        let sql = "INSERT INTO receive_codes (id, person) VALUES (?1, ?1)";
        connection.execute(sql, params![key]).expect("inserts");
        let sql = "INSERT INTO devices (id, person, public_key, state, enrolled_at_ms)
            VALUES (?1, ?1, ?2, 'closed', 6)";
        connection.execute(sql, params![key, [4_u8; 65]]).expect("inserts");
    }
    let shop = people + 1;
    open(shop, Owner::Merchant(MerchantId(shop)), "merchant", shop);
    let sql = "INSERT INTO merchants (id, name, city, category, account, state, till_key_hash)
        VALUES (?1, 'Shop', 'Suzhou', 5812, ?1, 'active', ?2)";
    connection.execute(sql, params![id(shop), [7_u8; 32]]).expect("inserts");
    let sql = "INSERT INTO labels (id, merchant, state) VALUES (?1, ?1, 'active')";
    connection.execute(sql, params![id(shop)]).expect("inserts");
}

fn open_account(connection: &Connection, schema: usize, account: u128, word: &str, of: u128) {
    let newer = match schema {
        1 | 2 => ("", ""),
        3 => (", last_sequence", ", 0"),
        _ => (", last_sequence, held_minor", ", 0, 0"),
    };
    let sql = format!(
        "INSERT INTO accounts (id, owner, owner_id, floor, currency, balance_minor, version{})
        VALUES (?1, ?2, ?3, 'zero', 'CNY', 0, 0{})",
        newer.0, newer.1
    );
    connection.execute(&sql, params![id(account), word, id(of)]).expect("inserts");
}

fn audited(path: &Path) -> AuditReport {
    audit(&SqliteReader::open(path).expect("opens")).expect("reads")
}

#[test]
fn what_every_released_schema_held_is_registered() {
    let folder = tempfile::tempdir().expect("a folder");
    for schema in 1..=SCRIPTS.len() {
        let path = folder.path().join(format!("{schema}.sqlite"));
        file_of(schema, 3, &path);
        drop(SqliteStore::open(&path).expect("migrates"));
        let report = audited(&path);
        assert_eq!(report.findings, [], "schema {schema}");
        // Four records of each person, the shop and its label, after the four accounts.
        assert_eq!((report.registered, report.rows), (14, 18), "schema {schema}");
        drop(SqliteStore::open(&path).expect("opens"));
        assert_eq!(audited(&path), report, "once");
    }
}

#[test]
fn more_than_a_page_of_records_is_registered_and_every_salt_is_its_own() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("bank.sqlite");
    file_of(5, 1_100, &path);
    drop(SqliteStore::open(&path).expect("migrates"));
    let report = audited(&path);
    assert_eq!((report.findings, report.registered), (vec![], 4_402));
    let reader = SqliteReader::open(&path).expect("opens");
    let persons = reader.records(Kind::Person, None, 2_000).expect("reads").into_iter();
    let handles = reader.records(Kind::Handle, None, 2_000).expect("reads").into_iter();
    let salts: BTreeSet<u128> = persons
        .chain(handles)
        .map(|record| match record {
            Record::Person(person) => person.salt.0,
            Record::Handle(handle) => handle.salt.0,
            other => panic!("{other:?}"),
        })
        .collect();
    assert_eq!(salts.len(), 2_200);
}

#[test]
fn a_record_changed_after_it_was_registered_is_found() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("bank.sqlite");
    file_of(5, 1, &path);
    drop(SqliteStore::open(&path).expect("migrates"));
    let connection = Connection::open(&path).expect("opens");
    let count = connection.execute("UPDATE merchants SET name = 'Another'", []);
    assert_eq!(count, Ok(1));
    drop(connection);
    assert_eq!(audited(&path).findings.len(), 1);
}
