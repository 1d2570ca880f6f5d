//! What orders are made of.

use crate::column::{Id, unreadable};
use bank::id::OrderId;
use bank::record::OrderGoods;
use bank_answer::goods::{from_text, to_text};
use rusqlite::{Connection, OptionalExtension as _, Row, params};

pub(crate) fn find(
    connection: &Connection,
    order: OrderId,
) -> rusqlite::Result<Option<OrderGoods>> {
    let sql = "SELECT order_id, lines FROM goods WHERE order_id = ?1";
    connection.prepare_cached(sql)?.query_row([Id::of(order.0)], from_row).optional()
}

/// Returns what those of these orders are made of that there are.
pub(crate) fn of_orders(
    connection: &Connection,
    orders: &[OrderId],
) -> rusqlite::Result<Vec<OrderGoods>> {
    let found = orders.iter().map(|order| find(connection, *order));
    found.filter_map(Result::transpose).collect()
}

fn from_row(row: &Row<'_>) -> rusqlite::Result<OrderGoods> {
    Ok(OrderGoods {
        order: OrderId(row.get::<_, Id>(0)?.number()),
        basket: from_text(row.get_ref(1)?.as_str()?).map_err(unreadable)?,
    })
}

/// Goods are never changed: a second list under its order fails.
pub(crate) fn write(connection: &Connection, goods: &OrderGoods) -> rusqlite::Result<()> {
    let OrderGoods { order, basket } = goods;
    let sql = "INSERT INTO goods (order_id, lines) VALUES (?1, ?2)";
    let lines = to_text(basket).map_err(unreadable)?;
    connection.prepare_cached(sql)?.execute(params![Id::of(order.0), lines])?;
    Ok(())
}
