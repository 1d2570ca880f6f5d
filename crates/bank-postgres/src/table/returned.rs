//! What went back of payments in all.

use super::{Write, column, ids, numbers};
use crate::column::{Fields, Id, out_of_range};
use bank::id::PaymentId;
use bank::record::Returned;
use bank::store::StoreError;
use tokio_postgres::Row;

pub(crate) const FIND: &str =
    "SELECT payment, minor, count, last_at_ms, reversal FROM returned WHERE payment = ANY($1)";

pub(crate) fn from_row(row: &Row) -> Result<Returned, StoreError> {
    let mut fields = Fields::of(row);
    let payment = PaymentId(fields.id()?);
    let (minor, count): (u64, i64) = (fields.number()?, fields.take()?);
    Ok(Returned {
        payment,
        minor,
        count: u32::try_from(count).map_err(|_| out_of_range(count))?,
        last_at: fields.moment()?,
        reversal: fields.optional_id()?.map(PaymentId),
    })
}

pub(crate) fn put(returned: &[&Returned]) -> Result<Write, StoreError> {
    let sql = "INSERT INTO returned (payment, minor, count, last_at_ms, reversal)
        SELECT * FROM unnest($1::uuid[], $2::bigint[], $3::bigint[], $4::bigint[], $5::uuid[])
        ON CONFLICT (payment) DO UPDATE SET minor = excluded.minor, count = excluded.count,
            last_at_ms = excluded.last_at_ms, reversal = excluded.reversal";
    let values = vec![
        ids(returned, |returned| returned.payment.0),
        numbers(returned, |returned| returned.minor)?,
        column(returned, |returned| i64::from(returned.count)),
        numbers(returned, |returned| returned.last_at.0)?,
        column(returned, |returned| returned.reversal.map(|payment| Id(payment.0))),
    ];
    Ok(Write::new(sql, values))
}
