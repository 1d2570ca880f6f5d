//! Brings a file to the schema of this program: forward only, never past what it knows.

use crate::column::Moment;
use crate::connection::OpenError;
use crate::table;
use bank::TimeMs;
use bank::journal::JournalRow;
use bank::registered::{RegisteredKind, register_all};
use rusqlite::{Connection, TransactionBehavior};

/// One script for each schema since the first. A released one is never changed.
const MIGRATIONS: &[&str] = &[
    include_str!("migration/0001.sql"),
    include_str!("migration/0002.sql"),
    include_str!("migration/0003.sql"),
    include_str!("migration/0004.sql"),
    include_str!("migration/0005.sql"),
    include_str!("migration/0006.sql"),
    include_str!("migration/0007.sql"),
    include_str!("migration/0008.sql"),
    include_str!("migration/0009.sql"),
    include_str!("migration/0010.sql"),
    include_str!("migration/0011.sql"),
    include_str!("migration/0012.sql"),
    include_str!("migration/0013.sql"),
    include_str!("migration/0014.sql"),
    include_str!("migration/0015.sql"),
    include_str!("migration/0016.sql"),
    include_str!("migration/0017.sql"),
    include_str!("migration/0018.sql"),
    include_str!("migration/0019.sql"),
    include_str!("migration/0020.sql"),
];

/// The first schema whose journal says who people, devices and shops are.
const REGISTERS: i64 = 6;

/// Marks a file as the bank's: "Tong" in ASCII.
const APPLICATION_ID: i32 = 0x546F_6E67;

/// Returns the newest schema that this program knows.
pub(crate) fn known() -> i64 {
    i64::try_from(MIGRATIONS.len()).unwrap_or(i64::MAX)
}

/// Checks that the file is the bank's and not newer than this program; returns its schema, 0 for
/// one that is empty.
pub(crate) fn check(connection: &Connection) -> Result<i64, OpenError> {
    let number = |pragma: &str| -> rusqlite::Result<i64> {
        connection.pragma_query_value(None, pragma, |row| row.get(0))
    };
    let (application, found) = (number("application_id")?, number("user_version")?);
    let tables: i64 =
        connection.query_row("SELECT count(*) FROM sqlite_master", [], |row| row.get(0))?;
    if (application, found, tables) == (0, 0, 0) {
        return Ok(0);
    }
    if application != i64::from(APPLICATION_ID) || found < 1 {
        return Err(OpenError::NotABank);
    }
    if found > known() {
        return Err(OpenError::Newer { found, known: known() });
    }
    Ok(found)
}

/// Runs the scripts that the file lacks, in one transaction.
pub(crate) fn migrate(connection: &mut Connection) -> Result<(), OpenError> {
    if check(connection)? == known() {
        return Ok(());
    }
    let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
    // Another process may have been quicker.
    let found = check(&transaction)?;
    for script in MIGRATIONS.iter().skip(usize::try_from(found).unwrap_or(usize::MAX)) {
        transaction.execute_batch(script)?;
    }
    if found < REGISTERS {
        register(&transaction)?;
    }
    transaction.pragma_update(None, "application_id", APPLICATION_ID)?;
    transaction.pragma_update(None, "user_version", known())?;
    transaction.commit()?;
    Ok(())
}

/// How many records are registered at once.
const RECORDS_AT_ONCE: u32 = 1000;

/// Writes the rows that register what was there before the journal kept such rows.
fn register(connection: &Connection) -> rusqlite::Result<()> {
    let mut head = None;
    for kind in RegisteredKind::FIRST {
        let mut after = None;
        loop {
            let page = table::page(connection, kind.kind(), after.as_ref(), RECORDS_AT_ONCE)?;
            let Some(last) = page.last() else { break };
            after = Some(last.key());
            let (end, at) = match head {
                Some(end) => end,
                None => (table::journal::head(connection)?, now(connection)?),
            };
            let rows = register_all(end, at, &page);
            let mut appender = table::journal::Appender::new(connection);
            for row in &rows {
                appender.append(row)?;
            }
            head = Some((rows.last().map_or(end, JournalRow::head), at));
        }
    }
    Ok(())
}

