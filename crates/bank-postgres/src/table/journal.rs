//! The journal: rows that moved money with the payment and the answer that they are, and others.

mod line;
mod parts;

pub(crate) use line::{insert, lines};

use super::payment::evidence;
use crate::column::{self as columns, Fields, Fixed};
use bank::TimeMs;
use bank::id::{AccountId, OrderId, PaymentId};
use bank::journal::{ChainHead, JournalRow};
use bank::record::Evidence;
use bank::store::StoreError;
use parts::Parts;
use tokio_postgres::Row;

pub(crate) const LOCK_HEAD: &str =
    "SELECT sequence, hash, batch FROM chain_head WHERE id = 1 FOR UPDATE";
pub(crate) const MOVE_HEAD: &str =
    "UPDATE chain_head SET sequence = $1, hash = $2, batch = batch + 1 WHERE id = 1";
/// Locks and moves the head of a batch that was decided before it had its turn: a head that is not
/// what was decided on fails the transaction, by a division by zero.
pub(crate) const MOVE_HEAD_FROM: &str = "WITH moved AS (
        UPDATE chain_head SET sequence = $1, hash = $2, batch = batch + 1
        WHERE id = 1 AND sequence = $3 AND hash = $4 AND batch = $5
        RETURNING 1
    ) SELECT 1 / count(*) FROM moved";
pub(crate) const HEAD: &str = "SELECT sequence, hash, batch FROM chain_head WHERE id = 1";
pub(crate) const HASHES: &str = "SELECT hash FROM journal WHERE sequence > $1 AND kind <> 0
    ORDER BY sequence LIMIT $2";
pub(crate) const READY: &str = "SELECT sequence FROM chain_head WHERE id = 1";

macro_rules! select {
    ($rest:literal) => {
        concat!(
            "SELECT sequence, at_ms, hash, kind, account, owner, owner_id, floor, currency, payment,
            debit, credit, amount_minor, order_id, expires_at_ms, subject, state, evidence_hash,
            device, signed_text, signature, detail FROM journal ",
            $rest
        )
    };
}

pub(crate) const PAGE: &str =
    select!("WHERE sequence > $1 AND kind <> 0 ORDER BY sequence LIMIT $2");
pub(crate) const SETTING_CHANGES: &str =
    select!("WHERE kind = 40 AND sequence < $1 ORDER BY sequence DESC LIMIT $2");

/// Returns the end of the journal and the number of the batch that wrote it.
pub(crate) fn head_from_row(row: &Row) -> Result<(ChainHead, i64), StoreError> {
    let mut fields = Fields::of(row);
    let head = ChainHead { sequence: fields.number()?, hash: fields.fixed()? };
    Ok((head, fields.take()?))
}

pub(crate) fn from_row(row: &Row) -> Result<JournalRow, StoreError> {
    let mut fields = Fields::of(row);
    let (sequence, at, hash) = (fields.number()?, fields.moment()?, fields.fixed()?);
    let parts = Parts {
        kind: fields.take()?,
        account: fields.optional_id()?.map(AccountId),
        owner: fields.take()?,
        owner_id: fields.optional_id()?,
        floor: fields.take()?,
        currency: match fields.optional_text()? {
            None => None,
            Some(code) => Some(
                money::Currency::from_code(&code).map_err(|error| StoreError(error.to_string()))?,
            ),
        },
        payment: fields.optional_id()?.map(PaymentId),
        debit: fields.optional_id()?.map(AccountId),
        credit: fields.optional_id()?.map(AccountId),
        minor: fields.optional_number()?,
        order: fields.optional_id()?.map(OrderId),
        expires_at: fields.optional_number()?.map(TimeMs),
        subject: fields.optional_id()?,
        state: fields.take()?,
    };
    let stored: Option<Fixed<32>> = fields.take()?;
    let evidence = evidence(&mut fields)?;
    let follows = || evidence.as_ref().map_or([0; 32], Evidence::hash);
    let evidence_hash = stored.map_or_else(follows, |Fixed(hash)| hash);
    let detail = fields.optional_text()?;
    let entry = parts
        .into_entry(evidence_hash, detail.as_deref())?
        .ok_or_else(|| columns::unreadable(format!("journal row {sequence} lacks a part")))?;
    Ok(JournalRow { sequence, at, entry, hash })
}
