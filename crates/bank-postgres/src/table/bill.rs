//! The signed bills.

use crate::column::{Fields, Id, Value, signed};
use crate::session::Ask;
use bank::bill::SignedBill;
use bank::id::MerchantId;
use bank::store::StoreError;
use promotion::calendar::LocalDay;
use tokio_postgres::Row;

macro_rules! select {
    ($rest:literal) => {
        concat!("SELECT merchant, day, at_ms, note FROM bills ", $rest)
    };
}

pub(crate) const FIND: &str = select!("WHERE merchant = $1 AND day = $2");
pub(crate) const OF_MERCHANT: &str =
    select!("WHERE merchant = $1 AND ($2::int IS NULL OR day < $2) ORDER BY day DESC LIMIT $3");
pub(crate) const FIRST_PAGE: &str = select!("ORDER BY merchant, day LIMIT $1");
pub(crate) const PAGE: &str =
    select!("WHERE (merchant, day) > ($1, $2) ORDER BY merchant, day LIMIT $3");
const KEEP: &str = "INSERT INTO bills (merchant, day, at_ms, note) VALUES ($1, $2, $3, $4)
    ON CONFLICT (merchant, day) DO NOTHING";

/// Returns the two columns of a key.
pub(crate) fn key(merchant: MerchantId, day: LocalDay) -> Vec<Value> {
    vec![Box::new(Id(merchant.0)), Box::new(day.0)]
}

pub(crate) fn from_row(row: &Row) -> Result<SignedBill, StoreError> {
    let mut fields = Fields::of(row);
    Ok(SignedBill {
        merchant: MerchantId(fields.id()?),
        day: LocalDay(fields.take()?),
        at: fields.moment()?,
        note: fields.take()?,
    })
}

pub(crate) fn keep(bill: &SignedBill) -> Result<Ask, StoreError> {
    let SignedBill { merchant, day, at, note } = bill;
    let mut values = key(*merchant, *day);
    values.push(Box::new(signed(at.0)?));
    values.push(Box::new(note.clone()));
    Ok(Ask::new(KEEP, values))
}
