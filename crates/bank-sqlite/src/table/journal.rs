//! The journal.

use crate::column::{self, CurrencyCode, Id, Moment, Number, unknown_word};
use bank::id::{AccountId, OrderId, PaymentId};
use bank::journal::{ChainHead, JournalEntry, JournalRow};
use rusqlite::{Connection, OptionalExtension as _, Row, params};

pub(crate) fn head(connection: &Connection) -> rusqlite::Result<ChainHead> {
    let sql = "SELECT sequence, hash FROM journal ORDER BY sequence DESC LIMIT 1";
    let head =
        |row: &Row<'_>| Ok(ChainHead { sequence: row.get::<_, Number>(0)?.0, hash: row.get(1)? });
    Ok(connection.prepare_cached(sql)?.query_row([], head).optional()?.unwrap_or_default())
}

/// Returns rows after a sequence, oldest first.
pub(crate) fn page(
    connection: &Connection,
    after: u64,
    limit: u32,
) -> rusqlite::Result<Vec<JournalRow>> {
    let after = i64::try_from(after).unwrap_or(i64::MAX);
    let sql = "SELECT sequence, at_ms, kind, account, owner, owner_id, floor, payment, debit,
        credit, amount_minor, currency, order_id, expires_at_ms, evidence_hash, hash
        FROM journal WHERE sequence > ?1 ORDER BY sequence LIMIT ?2";
    connection.prepare_cached(sql)?.query_map(params![after, limit], from_row)?.collect()
}

/// Returns the hashes of rows after a sequence, oldest first.
pub(crate) fn hashes(
    connection: &Connection,
    after: u64,
    limit: u32,
) -> rusqlite::Result<Vec<[u8; 32]>> {
    let after = i64::try_from(after).unwrap_or(i64::MAX);
    let sql = "SELECT hash FROM journal WHERE sequence > ?1 ORDER BY sequence LIMIT ?2";
    let mut statement = connection.prepare_cached(sql)?;
    statement.query_map(params![after, limit], |row| row.get(0))?.collect()
}

fn from_row(row: &Row<'_>) -> rusqlite::Result<JournalRow> {
    let account = |column| row.get::<_, Id>(column).map(|id| AccountId(id.number()));
    let entry = match row.get_ref(2)?.as_str()? {
        "account_opened" => JournalEntry::AccountOpened {
            account: account(3)?,
            owner: column::owner(row, 4, 5)?,
            floor: column::floor(row, 6)?,
            currency: row.get::<_, CurrencyCode>(11)?.0,
        },
        "moved" => JournalEntry::Moved {
            payment: PaymentId(row.get::<_, Id>(7)?.number()),
            debit: account(8)?,
            credit: account(9)?,
            amount: column::amount(row, 10, 11)?,
            order: row.get::<_, Option<Id>>(12)?.map(|id| OrderId(id.number())),
            evidence_hash: row.get(14)?,
        },
        "order_opened" => JournalEntry::OrderOpened {
            order: OrderId(row.get::<_, Id>(12)?.number()),
            credit: account(9)?,
            amount: column::amount(row, 10, 11)?,
            expires_at: row.get::<_, Moment>(13)?.0,
        },
        "order_closed" => {
            JournalEntry::OrderClosed { order: OrderId(row.get::<_, Id>(12)?.number()) }
        }
        other => return Err(unknown_word(other).into()),
    };
    Ok(JournalRow {
        sequence: row.get::<_, Number>(0)?.0,
        at: row.get::<_, Moment>(1)?.0,
        entry,
        hash: row.get(15)?,
    })
}

pub(crate) fn append(connection: &Connection, row: &JournalRow) -> rusqlite::Result<()> {
    let JournalRow { sequence, at, entry, hash } = row;
    let (sequence, at) = (Number(*sequence), Moment(*at));
    match entry {
        JournalEntry::AccountOpened { account, owner, floor, currency } => {
            let (owner, owner_id) = column::owner_words(*owner);
            let sql = "INSERT INTO journal
                (sequence, at_ms, kind, account, owner, owner_id, floor, currency, hash)
                VALUES (?1, ?2, 'account_opened', ?3, ?4, ?5, ?6, ?7, ?8)";
            let (account, floor) = (Id::of(account.0), column::floor_word(*floor));
            connection.prepare_cached(sql)?.execute(params![
                sequence,
                at,
                account,
                owner,
                owner_id,
                floor,
                currency.code(),
                hash
            ])
        }
        JournalEntry::Moved { payment, debit, credit, amount, order, evidence_hash } => {
            let sql = "INSERT INTO journal
                (sequence, at_ms, kind, payment, debit, credit, amount_minor, currency, order_id,
                evidence_hash, hash) VALUES (?1, ?2, 'moved', ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)";
            connection.prepare_cached(sql)?.execute(params![
                sequence,
                at,
                Id::of(payment.0),
                Id::of(debit.0),
                Id::of(credit.0),
                Number(amount.minor()),
                amount.currency().code(),
                order.map(|order| Id::of(order.0)),
                evidence_hash,
                hash
            ])
        }
        JournalEntry::OrderOpened { order, credit, amount, expires_at } => {
            let sql = "INSERT INTO journal (sequence, at_ms, kind, order_id, credit, amount_minor,
                currency, expires_at_ms, hash)
                VALUES (?1, ?2, 'order_opened', ?3, ?4, ?5, ?6, ?7, ?8)";
            connection.prepare_cached(sql)?.execute(params![
                sequence,
                at,
                Id::of(order.0),
                Id::of(credit.0),
                Number(amount.minor()),
                amount.currency().code(),
                Moment(*expires_at),
                hash
            ])
        }
        JournalEntry::OrderClosed { order } => {
            let sql = "INSERT INTO journal (sequence, at_ms, kind, order_id, hash)
                VALUES (?1, ?2, 'order_closed', ?3, ?4)";
            connection.prepare_cached(sql)?.execute(params![sequence, at, Id::of(order.0), hash])
        }
    }?;
    Ok(())
}
