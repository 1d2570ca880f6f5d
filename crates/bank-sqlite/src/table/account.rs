//! Accounts.

use crate::column::{self, Id, Number};
use crate::table::again::Again;
use bank::id::AccountId;
use bank::record::Account;
use rusqlite::{Connection, OptionalExtension as _, Row, params};

pub(crate) fn find(connection: &Connection, id: AccountId) -> rusqlite::Result<Option<Account>> {
    let sql = "SELECT id, owner, owner_id, floor, currency, balance_minor, held_minor, version,
        last_sequence FROM accounts WHERE id = ?1";
    connection.prepare_cached(sql)?.query_row([Id::of(id.0)], from_row).optional()
}

/// Returns accounts after an identifier, in their order.
pub(crate) fn page(
    connection: &Connection,
    after: Option<AccountId>,
    limit: u32,
) -> rusqlite::Result<Vec<Account>> {
    // The empty blob sorts before every identifier.
    let after = after.map_or_else(Vec::new, |id| id.0.to_be_bytes().to_vec());
    let sql = "SELECT id, owner, owner_id, floor, currency, balance_minor, held_minor, version,
        last_sequence FROM accounts WHERE id > ?1 ORDER BY id LIMIT ?2";
    connection.prepare_cached(sql)?.query_map(params![after, limit], from_row)?.collect()
}

/// Returns the sequence of an account's newest payment; 0 when it has none, or is not there.
pub(crate) fn last_sequence(connection: &Connection, id: AccountId) -> rusqlite::Result<u64> {
    let sql = "SELECT last_sequence FROM accounts WHERE id = ?1";
    let mut statement = connection.prepare_cached(sql)?;
    let last = statement.query_row([Id::of(id.0)], |row| row.get::<_, Number>(0)).optional()?;
    Ok(last.map_or(0, |last| last.0))
}

pub(crate) const CHANGE: &str = "UPDATE accounts SET balance_minor = ?2, held_minor = ?3,
    version = ?4, last_sequence = ?5 WHERE id = ?1";

/// Most written accounts exist, and of those only what moves with the money ever changes.
pub(crate) fn write(
    connection: &Connection,
    change: &mut Again<'_>,
    account: &Account,
) -> rusqlite::Result<()> {
    let Account { id, owner, floor, balance, held_minor, version, last_sequence } = account;
    let changed = change.execute(params![
        Id::of(id.0),
        balance.minor(),
        Number(*held_minor),
        Number(*version),
        Number(*last_sequence)
    ])?;
    if changed > 0 {
        return Ok(());
    }
    let (owner, owner_id) = column::owner_words(*owner);
    let sql = "INSERT INTO accounts
        (id, owner, owner_id, floor, currency, balance_minor, held_minor, version,
        last_sequence)
        VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)";
    connection.prepare_cached(sql)?.execute(params![
        Id::of(id.0),
        owner,
        owner_id,
        column::floor_word(*floor),
        balance.currency().code(),
        balance.minor(),
        Number(*held_minor),
        Number(*version),
        Number(*last_sequence)
    ])?;
    Ok(())
}

fn from_row(row: &Row<'_>) -> rusqlite::Result<Account> {
    Ok(Account {
        id: AccountId(row.get::<_, Id>(0)?.number()),
        owner: column::owner(row, 1, 2)?,
        floor: column::floor(row, 3)?,
        balance: column::balance(row, 4, 5)?,
        held_minor: row.get::<_, Number>(6)?.0,
        version: row.get::<_, Number>(7)?.0,
        last_sequence: row.get::<_, Number>(8)?.0,
    })
}
