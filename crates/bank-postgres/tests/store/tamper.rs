//! What whoever owns the database can change, table by table and column by column, and whether the
//! audit finds it. A new table or column without a verdict fails here, and so does a verdict that
//! is not true any more.

mod tables;

use bank::audit::{Signed, audit_signed};
use bank::batch;
use bank::contract::bill;
use bank::contract::town;
use bank::contract::tree::sign;
use bank_postgres::{PostgresReader, PostgresStore, Target, migrate};
use postgres_server::{Database, Server};
use proof::SigningKey;
use tables::{TABLES, Table, Verdict};

const OPERATOR: &str = "town";
const ORIGIN: &str = "town/journal";

/// Takes every check and trigger away: what is written is up to the swindler.
const OPEN: &str = "DO $$ DECLARE it record; BEGIN
    FOR it IN SELECT conrelid::regclass AS place, conname FROM pg_constraint
        WHERE contype = 'c' AND connamespace = 'public'::regnamespace
    LOOP EXECUTE format('ALTER TABLE %s DROP CONSTRAINT %I', it.place, it.conname); END LOOP;
    DROP TRIGGER heads_are_only_added_to ON heads;
    DROP TRIGGER bills_are_only_added_to ON bills;
END $$";

fn key() -> SigningKey {
    SigningKey::from_seed(&[7; 32]).expect("a key")
}

/// A town in which everything has happened.
fn lived_in(database: &Database<'_>) -> Target {
    let target = Target::parse(&database.url()).expect("a URL");
    migrate(&target).expect("migrates");
    let mut store = PostgresStore::open(&target).expect("opens");
    let reader = PostgresReader::open(&target).expect("opens");
    for envelopes in town::lived_in() {
        for outcome in batch::run(&mut store, &envelopes).expect("works") {
            outcome.expect("nothing speaks against it");
        }
        sign(&reader, &mut store, ORIGIN, &key());
    }
    bill::sign(&mut store, town::merchant(0), OPERATOR, &key());
    target
}

/// Returns whether the audit finds something, or cannot even read the database.
fn is_found(target: &Target) -> bool {
    let Ok(reader) = PostgresReader::open(target) else { return true };
    let keys = [key().public()];
    let signed = Signed { origin: ORIGIN, keys: &keys, witnessed: &[] };
    audit_signed(&reader, signed).map_or(true, |report| !report.is_clean())
}

/// Returns SQL that changes a column of its last row that has a value; where none has, gives one.
fn change(table: &str, column: &str) -> String {
    let new = match (table, column) {
        // What a swindler would write: numbers that mean something.
        ("journal", "kind") => "7".to_owned(),
        ("journal", "payment_kind") => "4".to_owned(),
        ("accounts" | "orders" | "holds" | "journal", "currency") => "'EUR'".to_owned(),
        _ => format!("pg_temp.other({column})"),
    };
    format!(
        "UPDATE {table} SET {column} = {new} WHERE ctid = (SELECT ctid FROM {table}
        ORDER BY {column} IS NULL, {column} DESC LIMIT 1)"
    )
}

/// Another value of the same type, or some value in place of none.
const OTHER: &str = r"
CREATE FUNCTION pg_temp.other(it bigint) RETURNS bigint LANGUAGE sql AS
    $$ SELECT coalesce(it, 0) + 1 $$;
CREATE FUNCTION pg_temp.other(it integer) RETURNS integer LANGUAGE sql AS
    $$ SELECT coalesce(it, 0) + 1 $$;
CREATE FUNCTION pg_temp.other(it smallint) RETURNS smallint LANGUAGE sql AS
    $$ SELECT (CASE it WHEN 1 THEN 0 ELSE 1 END)::smallint $$;
CREATE FUNCTION pg_temp.other(it text) RETURNS text LANGUAGE sql AS
    $$ SELECT coalesce(it, '') || 'x' $$;
