//! The kept hashes of the tree, and the signed heads.

use crate::column::{Moment, Number};
use bank::head::SignedHead;
use bank::tree::TreeNode;
use rusqlite::{Connection, OptionalExtension as _, Row, params};

/// Returns the hashes of a level from a place on.
pub(crate) fn nodes(
    connection: &Connection,
    level: u32,
    from: u64,
    limit: u32,
) -> rusqlite::Result<Vec<[u8; 32]>> {
    let sql =
        "SELECT hash FROM tree_nodes WHERE level = ?1 AND place >= ?2 ORDER BY place LIMIT ?3";
    let mut statement = connection.prepare_cached(sql)?;
    statement.query_map(params![level, Number(from), limit], |row| row.get(0))?.collect()
}

/// Returns how many hashes of a level are kept.
pub(crate) fn size(connection: &Connection, level: u32) -> rusqlite::Result<u64> {
    let sql = "SELECT coalesce(max(place) + 1, 0) FROM tree_nodes WHERE level = ?1";
    let size: Number = connection.prepare_cached(sql)?.query_row([level], |row| row.get(0))?;
    Ok(size.0)
}

pub(crate) fn write(connection: &Connection, node: &TreeNode) -> rusqlite::Result<()> {
    let TreeNode { level, place, hash } = node;
    let sql = "INSERT OR IGNORE INTO tree_nodes (level, place, hash) VALUES (?1, ?2, ?3)";
    connection.prepare_cached(sql)?.execute(params![level, Number(*place), hash])?;
    Ok(())
}

pub(crate) fn head(connection: &Connection, size: u64) -> rusqlite::Result<Option<SignedHead>> {
    let sql = "SELECT size, at_ms, note FROM heads WHERE size = ?1";
    connection.prepare_cached(sql)?.query_row([Number(size)], from_row).optional()
}

/// Returns heads below a size, the largest first.
pub(crate) fn heads(
    connection: &Connection,
    before: Option<u64>,
    limit: u32,
) -> rusqlite::Result<Vec<SignedHead>> {
    let before = before.and_then(|before| i64::try_from(before).ok()).unwrap_or(i64::MAX);
    let sql = "SELECT size, at_ms, note FROM heads WHERE size < ?1 ORDER BY size DESC LIMIT ?2";
    connection.prepare_cached(sql)?.query_map(params![before, limit], from_row)?.collect()
}

fn from_row(row: &Row<'_>) -> rusqlite::Result<SignedHead> {
    Ok(SignedHead {
        size: row.get::<_, Number>(0)?.0,
        at: row.get::<_, Moment>(1)?.0,
        note: row.get(2)?,
    })
}

pub(crate) fn write_head(connection: &Connection, head: &SignedHead) -> rusqlite::Result<()> {
    let SignedHead { size, at, note } = head;
    let sql = "INSERT OR IGNORE INTO heads (size, at_ms, note) VALUES (?1, ?2, ?3)";
    connection.prepare_cached(sql)?.execute(params![Number(*size), Moment(*at), note])?;
    Ok(())
}
