//! Verifies proofs by the algorithms of RFC 9162, sections 2.1.3.2 and 2.1.4.2.

use super::{Hash, empty_root, node_hash};

/// Returns whether the path proves that the leaf with this hash stands at `index` in the tree of
/// this size and root.
pub fn verify_inclusion(leaf: &Hash, index: u64, size: u64, path: &[Hash], root: &Hash) -> bool {
    if index >= size {
        return false;
    }
    let (mut place, mut last) = (index, size - 1);
    let mut hash = *leaf;
    for sibling in path {
        if last == 0 {
            return false;
        }
        if place & 1 == 1 || place == last {
            hash = node_hash(sibling, &hash);
            up_to_right_child(&mut place, &mut last);
        } else {
            hash = node_hash(&hash, sibling);
        }
        (place, last) = (place >> 1, last >> 1);
    }
    last == 0 && hash == *root
}

/// Returns whether the proof shows that the tree of the older size and root is the beginning of
/// the tree of the newer ones.
pub fn verify_consistency(
    (older, older_root): (u64, &Hash),
    (newer, newer_root): (u64, &Hash),
    proof: &[Hash],
) -> bool {
    if older > newer {
        return false;
    }
    if older == newer {
        return proof.is_empty() && older_root == newer_root;
    }
    if older == 0 {
        return proof.is_empty() && *older_root == empty_root();
    }
    // A complete older tree is a node of the newer one: the proof leaves it out.
    let (first, rest) = match (older.is_power_of_two(), proof.split_first()) {
        (true, _) => (older_root, proof),
        (false, Some(parts)) => parts,
        (false, None) => return false,
    };
    let (mut place, mut last) = (older - 1, newer - 1);
    while place & 1 == 1 {
        (place, last) = (place >> 1, last >> 1);
    }
    let (mut older_hash, mut newer_hash) = (*first, *first);
    for sibling in rest {
        if last == 0 {
            return false;
        }
        if place & 1 == 1 || place == last {
            older_hash = node_hash(sibling, &older_hash);
            newer_hash = node_hash(sibling, &newer_hash);
            up_to_right_child(&mut place, &mut last);
        } else {
            newer_hash = node_hash(&newer_hash, sibling);
        }
        (place, last) = (place >> 1, last >> 1);
    }
    last == 0 && older_hash == *older_root && newer_hash == *newer_root
}

/// At the right edge a node may have no sibling on some levels: goes up to where it is a right
/// child.
fn up_to_right_child(place: &mut u64, last: &mut u64) {
    while *place & 1 == 0 && *place != 0 {
        (*place, *last) = (*place >> 1, *last >> 1);
    }
}
