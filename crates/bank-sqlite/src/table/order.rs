//! Orders of merchants.

use crate::column::{self, Id, Moment, Number, unknown_word};
use bank::TimeMs;
use bank::id::{AccountId, MerchantId, OrderId, PaymentId};
use bank::record::{Order, OrderState};
use rusqlite::{Connection, OptionalExtension as _, Row, params};

pub(crate) fn find(connection: &Connection, id: OrderId) -> rusqlite::Result<Option<Order>> {
    let sql =
        "SELECT id, merchant, amount_minor, currency, note, opened_at_ms, expires_at_ms, asked,
        state, payment, at_ms, refunded_minor FROM orders WHERE id = ?1";
    connection.prepare_cached(sql)?.query_row([Id::of(id.0)], from_row).optional()
}

/// Returns open orders whose time is over, those that were over first in front.
pub(crate) fn due(
    connection: &Connection,
    at: TimeMs,
    limit: u32,
) -> rusqlite::Result<Vec<OrderId>> {
    let sql = "SELECT id FROM orders WHERE state = 'open' AND expires_at_ms <= ?1
        ORDER BY expires_at_ms, id LIMIT ?2";
    let id = |row: &Row<'_>| row.get::<_, Id>(0).map(|id| OrderId(id.number()));
    connection.prepare_cached(sql)?.query_map(params![Moment(at), limit], id)?.collect()
}

fn from_row(row: &Row<'_>) -> rusqlite::Result<Order> {
    let payment = || row.get::<_, Id>(9).map(|id| PaymentId(id.number()));
    let at = || row.get::<_, Moment>(10).map(|moment| moment.0);
    let state = match row.get_ref(8)?.as_str()? {
        "open" => OrderState::Open,
        "closed" => OrderState::Closed,
        "paid" => OrderState::Paid { payment: payment()?, at: at()? },
        "reversed" => OrderState::Reversed {
            payment: row.get::<_, Option<Id>>(9)?.map(|id| PaymentId(id.number())),
            at: at()?,
        },
        "refunded" => OrderState::Refunded {
            payment: payment()?,
            at: at()?,
            refunded_minor: row.get::<_, Number>(11)?.0,
        },
        other => return Err(unknown_word(other).into()),
    };
    Ok(Order {
        id: OrderId(row.get::<_, Id>(0)?.number()),
        merchant: MerchantId(row.get::<_, Id>(1)?.number()),
        amount: column::amount(row, 2, 3)?,
        note: row.get(4)?,
        opened_at: row.get::<_, Moment>(5)?.0,
        expires_at: row.get::<_, Moment>(6)?.0,
        asked: row.get::<_, Option<Id>>(7)?.map(|id| AccountId(id.number())),
        state,
    })
}

pub(crate) fn write(connection: &Connection, order: &Order) -> rusqlite::Result<()> {
    let Order { id, merchant, amount, note, opened_at, expires_at, asked, state } = order;
    let (state, payment, at, refunded_minor) = match *state {
        OrderState::Open => ("open", None, None, None),
        OrderState::Closed => ("closed", None, None, None),
        OrderState::Paid { payment, at } => ("paid", Some(payment), Some(at), None),
        OrderState::Reversed { payment, at } => ("reversed", payment, Some(at), None),
        OrderState::Refunded { payment, at, refunded_minor } => {
            ("refunded", Some(payment), Some(at), Some(refunded_minor))
        }
    };
    let sql = "INSERT INTO orders (id, merchant, amount_minor, currency, note, opened_at_ms,
        expires_at_ms, asked, state, payment, at_ms, refunded_minor)
        VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12)
        ON CONFLICT (id) DO UPDATE SET merchant = excluded.merchant,
        amount_minor = excluded.amount_minor, currency = excluded.currency, note = excluded.note,
        opened_at_ms = excluded.opened_at_ms, expires_at_ms = excluded.expires_at_ms,
        asked = excluded.asked, state = excluded.state, payment = excluded.payment,
        at_ms = excluded.at_ms, refunded_minor = excluded.refunded_minor";
    connection.prepare_cached(sql)?.execute(params![
        Id::of(id.0),
        Id::of(merchant.0),
        Number(amount.minor()),
        amount.currency().code(),
        note,
        Moment(*opened_at),
        Moment(*expires_at),
        asked.map(|account| Id::of(account.0)),
        state,
        payment.map(|payment| Id::of(payment.0)),
        at.map(Moment),
        refunded_minor.map(Number)
    ])?;
    Ok(())
}
