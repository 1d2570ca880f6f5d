//! The Merkle tree over the journal, on top of the store: which hashes are kept, and how the others
//! are made of them.
//!
//! A leaf's data is the hash of a journal row, so the tree knows nothing of what rows hold: a kind
//! of row may be added, and the same row can be shown to one reader and kept from another. The
//! store keeps the root of every complete subtree of 256, 256² , … leaves, which are made some time
//! after the rows: so nothing of it is in a payment's way, and a proof still reads no more than a
//! few hundred hashes on each of those levels, however long the journal is.

use crate::store::{Reader, StoreError};
use proof::tree::{Hash, Subtrees, leaf_hash, root_of};

/// How many levels apart the kept hashes are.
pub const LEVEL_STEP: u32 = 8;

/// How many children a kept hash has.
const CHILDREN: u32 = 1 << LEVEL_STEP;

/// The highest level on which hashes are kept: more leaves than a sequence can count.
const LEVEL_MAX: u32 = 56;

/// One kept hash: the root of a complete subtree.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TreeNode {
    /// It covers `2^level` leaves: 8, 16, 24, …
    pub level: u32,
    /// Its place on that level, from 0.
    pub place: u64,
    /// The hash.
    pub hash: Hash,
}

/// The tree as a reader sees it.
pub struct Tree<'a>(pub &'a dyn Reader);

impl Subtrees for Tree<'_> {
    type Error = StoreError;

    fn subtree(&self, level: u32, place: u64) -> Result<Hash, StoreError> {
        let up = level % LEVEL_STEP;
        let hashes = kept(self.0, level - up, place << up, 1 << up)?;
        if hashes.len() == 1 << up {
            return Ok(root_of(&hashes));
        }
        Err(StoreError(format!("the tree lacks a hash below {place} of level {level}")))
    }
}

/// Returns at most `limit` hashes of a level from a place on: of leaves, or kept ones.
fn kept(reader: &dyn Reader, level: u32, from: u64, limit: u32) -> Result<Vec<Hash>, StoreError> {
    if level > 0 {
        return reader.tree_nodes(level, from, limit);
    }
    let rows = reader.row_hashes(from, limit)?;
    Ok(rows.iter().map(|hash| leaf_hash(hash)).collect())
}

/// Returns the next hashes that are to be kept, at most `limit`, all of one level; none when the
/// tree has grown as far as the journal.
///
/// # Errors
/// When the store fails.
pub fn grow(reader: &dyn Reader, limit: usize) -> Result<Vec<TreeNode>, StoreError> {
    let mut level = LEVEL_STEP;
    while level <= LEVEL_MAX {
        let first = reader.tree_size(level)?;
        let nodes = complete(reader, level, first, limit)?;
        // A higher level is made of what is kept of this one.
        if !nodes.is_empty() || first == 0 {
            return Ok(nodes);
        }
        level += LEVEL_STEP;
    }
    Ok(Vec::new())
}

/// Makes the hashes of a level from a place on, as far as all their children are there.
pub(crate) fn complete(
    reader: &dyn Reader,
    level: u32,
    first: u64,
    limit: usize,
) -> Result<Vec<TreeNode>, StoreError> {
    let mut nodes = Vec::new();
    for place in (first..).take(limit) {
        let children = kept(reader, level - LEVEL_STEP, place << LEVEL_STEP, CHILDREN)?;
        if children.len() < 1 << LEVEL_STEP {
            break;
        }
        nodes.push(TreeNode { level, place, hash: root_of(&children) });
    }
    Ok(nodes)
}
