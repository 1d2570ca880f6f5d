//! Rows about goods: their order and the hash of them, in columns.

use super::append::Columns;
use crate::column::Id;
use bank::id::OrderId;
use bank::journal::{GoodsListed, JournalEntry};
use rusqlite::Row;

/// Returns what a row says that listed goods.
pub(super) fn listed(row: &Row<'_>) -> rusqlite::Result<JournalEntry> {
    let order = OrderId(row.get::<_, Id>(12)?.number());
    Ok(JournalEntry::GoodsListed(GoodsListed { order, digest: row.get(14)? }))
}

/// Returns the columns of a row about goods.
pub(super) fn columns(listed: &GoodsListed) -> Columns {
    let GoodsListed { order, digest } = listed;
    Columns {
        kind: "goods_listed",
        order: Some(order.0),
        evidence_hash: Some(*digest),
        ..Columns::default()
    }
}