CREATE FUNCTION pg_temp.other(it bytea) RETURNS bytea LANGUAGE sql AS
    $$ SELECT coalesce(set_byte(it, length(it) - 1, get_byte(it, length(it) - 1) # 85), 'x') $$;
CREATE FUNCTION pg_temp.other(it uuid) RETURNS uuid LANGUAGE sql AS
    $$ SELECT (left(coalesce(it, '00000000-0000-0000-0000-000000000000')::text, 34)
        || translate(right(coalesce(it::text, '00'), 2), '0123456789abcdef', '54761032dcfe98ba')
        )::uuid
    $$;
";

fn removed(table: &str, first: &str) -> String {
    format!(
        "DELETE FROM {table} WHERE ctid = (SELECT ctid FROM {table} ORDER BY {first} DESC LIMIT 1)"
    )
}

fn added(table: &str, key: &[&str]) -> String {
    let first = key[0];
    let changes: Vec<String> = key.iter().map(|column| change("added", column)).collect();
    format!(
        "CREATE TEMPORARY TABLE added AS SELECT * FROM {table} ORDER BY {first} DESC LIMIT 1;
        {}; INSERT INTO {table} SELECT * FROM added",
        changes.join(";")
    )
}

/// Tries all that can be changed of some tables; returns the verdicts that are not true.
fn untrue_of(server: &Server, tables: &[&Table]) -> Vec<String> {
    let database = server.database();
    let target = lived_in(&database);
    database.query(OPEN);
    assert!(!is_found(&target), "an honest town is clean");
    let mut untrue = Vec::new();
    for Table { name: table, removed: gone, added: more, key, columns } in tables {
        database.query(&format!("CREATE SCHEMA kept; CREATE TABLE kept.rows AS TABLE {table}"));
        let put_back = format!("DELETE FROM {table}; INSERT INTO {table} SELECT * FROM kept.rows");
        let mut check = |what: String, verdict: Verdict, tamper: &str| {
            // In one go: a client program is started for each.
            database.query(&format!("{put_back}; {OTHER} {tamper}"));
            let found = is_found(&target);
            if found != (verdict == Verdict::Found) {
                untrue.push(format!("{what}: {verdict:?}, but found is {found}"));
            }
        };
        check(format!("{table}: a row removed"), *gone, &removed(table, key[0]));
        check(format!("{table}: a row added"), *more, &added(table, key));
        for (column, verdict) in *columns {
            check(format!("{table}.{column}"), *verdict, &change(table, column));
        }
        database.query(&format!("{put_back}; DROP SCHEMA kept CASCADE"));
    }
    assert!(!is_found(&target), "all was put back");
    untrue
}

#[test]
fn attack_tampering_every_table_and_column_has_a_verdict_that_is_true() {
    // Nothing here has to outlive the machine.
    let quick = [("fsync", "off"), ("synchronous_commit", "off"), ("full_page_writes", "off")];
    let server = Server::start(&quick);
    // Two towns at once, each with every other table: by far the longest test of the store.
    let untrue = std::thread::scope(|scope| {
        let server = &server;
        let halves = [0, 1].map(|first| {
            let tables: Vec<&Table> = TABLES.iter().skip(first).step_by(2).collect();
            scope.spawn(move || untrue_of(server, &tables))
        });
        halves.map(|half| half.join().expect("a half that ends")).concat()
    });
    assert!(untrue.is_empty(), "{}", untrue.join("\n"));
}

#[test]
fn every_table_and_column_of_the_schema_has_a_verdict() {
    let fresh = crate::Fresh::new();
    let sql = "SELECT string_agg(table_name || '.' || column_name, ' ')
        FROM information_schema.columns WHERE table_schema = 'public'";
    let told = fresh.database.query(sql);
    let mut schema: Vec<&str> = told.split_whitespace().collect();
    let judged = TABLES.iter().flat_map(|Table { name, columns, .. }| {
        columns.iter().map(move |(column, _)| format!("{name}.{column}"))
    });
    let mut judged: Vec<String> = judged.collect();
    schema.sort_unstable();
    judged.sort();
    assert_eq!(judged, schema);
}
