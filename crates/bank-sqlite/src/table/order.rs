//! Orders of merchants.

use crate::column::{self, Id, Moment, Number, unknown_word};
use bank::id::{MerchantId, OrderId, PaymentId};
use bank::record::{Order, OrderState};
use rusqlite::{Connection, OptionalExtension as _, Row, params};

pub(crate) fn find(connection: &Connection, id: OrderId) -> rusqlite::Result<Option<Order>> {
    let sql = "SELECT id, merchant, amount_minor, currency, note, opened_at_ms, expires_at_ms,
        state, payment, paid_at_ms FROM orders WHERE id = ?1";
    connection.prepare_cached(sql)?.query_row([Id::of(id.0)], from_row).optional()
}

fn from_row(row: &Row<'_>) -> rusqlite::Result<Order> {
    let state = match row.get_ref(7)?.as_str()? {
        "open" => OrderState::Open,
        "closed" => OrderState::Closed,
        "paid" => OrderState::Paid {
            payment: PaymentId(row.get::<_, Id>(8)?.number()),
            at: row.get::<_, Moment>(9)?.0,
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
        state,
    })
}

pub(crate) fn write(connection: &Connection, order: &Order) -> rusqlite::Result<()> {
    let Order { id, merchant, amount, note, opened_at, expires_at, state } = order;
    let (state, payment, paid_at) = match state {
        OrderState::Open => ("open", None, None),
        OrderState::Closed => ("closed", None, None),
        OrderState::Paid { payment, at } => ("paid", Some(Id::of(payment.0)), Some(Moment(*at))),
    };
    let sql = "INSERT INTO orders (id, merchant, amount_minor, currency, note, opened_at_ms,
        expires_at_ms, state, payment, paid_at_ms) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)
        ON CONFLICT (id) DO UPDATE SET merchant = excluded.merchant,
        amount_minor = excluded.amount_minor, currency = excluded.currency, note = excluded.note,
        opened_at_ms = excluded.opened_at_ms, expires_at_ms = excluded.expires_at_ms,
        state = excluded.state, payment = excluded.payment, paid_at_ms = excluded.paid_at_ms";
    connection.prepare_cached(sql)?.execute(params![
        Id::of(id.0),
        Id::of(merchant.0),
        Number(amount.minor()),
        amount.currency().code(),
        note,
        Moment(*opened_at),
        Moment(*expires_at),
        state,
        payment,
        paid_at
    ])?;
    Ok(())
}
