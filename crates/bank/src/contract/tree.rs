//! The kept hashes of the tree, and the signed heads.

use super::{Subject, done, town};
use crate::head::SignedHead;
use crate::id::TimeMs;
use crate::store::{Reader, Upkeep};
use crate::tree::{Tree, TreeNode, grow};
use proof::tree::{consistency, inclusion, leaf_hash, root, root_of};
use proof::tree::{verify_consistency, verify_inclusion};
use proof::{Head, SigningKey};

/// Lets the tree grow and signs the journal as it is, as an operator does.
///
/// # Panics
/// When the store fails.
pub fn sign(reader: &dyn Reader, upkeep: &mut dyn Upkeep, origin: &str, key: &SigningKey) {
    upkeep.keep_tree(&grow(reader, 100).expect("grows")).expect("keeps");
    let chain = reader.chain_head().expect("reads");
    let root = root(chain.sequence, &Tree(reader)).expect("reads");
    let head = Head { size: chain.sequence, root, chain: chain.hash, at_ms: 5 };
    let note = head.sign(origin, key).expect("signs");
    upkeep.keep_head(&SignedHead { size: head.size, at: TimeMs(5), note }).expect("keeps");
}

/// Row hashes are read by their place, without gaps, and end where the journal ends.
pub fn row_hashes_are_paged(subject: &dyn Subject) {
    done(subject, &town::founded(3, 1, 100));
    let reader = subject.reader();
    let rows = reader.journal(0, 1000).expect("reads");
    let hashes: Vec<_> = rows.iter().map(|row| row.hash).collect();
    assert_eq!(reader.row_hashes(0, 1000).expect("reads"), hashes);
    assert_eq!(reader.row_hashes(2, 3).expect("reads"), hashes[2..5]);
    assert_eq!(reader.row_hashes(rows.len() as u64, 3).expect("reads"), Vec::<[u8; 32]>::new());
    let head = reader.chain_head().expect("reads");
    assert_eq!(Some(head), rows.last().map(|row| row.head()));
}

/// Hashes of the tree are kept level by level, and keeping them again changes nothing.
pub fn tree_nodes_are_kept(subject: &dyn Subject) {
    let node = |level, place, byte| TreeNode { level, place, hash: [byte; 32] };
    let nodes = [node(8, 0, 1), node(8, 1, 2), node(8, 2, 3), node(16, 0, 4)];
    subject.upkeep().keep_tree(&nodes).expect("keeps");
    subject.upkeep().keep_tree(&[node(8, 1, 9)]).expect("keeps what was there");
    let reader = subject.reader();
    assert_eq!(reader.tree_size(8).expect("reads"), 3);
    assert_eq!(reader.tree_size(16).expect("reads"), 1);
    assert_eq!(reader.tree_size(24).expect("reads"), 0);
    assert_eq!(reader.tree_nodes(8, 1, 10).expect("reads"), [[2; 32], [3; 32]]);
    assert_eq!(reader.tree_nodes(8, 0, 2).expect("reads"), [[1; 32], [2; 32]]);
    assert_eq!(reader.tree_nodes(16, 1, 2).expect("reads"), Vec::<[u8; 32]>::new());
}

/// The tree grows behind the journal in steps, and every proof out of it holds.
pub fn the_tree_grows_and_proves(subject: &dyn Subject) {
    done(subject, &town::founded(400, 2, 100));
    let reader = subject.reader();
    let mut grown = 0;
    loop {
        let nodes = grow(reader.as_ref(), 1).expect("reads");
        if nodes.is_empty() {
            break;
        }
        grown += nodes.len();
        subject.upkeep().keep_tree(&nodes).expect("keeps");
    }
    let rows = reader.row_hashes(0, 10_000).expect("reads");
    let leaves: Vec<_> = rows.iter().map(|hash| leaf_hash(hash)).collect();
    assert!(grown >= 3, "{} rows", rows.len());
    assert_eq!(grown, leaves.len() / 256);
    let (tree, size) = (Tree(reader.as_ref()), leaves.len() as u64);
    let newest = root(size, &tree).expect("reads");
    assert_eq!(newest, root_of(&leaves));
    for index in [0, 1, 255, 256, 511, 600, size - 1] {
        let path = inclusion(index, size, &tree).expect("reads").expect("inside");
        let leaf = &leaves[usize::try_from(index).expect("small")];
        assert!(verify_inclusion(leaf, index, size, &path, &newest), "{index}");
        let older = root(index + 1, &tree).expect("reads");
        let proof = consistency(index + 1, size, &tree).expect("reads").expect("inside");
        assert!(verify_consistency((index + 1, &older), (size, &newest), &proof), "{index}");
    }
    assert!(root(size + 1, &tree).is_err(), "what is not there is not guessed");
}

/// Heads are listed newest first, found by their size, and never replaced.
pub fn heads_are_kept(subject: &dyn Subject) {
    let head = |size: u64| SignedHead {
        size,
        at: TimeMs(1000 + size),
        note: format!("harbour/journal\n{size}\n\n\u{2014} harbour/journal AAAA\n"),
    };
    for size in [3, 9, 12] {
        subject.upkeep().keep_head(&head(size)).expect("keeps");
    }
    let other = SignedHead { at: TimeMs(5), note: "other".to_owned(), size: 9 };
    subject.upkeep().keep_head(&other).expect("keeps what was there");
    let reader = subject.reader();
    assert_eq!(reader.heads(None, 2).expect("reads"), [head(12), head(9)]);
    assert_eq!(reader.heads(Some(12), 5).expect("reads"), [head(9), head(3)]);
    assert_eq!(reader.head(9).expect("reads"), Some(head(9)));
    assert_eq!(reader.head(10).expect("reads"), None);
}
