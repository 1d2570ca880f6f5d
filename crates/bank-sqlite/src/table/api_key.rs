//! Keys of merchants' programs.

use crate::column::{self, Id, Moment};
use bank::id::{ApiKeyId, MerchantId};
use bank::record::{ApiKey, KeyScopes};
use rusqlite::{Connection, OptionalExtension as _, Row, params};

macro_rules! select {
    ($rest:literal) => {
        concat!(
            "SELECT id, merchant, name, scopes, secret_hash, opened_at_ms, state FROM api_keys ",
            $rest
        )
    };
}

pub(crate) fn find(connection: &Connection, id: ApiKeyId) -> rusqlite::Result<Option<ApiKey>> {
    let sql = select!("WHERE id = ?1");
    connection.prepare_cached(sql)?.query_row([Id::of(id.0)], from_row).optional()
}

pub(crate) fn find_by_hash(
    connection: &Connection,
    secret_hash: &[u8; 32],
) -> rusqlite::Result<Option<ApiKey>> {
    let sql = select!("WHERE secret_hash = ?1 ORDER BY id LIMIT 1");
    connection.prepare_cached(sql)?.query_row([secret_hash], from_row).optional()
}

/// Returns the keys that a merchant's programs have or had, in the order of identifiers.
pub(crate) fn of_merchant(
    connection: &Connection,
    merchant: MerchantId,
) -> rusqlite::Result<Vec<ApiKey>> {
    let sql = select!("WHERE merchant = ?1 ORDER BY id");
    connection.prepare_cached(sql)?.query_map([Id::of(merchant.0)], from_row)?.collect()
}

fn from_row(row: &Row<'_>) -> rusqlite::Result<ApiKey> {
    Ok(ApiKey {
        id: ApiKeyId(row.get::<_, Id>(0)?.number()),
        merchant: MerchantId(row.get::<_, Id>(1)?.number()),
        name: row.get(2)?,
        scopes: KeyScopes(row.get(3)?),
        secret_hash: row.get(4)?,
        opened_at: row.get::<_, Moment>(5)?.0,
        state: column::state(row, 6)?,
    })
}

pub(crate) fn write(connection: &Connection, key: &ApiKey) -> rusqlite::Result<()> {
    let ApiKey { id, merchant, name, scopes, secret_hash, opened_at, state } = key;
    let sql = "INSERT OR REPLACE INTO api_keys
        (id, merchant, name, scopes, secret_hash, opened_at_ms, state)
        VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)";
    connection.prepare_cached(sql)?.execute(params![
        Id::of(id.0),
        Id::of(merchant.0),
        name,
        scopes.0,
        secret_hash,
        Moment(*opened_at),
        column::state_word(*state)
    ])?;
    Ok(())
}
