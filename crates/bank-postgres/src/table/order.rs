//! Orders of merchants.

use super::{Write, column, ids, numbers, optional_numbers};
use crate::column::{self as columns, Fields, Id, Text};
use bank::TimeMs;
use bank::id::{AccountId, MerchantId, OrderId, PaymentId};
use bank::record::{Order, OrderState};
use bank::store::StoreError;
use tokio_postgres::Row;

pub(crate) const FIND: &str = "SELECT id, merchant, amount_minor, currency, note, opened_at_ms,
    expires_at_ms, asked, state, payment, at_ms, refunded_minor FROM orders WHERE id = ANY($1)";
/// Open orders whose time is over, those that were over first in front.
pub(crate) const DUE: &str = "SELECT id FROM orders WHERE state = 0 AND expires_at_ms <= $1
    ORDER BY expires_at_ms, id LIMIT $2";

pub(crate) fn id_from_row(row: &Row) -> Result<OrderId, StoreError> {
    Fields::of(row).id().map(OrderId)
}

pub(crate) fn from_row(row: &Row) -> Result<Order, StoreError> {
    let mut fields = Fields::of(row);
    let (id, merchant) = (OrderId(fields.id()?), MerchantId(fields.id()?));
    let minor = fields.number()?;
    let amount = columns::amount(minor, fields.currency()?)?;
    let note = fields.optional_text()?;
    let (opened_at, expires_at) = (fields.moment()?, fields.moment()?);
    let asked = fields.optional_id()?.map(AccountId);
    let state = fields.small()?;
    let payment = fields.optional_id()?.map(PaymentId);
    let (at, refunded) = (fields.optional_number()?.map(TimeMs), fields.optional_number()?);
    let state = match (state, payment, at, refunded) {
        (0, None, None, None) => OrderState::Open,
        (1, Some(payment), Some(at), None) => OrderState::Paid { payment, at },
        (2, None, None, None) => OrderState::Closed,
        (3, payment, Some(at), None) => OrderState::Reversed { payment, at },
        (4, Some(payment), Some(at), Some(refunded_minor)) => {
            OrderState::Refunded { payment, at, refunded_minor }
        }
        (other, ..) => return Err(columns::out_of_range(other.into())),
    };
    Ok(Order { id, merchant, amount, note, opened_at, expires_at, asked, state })
}

/// The columns of a state.
struct StateColumns {
    number: i16,
    payment: Option<Id>,
    at: Option<u64>,
    refunded_minor: Option<u64>,
}

fn state(order: &Order) -> StateColumns {
    let (number, payment, at, refunded_minor) = match order.state {
        OrderState::Open => (0, None, None, None),
        OrderState::Paid { payment, at } => (1, Some(payment), Some(at), None),
        OrderState::Closed => (2, None, None, None),
        OrderState::Reversed { payment, at } => (3, payment, Some(at), None),
        OrderState::Refunded { payment, at, refunded_minor } => {
            (4, Some(payment), Some(at), Some(refunded_minor))
        }
    };
    let (payment, at) = (payment.map(|payment| Id(payment.0)), at.map(|at| at.0));
    StateColumns { number, payment, at, refunded_minor }
}

pub(crate) fn put(orders: &[&Order]) -> Result<Write, StoreError> {
    let sql = "INSERT INTO orders (id, merchant, amount_minor, currency, note, opened_at_ms,
            expires_at_ms, asked, state, payment, at_ms, refunded_minor)
        SELECT * FROM unnest($1::uuid[], $2::uuid[], $3::bigint[], $4::text[], $5::text[],
            $6::bigint[], $7::bigint[], $8::uuid[], $9::smallint[], $10::uuid[], $11::bigint[],
            $12::bigint[])
        ON CONFLICT (id) DO UPDATE SET merchant = excluded.merchant,
            amount_minor = excluded.amount_minor, currency = excluded.currency,
            note = excluded.note, opened_at_ms = excluded.opened_at_ms,
            expires_at_ms = excluded.expires_at_ms, asked = excluded.asked,
            state = excluded.state, payment = excluded.payment, at_ms = excluded.at_ms,
            refunded_minor = excluded.refunded_minor";
    let values = vec![
        ids(orders, |order| order.id.0),
        ids(orders, |order| order.merchant.0),
        numbers(orders, |order| order.amount.minor())?,
        column(orders, |order| Text(order.amount.currency().code().to_owned())),
        column(orders, |order| order.note.clone().map(Text)),
        numbers(orders, |order| order.opened_at.0)?,
        numbers(orders, |order| order.expires_at.0)?,
        column(orders, |order| order.asked.map(|account| Id(account.0))),
        column(orders, |order| state(order).number),
        column(orders, |order| state(order).payment),
        optional_numbers(orders, |order| state(order).at)?,
        optional_numbers(orders, |order| state(order).refunded_minor)?,
    ];
    Ok(Write::new(sql, values))
}
