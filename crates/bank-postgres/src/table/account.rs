//! Accounts.

use super::{Write, column, ids, numbers};
use crate::column::{self as columns, Fields, Text};
use bank::id::AccountId;
use bank::record::Account;
use bank::store::StoreError;
use tokio_postgres::Row;

macro_rules! select {
    ($rest:literal) => {
        concat!(
            "SELECT id, owner, owner_id, floor, balance_minor, currency, held_minor, version, last_sequence \
             FROM accounts ",
            $rest
        )
    };
}

pub(crate) const FIND: &str = select!("WHERE id = ANY($1)");
pub(crate) const OF_PERSONS: &str =
    select!("WHERE id IN (SELECT account FROM persons WHERE id = ANY($1))");
pub(crate) const OF_RECEIVE_CODES: &str = select!(
    "WHERE id IN (SELECT p.account FROM receive_codes r JOIN persons p ON p.id = r.person \
     WHERE r.id = ANY($1))"
);
pub(crate) const OF_MERCHANTS: &str =
    select!("WHERE id IN (SELECT account FROM merchants WHERE id = ANY($1))");
pub(crate) const OF_LABELS: &str = select!(
    "WHERE id IN (SELECT m.account FROM labels l JOIN merchants m ON m.id = l.merchant \
     WHERE l.id = ANY($1))"
);
pub(crate) const OF_ORDERS: &str = select!(
    "WHERE id IN (SELECT m.account FROM orders o JOIN merchants m ON m.id = o.merchant \
     WHERE o.id = ANY($1))"
);
pub(crate) const OF_STOCKS: &str =
    select!("WHERE id IN (SELECT account FROM stocks WHERE id = ANY($1))");
pub(crate) const OF_COUPONS: &str = select!(
    "WHERE id IN (SELECT s.account FROM coupons c JOIN stocks s ON s.id = c.stock \
     WHERE c.id = ANY($1))"
);
/// From an identifier on, and after one.
pub(crate) const FIRST_PAGE: &str = select!("ORDER BY id LIMIT $1");
pub(crate) const PAGE: &str = select!("WHERE id > $1 ORDER BY id LIMIT $2");

pub(crate) fn from_row(row: &Row) -> Result<Account, StoreError> {
    let mut fields = Fields::of(row);
    let id = AccountId(fields.id()?);
    let (owner, owner_id) = (fields.small()?, fields.optional_id()?);
    let floor = columns::floor(fields.small()?)?;
    let minor: i64 = fields.take()?;
    let balance = columns::balance(minor, fields.currency()?)?;
    let owner = columns::owner(owner, owner_id)?;
    let held_minor = fields.number()?;
    let (version, last_sequence) = (fields.number()?, fields.number()?);
    Ok(Account { id, owner, floor, balance, held_minor, version, last_sequence })
}

/// Writes accounts that are known to be there: of those only what moves with the money changes. One
/// that is not there after all fails the transaction, by a division by zero.
pub(crate) fn update(accounts: &[&Account]) -> Result<Write, StoreError> {
    let sql = "WITH written AS (
            UPDATE accounts SET balance_minor = w.balance_minor, held_minor = w.held_minor,
                version = w.version, last_sequence = w.last_sequence
            FROM unnest($1::uuid[], $2::bigint[], $3::bigint[], $4::bigint[], $5::bigint[])
                AS w (id, balance_minor, held_minor, version, last_sequence)
            WHERE accounts.id = w.id
            RETURNING 1
        ) SELECT 1 / (CASE WHEN count(*) = $6::bigint THEN 1 ELSE 0 END) FROM written";
    let count = i64::try_from(accounts.len()).unwrap_or(i64::MAX);
    let values = vec![
        ids(accounts, |account| account.id.0),
        column(accounts, |account| account.balance.minor()),
        numbers(accounts, |account| account.held_minor)?,
        numbers(accounts, |account| account.version)?,
        numbers(accounts, |account| account.last_sequence)?,
        Box::new(count),
    ];
    Ok(Write::new(sql, values))
}

/// Writes accounts that may be new.
pub(crate) fn put(accounts: &[&Account]) -> Result<Write, StoreError> {
    let sql = "INSERT INTO accounts (id, owner, owner_id, floor, currency, balance_minor,
            held_minor, version, last_sequence)
        SELECT * FROM unnest($1::uuid[], $2::smallint[], $3::uuid[], $4::smallint[], $5::text[],
            $6::bigint[], $7::bigint[], $8::bigint[], $9::bigint[])
        ON CONFLICT (id) DO UPDATE SET balance_minor = excluded.balance_minor,
            held_minor = excluded.held_minor, version = excluded.version, last_sequence = excluded.last_sequence";
    let owner = |account: &Account| columns::owner_columns(account.owner);
    let values = vec![
        ids(accounts, |account| account.id.0),
        column(accounts, |account| owner(account).0),
        column(accounts, |account| owner(account).1),
        column(accounts, |account| columns::floor_number(account.floor)),
        column(accounts, |account| Text(account.balance.currency().code().to_owned())),
        column(accounts, |account| account.balance.minor()),
        numbers(accounts, |account| account.held_minor)?,
        numbers(accounts, |account| account.version)?,
        numbers(accounts, |account| account.last_sequence)?,
    ];
    Ok(Write::new(sql, values))
}
