//! The kept hashes of the tree, and the signed heads.

use crate::column::{Fields, Fixed, Value, signed};
use crate::session::Ask;
use bank::head::SignedHead;
use bank::store::StoreError;
use bank::tree::TreeNode;
use tokio_postgres::Row;

pub(crate) const NODES: &str = "SELECT hash FROM tree_nodes WHERE level = $1 AND place >= $2
    ORDER BY place LIMIT $3";
pub(crate) const SIZE: &str = "SELECT coalesce(max(place) + 1, 0) FROM tree_nodes WHERE level = $1";
pub(crate) const HEAD: &str = "SELECT size, at_ms, note FROM heads WHERE size = $1";
pub(crate) const HEADS: &str =
    "SELECT size, at_ms, note FROM heads WHERE size < $1 ORDER BY size DESC LIMIT $2";
const KEEP_NODE: &str = "INSERT INTO tree_nodes (level, place, hash) VALUES ($1, $2, $3)
    ON CONFLICT (level, place) DO NOTHING";
const KEEP_HEAD: &str = "INSERT INTO heads (size, at_ms, note) VALUES ($1, $2, $3)
    ON CONFLICT (size) DO NOTHING";

/// Returns a level as its column has it; there are no more than 64.
pub(crate) fn level(level: u32) -> Value {
    Box::new(i32::try_from(level).unwrap_or(i32::MAX))
}

pub(crate) fn hash_from_row(row: &Row) -> Result<[u8; 32], StoreError> {
    Fields::of(row).fixed()
}

pub(crate) fn head_from_row(row: &Row) -> Result<SignedHead, StoreError> {
    let mut fields = Fields::of(row);
    Ok(SignedHead { size: fields.number()?, at: fields.moment()?, note: fields.take()? })
}

pub(crate) fn keep_node(node: &TreeNode) -> Result<Ask, StoreError> {
    let place = Box::new(signed(node.place)?);
    Ok(Ask::new(KEEP_NODE, vec![level(node.level), place, Box::new(Fixed(node.hash))]))
}

pub(crate) fn keep_head(head: &SignedHead) -> Result<Ask, StoreError> {
    let SignedHead { size, at, note } = head;
    let (size, at) = (Box::new(signed(*size)?), Box::new(signed(at.0)?));
    Ok(Ask::new(KEEP_HEAD, vec![size, at, Box::new(note.clone())]))
}
