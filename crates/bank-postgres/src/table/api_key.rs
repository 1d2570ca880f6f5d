//! Keys of merchants' programs.

use super::{Write, column, ids, numbers};
use crate::column::{Fields, Fixed, Text, out_of_range, state_number};
use bank::id::{ApiKeyId, MerchantId};
use bank::record::{ApiKey, KeyScopes};
use bank::store::StoreError;
use tokio_postgres::Row;

macro_rules! select {
    ($rest:literal) => {
        concat!(
            "SELECT id, merchant, name, scopes, secret_hash, opened_at_ms, state FROM api_keys ",
            $rest
        )
    };
}

pub(crate) const FIND: &str = select!("WHERE id = ANY($1)");
pub(crate) const BY_HASH: &str = select!("WHERE secret_hash = $1 ORDER BY id LIMIT 1");
pub(crate) const OF_MERCHANT: &str = select!("WHERE merchant = $1 ORDER BY id");

pub(crate) fn from_row(row: &Row) -> Result<ApiKey, StoreError> {
    let mut fields = Fields::of(row);
    Ok(ApiKey {
        id: ApiKeyId(fields.id()?),
        merchant: MerchantId(fields.id()?),
        name: fields.text()?,
        scopes: {
            let scopes: i32 = fields.take()?;
            KeyScopes(u16::try_from(scopes).map_err(|_| out_of_range(scopes.into()))?)
        },
        secret_hash: fields.fixed()?,
        opened_at: fields.moment()?,
        state: fields.state()?,
    })
}

pub(crate) fn put(keys: &[&ApiKey]) -> Result<Write, StoreError> {
    let sql = "INSERT INTO api_keys (id, merchant, name, scopes, secret_hash, opened_at_ms, state)
        SELECT * FROM unnest($1::uuid[], $2::uuid[], $3::text[], $4::integer[], $5::bytea[],
            $6::bigint[], $7::smallint[])
        ON CONFLICT (id) DO UPDATE SET merchant = excluded.merchant, name = excluded.name,
            scopes = excluded.scopes, secret_hash = excluded.secret_hash,
            opened_at_ms = excluded.opened_at_ms, state = excluded.state";
    let values = vec![
        ids(keys, |key| key.id.0),
        ids(keys, |key| key.merchant.0),
        column(keys, |key| Text(key.name.clone())),
        column(keys, |key| i32::from(key.scopes.0)),
        column(keys, |key| Fixed(key.secret_hash)),
        numbers(keys, |key| key.opened_at.0)?,
        column(keys, |key| state_number(key.state)),
    ];
    Ok(Write::new(sql, values))
}
