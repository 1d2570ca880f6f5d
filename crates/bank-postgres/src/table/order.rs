//! Orders of merchants.

use super::{Write, column, ids, numbers, optional_numbers};
use crate::column::{self as columns, Fields, Id, Text};
use bank::TimeMs;
use bank::id::{MerchantId, OrderId, PaymentId};
use bank::record::{Order, OrderState};
use bank::store::StoreError;
use tokio_postgres::Row;

pub(crate) const FIND: &str = "SELECT id, merchant, amount_minor, currency, note, opened_at_ms,
    expires_at_ms, state, payment, paid_at_ms FROM orders WHERE id = ANY($1)";

pub(crate) fn from_row(row: &Row) -> Result<Order, StoreError> {
    let mut fields = Fields::of(row);
    let (id, merchant) = (OrderId(fields.id()?), MerchantId(fields.id()?));
    let minor = fields.number()?;
    let amount = columns::amount(minor, fields.currency()?)?;
    let note = fields.optional_text()?;
    let (opened_at, expires_at) = (fields.moment()?, fields.moment()?);
    let state = fields.small()?;
    let (payment, paid_at) = (fields.optional_id()?, fields.take::<Option<i64>>()?);
    let state = match (state, payment, paid_at) {
        (0, None, None) => OrderState::Open,
        (1, Some(payment), Some(at)) => {
            OrderState::Paid { payment: PaymentId(payment), at: TimeMs(columns::unsigned(at)?) }
        }
        (2, None, None) => OrderState::Closed,
        (other, _, _) => return Err(columns::out_of_range(other.into())),
    };
    Ok(Order { id, merchant, amount, note, opened_at, expires_at, state })
}

pub(crate) fn put(orders: &[&Order]) -> Result<Write, StoreError> {
    let sql = "INSERT INTO orders (id, merchant, amount_minor, currency, note, opened_at_ms,
            expires_at_ms, state, payment, paid_at_ms)
        SELECT * FROM unnest($1::uuid[], $2::uuid[], $3::bigint[], $4::text[], $5::text[],
            $6::bigint[], $7::bigint[], $8::smallint[], $9::uuid[], $10::bigint[])
        ON CONFLICT (id) DO UPDATE SET merchant = excluded.merchant,
            amount_minor = excluded.amount_minor, currency = excluded.currency,
            note = excluded.note, opened_at_ms = excluded.opened_at_ms,
            expires_at_ms = excluded.expires_at_ms, state = excluded.state,
            payment = excluded.payment, paid_at_ms = excluded.paid_at_ms";
    let paid = |order: &Order| match order.state {
        OrderState::Paid { payment, at } => Some((Id(payment.0), at.0)),
        OrderState::Open | OrderState::Closed => None,
    };
    let values = vec![
        ids(orders, |order| order.id.0),
        ids(orders, |order| order.merchant.0),
        numbers(orders, |order| order.amount.minor())?,
        column(orders, |order| Text(order.amount.currency().code().to_owned())),
        column(orders, |order| order.note.clone().map(Text)),
        numbers(orders, |order| order.opened_at.0)?,
        numbers(orders, |order| order.expires_at.0)?,
        column(orders, |order| match order.state {
            OrderState::Open => 0_i16,
            OrderState::Paid { .. } => 1,
            OrderState::Closed => 2,
        }),
        column(orders, |order| paid(order).map(|(payment, _)| payment)),
        optional_numbers(orders, |order| paid(order).map(|(_, at)| at))?,
    ];
    Ok(Write::new(sql, values))
}
