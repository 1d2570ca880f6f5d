//! Databases of every released schema: what they held is registered when they are migrated, and the
//! audit is clean then.

use bank::audit::audit;
use bank::contract::town;
use bank::id::{AccountId, MerchantId, PersonId};
use bank::journal::{ChainHead, JournalEntry};
use bank::record::{Floor, Owner};
use bank_postgres::{Migrated, PostgresReader, Target, migrate};
use postgres_server::{Database, Server};

/// The scripts of the schemas before the journal registered anybody.
const SCRIPTS: [&str; 2] =
    [include_str!("../../src/migration/0001.sql"), include_str!("../../src/migration/0002.sql")];

fn id(id: u128) -> String {
    format!("'{id:032x}'")
}

/// Makes a database as a program of that schema left it, with so many people and one shop.
fn database_of(schema: usize, people: u128, database: &Database<'_>) {
    let mut sql: String = SCRIPTS[..schema].concat();
    sql += &format!(
        "CREATE TABLE tongbao_schema (id SMALLINT NOT NULL PRIMARY KEY CHECK (id = 1),
        version BIGINT NOT NULL); INSERT INTO tongbao_schema VALUES (1, {schema});"
    );
    let mut head = ChainHead::default();
    let mut open = |account: u128, owner, number: u8| {
        let (floor, currency) = (Floor::Zero, town::yuan());
        let entry =
            JournalEntry::AccountOpened { account: AccountId(account), owner, floor, currency };
        let row = head.append(town::AT, entry);
        head = row.head();
        let (sequence, at, key) = (row.sequence, row.at.0, id(account));
        let hash: String = row.hash.iter().map(|byte| format!("{byte:02x}")).collect();
        format!(
            "INSERT INTO journal (sequence, at_ms, kind, account, owner, owner_id, floor, currency,
            hash) VALUES ({sequence}, {at}, 1, {key}, {number}, {key}, 0, 'CNY', '\\x{hash}');
            INSERT INTO accounts VALUES ({key}, 0, 0, 0, 0, {number}, 0, {key}, 'CNY');
            UPDATE chain_head SET sequence = {sequence}, hash = '\\x{hash}', batch = batch + 1;"
        )
    };
    for person in 1..=people {
        sql += &open(person, Owner::Person(PersonId(person)), 1);
        let key = id(person);
        sql += &format!(
            "INSERT INTO persons VALUES ({key}, 'Person', {key}, {key}, 0, NULL, 1, 0, NULL, 5);
            INSERT INTO handles VALUES ('{person}@town', {key});
            INSERT INTO receive_codes VALUES ({key}, {key});
            INSERT INTO devices VALUES ({key}, {key}, decode(repeat('04', 65), 'hex'), 1, 6);"
        );
        // A command line has a length.
        if person % 50 == 0 {
            database.query(&std::mem::take(&mut sql));
        }
    }
    let shop = people + 1;
    sql += &open(shop, Owner::Merchant(MerchantId(shop)), 2);
    let key = id(shop);
    sql += &format!(
        "INSERT INTO merchants VALUES ({key}, 'Shop', 'Suzhou', 5812, {key}, 0,
            decode(repeat('07', 32), 'hex'));
        INSERT INTO labels VALUES ({key}, {key}, 0);"
    );
    database.query(&sql);
}

#[test]
fn what_every_released_schema_held_is_registered() {
    for schema in 1..=SCRIPTS.len() {
        let database = Server::shared().database();
        database_of(schema, 3, &database);
        let target = Target::parse(&database.url()).expect("a URL");
        let Migrated { from, to } = migrate(&target).expect("migrates");
        assert_eq!((from, to > from), (i64::try_from(schema).expect("is small"), true));
        let audited = || audit(&PostgresReader::open(&target).expect("opens")).expect("reads");
        let report = audited();
        assert_eq!(report.findings, [], "schema {schema}");
        // Four records of each person, the shop and its label, after the four accounts.
        assert_eq!((report.registered, report.rows), (14, 18), "schema {schema}");
        migrate(&target).expect("finds it done");
        assert_eq!(audited(), report, "once");
        database.query("UPDATE labels SET state = 1");
        assert_eq!(audited().findings.len(), 1);
    }
}

#[test]
fn more_than_a_page_of_records_is_registered() {
    let database = Server::shared().database();
    database_of(2, 1_050, &database);
    let target = Target::parse(&database.url()).expect("a URL");
    migrate(&target).expect("migrates");
    let report = audit(&PostgresReader::open(&target).expect("opens")).expect("reads");
    assert_eq!((report.findings, report.registered), (vec![], 4_202));
}
