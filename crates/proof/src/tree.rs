//! The Merkle tree of RFC 9162, section 2.1 (the hashes of RFC 6962): roots and proofs, made from
//! the hashes of complete subtrees, wherever those are kept.
//!
//! A leaf's hash is SHA-256 over 0x00 and its data, a node's SHA-256 over 0x01 and its two
//! children; the root of no leaves is SHA-256 over nothing.

mod verify;

pub use verify::{verify_consistency, verify_inclusion};

use sha2::{Digest as _, Sha256};

/// A hash of a leaf, a node or a root.
pub type Hash = [u8; 32];

/// The most hashes that a proof can have: a tree's size is a 64-bit number.
pub const PROOF_MAX: usize = 65;

/// Returns the hash of a leaf.
pub fn leaf_hash(data: &[u8]) -> Hash {
    let mut hasher = Sha256::new();
    hasher.update([0]);
    hasher.update(data);
    hasher.finalize().into()
}

/// Returns the hash of a node.
pub fn node_hash(left: &Hash, right: &Hash) -> Hash {
    let mut hasher = Sha256::new();
    hasher.update([1]);
    hasher.update(left);
    hasher.update(right);
    hasher.finalize().into()
}

/// Returns the root of a tree without leaves.
pub fn empty_root() -> Hash {
    Sha256::digest([]).into()
}

/// Returns the root over hashes of leaves or of equal complete subtrees, in their order.
pub fn root_of(hashes: &[Hash]) -> Hash {
    // Complete subtrees from left to right, each larger than the next: adding a hash merges those
    // that became equal, as carrying does in a binary number.
    let mut stack: Vec<Hash> = Vec::new();
    for (count, hash) in hashes.iter().enumerate() {
        let merged = (0..count.trailing_ones())
            .try_fold(*hash, |right, _| stack.pop().map(|left| node_hash(&left, &right)));
        stack.extend(merged);
    }
    let folded = stack.into_iter().rev().reduce(|right, left| node_hash(&left, &right));
    folded.unwrap_or_else(empty_root)
}

/// Where the hashes of complete subtrees come from.
pub trait Subtrees {
    /// Why there is none.
    type Error;

    /// Returns the root of the `place`-th (from 0) complete subtree of `2^level` leaves.
    ///
    /// # Errors
    /// When it cannot be had.
    fn subtree(&self, level: u32, place: u64) -> Result<Hash, Self::Error>;
}

/// Returns the root of the tree of the first `size` leaves.
///
/// # Errors
/// Those of the source.
pub fn root<S: Subtrees>(size: u64, subtrees: &S) -> Result<Hash, S::Error> {
    if size == 0 { Ok(empty_root()) } else { range(0, size, subtrees) }
}

/// Returns the proof that the leaf at `index` is in the tree of the first `size` leaves, from the
/// leaf's sibling up; nothing when the index is not below the size.
///
/// # Errors
/// Those of the source.
pub fn inclusion<S: Subtrees>(
    index: u64,
    size: u64,
    subtrees: &S,
) -> Result<Option<Vec<Hash>>, S::Error> {
    if index >= size {
        return Ok(None);
    }
    let (mut start, mut end) = (0, size);
    let mut path = Vec::new();
    while end - start > 1 {
        let middle = start + split(end - start);
        if index < middle {
            path.push(range(middle, end, subtrees)?);
            end = middle;
        } else {
            path.push(range(start, middle, subtrees)?);
            start = middle;
        }
    }
    path.reverse();
    Ok(Some(path))
}

/// Returns the proof that the tree of the first `from` leaves is the beginning of that of the first
/// `to`; nothing when `from` is above `to`.
///
/// # Errors
/// Those of the source.
pub fn consistency<S: Subtrees>(
    from: u64,
    to: u64,
    subtrees: &S,
) -> Result<Option<Vec<Hash>>, S::Error> {
    if from > to {
        return Ok(None);
    }
    let mut proof = Vec::new();
    if from == 0 {
        return Ok(Some(proof));
    }
    let (mut start, mut end) = (0, to);
    while from != end {
        let middle = start + split(end - start);
        if from <= middle {
            proof.push(range(middle, end, subtrees)?);
            end = middle;
        } else {
            proof.push(range(start, middle, subtrees)?);
            start = middle;
        }
    }
    // From the left edge on it is the older root itself, which the verifier has.
    if start > 0 {
        proof.push(range(start, end, subtrees)?);
    }
    proof.reverse();
    Ok(Some(proof))
}

/// Returns the root over the leaves from `start` to before `end`; `start` is a multiple of the
/// smallest power of two that holds them all, as it always is inside a tree.
fn range<S: Subtrees>(start: u64, end: u64, subtrees: &S) -> Result<Hash, S::Error> {
    let mut start = start;
    let mut lefts = Vec::new();
    while !(end - start).is_power_of_two() {
        let middle = start + split(end - start);
        lefts.push(complete(start, middle, subtrees)?);
        start = middle;
    }
    let last = complete(start, end, subtrees)?;
    Ok(lefts.iter().rev().fold(last, |right, left| node_hash(left, &right)))
}

fn complete<S: Subtrees>(start: u64, end: u64, subtrees: &S) -> Result<Hash, S::Error> {
    let level = (end - start).trailing_zeros();
    subtrees.subtree(level, start >> level)
}

/// Returns the largest power of two below a count of at least two.
fn split(count: u64) -> u64 {
    1 << (u64::BITS - 1 - (count - 1).leading_zeros())
}

#[cfg(test)]
mod tests;