/// Returns the time by the database, or that of the last row when a clock was set back.
fn now(connection: &Connection) -> rusqlite::Result<TimeMs> {
    let sql = "SELECT max(unixepoch() * 1000, coalesce((SELECT max(at_ms) FROM journal), 0))";
    connection.query_row(sql, [], |row| row.get::<_, Moment>(0)).map(|moment| moment.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn schema(connection: &Connection) -> Vec<(String, String)> {
        let sql = "SELECT name, sql FROM sqlite_master WHERE sql IS NOT NULL ORDER BY name";
        let mut statement = connection.prepare(sql).expect("prepares");
        let rows = statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?)));
        rows.expect("reads").collect::<rusqlite::Result<_>>().expect("reads")
    }

    #[test]
    fn the_migrations_make_the_schema_that_is_written_down() {
        let mut migrated = Connection::open_in_memory().expect("opens");
        migrate(&mut migrated).expect("migrates");
        let written = Connection::open_in_memory().expect("opens");
        written.execute_batch(include_str!("schema.sql")).expect("is SQL");
        assert_eq!(schema(&migrated), schema(&written));
        assert_eq!(check(&migrated).ok(), Some(known()));
    }

    #[test]
    fn what_schema_1_held_is_there_afterwards() {
        let mut connection = Connection::open_in_memory().expect("opens");
        connection.execute_batch(MIGRATIONS[0]).expect("is SQL");
        connection.pragma_update(None, "application_id", APPLICATION_ID).expect("updates");
        connection.pragma_update(None, "user_version", 1).expect("updates");
        let insert = "INSERT INTO payments VALUES
            (1, x'01', 'top_up', NULL, x'02', x'03', 500, 'CNY', '', 'Lin', NULL, 9, x'04',
             NULL, NULL, NULL),
            (7, x'05', 'label', x'06', x'03', x'07', 120, 'CNY', 'Lin', 'Shop', 'tea', 10, x'08',
             x'09', 'text', x'0A')";
        connection.execute_batch(insert).expect("inserts");
        let insert = "INSERT INTO accounts VALUES (x'02', 'desk', NULL, 'none', 'CNY', -500, 1),
            (x'03', 'person', x'03', 'zero', 'CNY', 380, 2),
            (x'07', 'merchant', x'07', 'zero', 'CNY', 120, 1),
            (x'09', 'person', x'09', 'zero', 'CNY', 0, 0)";
        connection.execute_batch(insert).expect("inserts");
        let rows = |connection: &Connection| -> Vec<String> {
            let sql = "SELECT sequence || hex(id) || kind || coalesce(hex(kind_id), '-')
                || hex(debit) || hex(credit) || amount_minor || currency || payer_name
                || payee_name || coalesce(note, '-') || at_ms || hex(journal_hash)
                || coalesce(hex(device) || signed_text || hex(signature), '-')
                FROM payments ORDER BY sequence";
            let mut statement = connection.prepare(sql).expect("prepares");
            let rows = statement.query_map([], |row| row.get(0)).expect("reads");
            rows.collect::<rusqlite::Result<_>>().expect("reads")
        };
        let before = rows(&connection);
        assert_eq!(before.len(), 2);
        migrate(&mut connection).expect("migrates");
        assert_eq!(rows(&connection), before);
        // Account 3 was paid by payment 1 and paid with payment 7.
        let text = |sql| connection.query_row(sql, [], |row| row.get::<_, String>(0));
        let links =
            text("SELECT group_concat(debit_previous || '<' || credit_previous) FROM payments");
        assert_eq!(links.as_deref(), Ok("0<0,1<0"));
        let newest = text("SELECT group_concat(hex(id) || last_sequence) FROM accounts");
        assert_eq!(newest.as_deref(), Ok("021,037,077,090"));
        assert_eq!(check(&connection).ok(), Some(known()));
    }

    #[test]
    fn what_schema_2_held_is_there_afterwards() {
        let mut connection = Connection::open_in_memory().expect("opens");
        for script in &MIGRATIONS[..2] {
            connection.execute_batch(script).expect("is SQL");
        }
        connection.pragma_update(None, "application_id", APPLICATION_ID).expect("updates");
        connection.pragma_update(None, "user_version", 2).expect("updates");
        let insert = "INSERT INTO accounts VALUES
            (x'02', 'desk', NULL, 'none', 'CNY', -500, 1),
            (x'03', 'person', x'0B', 'zero', 'CNY', 500, 1);
            INSERT INTO journal VALUES (2, 9, 'moved', NULL, NULL, NULL, NULL, x'01', x'02', x'03',
            500, 'CNY', NULL, NULL, x'0C', x'0D');
            INSERT INTO orders VALUES
            (x'05', x'06', 7, 'CNY', 'tea', 8, 9, 'open', NULL, NULL),
            (x'0E', x'06', 7, 'CNY', NULL, 8, 9, 'paid', x'01', 10),
            (x'0F', x'06', 7, 'CNY', NULL, 8, 9, 'closed', NULL, NULL)";
        connection.execute_batch(insert).expect("inserts");
        migrate(&mut connection).expect("migrates");
        let texts = |sql: &str| -> Vec<String> {
            let mut statement = connection.prepare(sql).expect("prepares");
            let rows = statement.query_map([], |row| row.get(0)).expect("reads");
            rows.collect::<rusqlite::Result<_>>().expect("reads")
        };
        let sql = "SELECT hex(id) || floor || balance_minor || ' ' || held_minor || version
            FROM accounts ORDER BY id";
        assert_eq!(texts(sql), ["02none-500 01", "03zero500 01"]);
        let sql = "SELECT sequence || kind || hex(payment) || amount_minor || hex(evidence_hash)
            || hex(hash) || coalesce(subject, '-') FROM journal";
        assert_eq!(texts(sql), ["2moved015000C0D-"]);
        let sql = "SELECT hex(id) || state || coalesce(hex(payment), '-') || coalesce(at_ms, '-')
            || coalesce(asked, '-') || coalesce(refunded_minor, '-') FROM orders ORDER BY id";
        assert_eq!(texts(sql), ["05open---", "0Epaid0110--", "0Fclosed---"]);
    }

    #[test]
    fn migrating_twice_changes_nothing() {
        let mut connection = Connection::open_in_memory().expect("opens");
        migrate(&mut connection).expect("migrates");
        let before = schema(&connection);
        migrate(&mut connection).expect("migrates");
        assert_eq!(schema(&connection), before);
    }
}
