//! What coupons saved of payments.

use super::{Write, column, ids, numbers, texts};
use crate::column::{self as columns, Fields, Text, unreadable};
use bank::id::PaymentId;
use bank::record::Discount;
use bank::store::StoreError;
use bank_answer::coupon::{used_from_text, used_to_text};
use tokio_postgres::Row;

macro_rules! select {
    ($rest:literal) => {
        concat!("SELECT payment, total_minor, currency, used FROM discounts ", $rest)
    };
}

pub(crate) const FIND: &str = select!("WHERE payment = ANY($1)");

pub(crate) fn from_row(row: &Row) -> Result<Discount, StoreError> {
    let mut fields = Fields::of(row);
    let (payment, minor) = (PaymentId(fields.id()?), fields.number()?);
    let total = columns::amount(minor, fields.currency()?)?;
    let used = used_from_text(&fields.text()?);
    Ok(Discount { payment, total, used: used.map_err(|error| unreadable(error.to_string()))? })
}

/// What coupons saved is never changed: a second one under its payment fails.
pub(crate) fn insert(discounts: &[&Discount]) -> Result<Write, StoreError> {
    let sql = "INSERT INTO discounts (payment, total_minor, currency, used)
        SELECT * FROM unnest($1::uuid[], $2::bigint[], $3::text[], $4::text[])";
    let values = vec![
        ids(discounts, |discount| discount.payment.0),
        numbers(discounts, |discount| discount.total.minor())?,
        column(discounts, |discount| Text(discount.total.currency().code().to_owned())),
        texts(discounts, |discount| used_to_text(&discount.used))?,
    ];
    Ok(Write::new(sql, values))
}
