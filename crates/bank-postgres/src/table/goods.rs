//! What orders are made of.

use super::{Write, ids, texts};
use crate::column::{Fields, Id, Value, unreadable};
use bank::id::OrderId;
use bank::record::OrderGoods;
use bank::store::StoreError;
use bank_answer::goods::{from_text, to_text};
use tokio_postgres::Row;

pub(crate) const FIND: &str = "SELECT order_id, lines FROM goods WHERE order_id = ANY($1)";

pub(crate) fn key(orders: &[OrderId]) -> Vec<Value> {
    let ids: Vec<Id> = orders.iter().map(|order| Id(order.0)).collect();
    vec![Box::new(ids)]
}

pub(crate) fn from_row(row: &Row) -> Result<OrderGoods, StoreError> {
    let mut fields = Fields::of(row);
    let order = OrderId(fields.id()?);
    let basket = from_text(&fields.text()?).map_err(|error| unreadable(error.to_string()))?;
    Ok(OrderGoods { order, basket })
}

/// Goods are never changed: a second list under its order fails.
pub(crate) fn insert(goods: &[&OrderGoods]) -> Result<Write, StoreError> {
    let sql = "INSERT INTO goods (order_id, lines) SELECT * FROM unnest($1::uuid[], $2::text[])";
    let values =
        vec![ids(goods, |goods| goods.order.0), texts(goods, |goods| to_text(&goods.basket))?];
    Ok(Write::new(sql, values))
}
