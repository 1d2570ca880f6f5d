//! Money that is or was held.

use super::{Write, column, ids, numbers};
use crate::column::{self as columns, Fields, Id, Text};
use bank::id::{AccountId, HoldId, PaymentId};
use bank::record::{Hold, HoldState};
use bank::store::StoreError;
use tokio_postgres::Row;

macro_rules! select {
    ($rest:literal) => {
        concat!(
            "SELECT id, debit, credit, amount_minor, currency, note, opened_at_ms, expires_at_ms, \
             state, payment FROM holds ",
            $rest
        )
    };
}

pub(crate) const FIND: &str = select!("WHERE id = ANY($1)");
/// The pending ones on an account, those that end first in front.
pub(crate) const PENDING_OF: &str =
    select!("WHERE debit = $1 AND state = 0 ORDER BY expires_at_ms, id LIMIT $2");
/// Pending ones whose time is over, those that were over first in front.
pub(crate) const DUE: &str = "SELECT id FROM holds WHERE state = 0 AND expires_at_ms <= $1
    ORDER BY expires_at_ms, id LIMIT $2";

pub(crate) fn id_from_row(row: &Row) -> Result<HoldId, StoreError> {
    Fields::of(row).id().map(HoldId)
}

pub(crate) fn from_row(row: &Row) -> Result<Hold, StoreError> {
    let mut fields = Fields::of(row);
    let id = HoldId(fields.id()?);
    let (debit, credit) = (AccountId(fields.id()?), AccountId(fields.id()?));
    let minor = fields.number()?;
    let amount = columns::amount(minor, fields.currency()?)?;
    let note = fields.optional_text()?;
    let (opened_at, expires_at) = (fields.moment()?, fields.moment()?);
    let state = match (fields.small()?, fields.optional_id()?) {
        (0, None) => HoldState::Pending,
        (1, Some(payment)) => HoldState::Posted(PaymentId(payment)),
        (2, None) => HoldState::Voided,
        (3, None) => HoldState::Expired,
        (other, _) => return Err(columns::out_of_range(other.into())),
    };
    Ok(Hold { id, debit, credit, amount, note, opened_at, expires_at, state })
}

/// Of a hold that is there only the state ever changes.
pub(crate) fn put(holds: &[&Hold]) -> Result<Write, StoreError> {
    let sql = "INSERT INTO holds (id, debit, credit, amount_minor, currency, note, opened_at_ms,
            expires_at_ms, state, payment)
        SELECT * FROM unnest($1::uuid[], $2::uuid[], $3::uuid[], $4::bigint[], $5::text[],
            $6::text[], $7::bigint[], $8::bigint[], $9::smallint[], $10::uuid[])
        ON CONFLICT (id) DO UPDATE SET state = excluded.state, payment = excluded.payment";
    let state = |hold: &Hold| match hold.state {
        HoldState::Pending => (0_i16, None),
        HoldState::Posted(payment) => (1, Some(Id(payment.0))),
        HoldState::Voided => (2, None),
        HoldState::Expired => (3, None),
    };
    let values = vec![
        ids(holds, |hold| hold.id.0),
        ids(holds, |hold| hold.debit.0),
        ids(holds, |hold| hold.credit.0),
        numbers(holds, |hold| hold.amount.minor())?,
        column(holds, |hold| Text(hold.amount.currency().code().to_owned())),
        column(holds, |hold| hold.note.clone().map(Text)),
        numbers(holds, |hold| hold.opened_at.0)?,
        numbers(holds, |hold| hold.expires_at.0)?,
        column(holds, |hold| state(hold).0),
        column(holds, |hold| state(hold).1),
    ];
    Ok(Write::new(sql, values))
}
