//! The published vectors of Certificate Transparency's reference tree, the definition itself as a
//! recursion, and another implementation of the same RFC.

use super::*;
use ct_merkle::mem_backed_tree::MemoryBackedTree;
use proptest::prelude::*;
use std::convert::Infallible;

/// The eight leaves of the test tree that CT implementations share.
const LEAVES: [&str; 8] = [
    "",
    "00",
    "10",
    "2021",
    "3031",
    "40414243",
    "5051525354555657",
    "606162636465666768696a6b6c6d6e6f",
];

/// Its roots, of 1 to 8 leaves.
const ROOTS: [&str; 8] = [
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
];

fn bytes(hex: &str) -> Vec<u8> {
    let pairs = (0..hex.len()).step_by(2);
    pairs.map(|at| u8::from_str_radix(&hex[at..at + 2], 16).expect("hexadecimal")).collect()
}

fn hashes(hex: &[&str]) -> Vec<Hash> {
    hex.iter().map(|hash| bytes(hash).try_into().expect("32 bytes")).collect()
}

fn leaves() -> Vec<Hash> {
    LEAVES.iter().map(|leaf| leaf_hash(&bytes(leaf))).collect()
}

/// All leaves in memory.
struct InMemory(Vec<Hash>);

impl Subtrees for InMemory {
    type Error = Infallible;

    fn subtree(&self, level: u32, place: u64) -> Result<Hash, Infallible> {
        let start = usize::try_from(place << level).expect("small");
        Ok(naive_root(&self.0[start..start + (1 << level)]))
    }
}

fn known(result: Result<Option<Vec<Hash>>, Infallible>) -> Vec<Hash> {
    result.unwrap_or_else(|never| match never {}).expect("inside the tree")
}

/// MTH of the RFC.
fn naive_root(leaves: &[Hash]) -> Hash {
    match leaves {
        [] => empty_root(),
        [leaf] => *leaf,
        _ => {
            let (left, right) = leaves.split_at(naive_split(leaves.len()));
            node_hash(&naive_root(left), &naive_root(right))
        }
    }
}

/// PATH of the RFC.
fn naive_path(index: usize, leaves: &[Hash]) -> Vec<Hash> {
    if leaves.len() == 1 {
        return Vec::new();
    }
    let (left, right) = leaves.split_at(naive_split(leaves.len()));
    let (mut path, sibling) = match index.checked_sub(left.len()) {
        None => (naive_path(index, left), naive_root(right)),
        Some(index) => (naive_path(index, right), naive_root(left)),
    };
    path.push(sibling);
    path
}

/// SUBPROOF of the RFC.
fn naive_subproof(older: usize, leaves: &[Hash], is_whole: bool) -> Vec<Hash> {
    if older == leaves.len() {
        return if is_whole { Vec::new() } else { vec![naive_root(leaves)] };
    }
    let (left, right) = leaves.split_at(naive_split(leaves.len()));
    let (mut proof, sibling) = if older <= left.len() {
        (naive_subproof(older, left, is_whole), naive_root(right))
    } else {
        (naive_subproof(older - left.len(), right, false), naive_root(left))
    };
    proof.push(sibling);
    proof
}

fn naive_split(count: usize) -> usize {
    let mut split = 1;
    while split * 2 < count {
        split *= 2;
    }
    split
}

#[test]
fn the_reference_tree_has_its_roots() {
    let empty = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";
    assert_eq!(vec![empty_root()], hashes(&[empty]));
    let leaves = leaves();
    for (size, expected) in (1..).zip(hashes(&ROOTS)) {
        assert_eq!(root_of(&leaves[..size]), expected);
        let size = u64::try_from(size).expect("small");
        assert_eq!(root(size, &InMemory(leaves.clone())), Ok(expected));
    }
}

#[test]
fn the_reference_tree_has_its_inclusion_proofs() {
    let leaves = InMemory(leaves());
    let of_first = hashes(&[
        "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7",
        "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
        "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4",
    ]);
    assert_eq!(known(inclusion(0, 8, &leaves)), of_first);
    let of_sixth = hashes(&[
        "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
        "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
        "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    ]);
    assert_eq!(known(inclusion(5, 8, &leaves)), of_sixth);
    let of_third = hashes(&["fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125"]);
    assert_eq!(known(inclusion(2, 3, &leaves)), of_third);
    assert_eq!(inclusion(8, 8, &leaves), Ok(None));
}

#[test]
fn the_reference_tree_has_its_consistency_proofs() {
    let leaves = InMemory(leaves());
    assert_eq!(known(consistency(1, 1, &leaves)), Vec::<Hash>::new());
    let of_one = hashes(&[
        "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7",
        "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
        "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4",
    ]);
    assert_eq!(known(consistency(1, 8, &leaves)), of_one);
    let of_six = hashes(&[
        "0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a",
        "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
        "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    ]);
    assert_eq!(known(consistency(6, 8, &leaves)), of_six);
    let of_two = hashes(&[
        "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
        "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
    ]);
    assert_eq!(known(consistency(2, 5, &leaves)), of_two);
    assert_eq!(consistency(9, 8, &leaves), Ok(None));
}

fn numbered(count: usize) -> Vec<Hash> {
    (0..count).map(|number| leaf_hash(&number.to_be_bytes())).collect()
}

proptest! {
    #[test]
    fn roots_and_proofs_are_those_of_the_definition(
        (size, index, older) in (1_usize..300).prop_flat_map(|size| (Just(size), 0..size, 1..=size))
    ) {
        let leaves = numbered(size);
        let tree = InMemory(leaves.clone());
        let (wide_size, wide_index, wide_older) = (size as u64, index as u64, older as u64);
        let newest = naive_root(&leaves);
        prop_assert_eq!(root_of(&leaves), newest);
        prop_assert_eq!(root(wide_size, &tree), Ok(newest));
        let path = known(inclusion(wide_index, wide_size, &tree));
        prop_assert_eq!(&path, &naive_path(index, &leaves));
        prop_assert!(verify_inclusion(&leaves[index], wide_index, wide_size, &path, &newest));
        let proof = known(consistency(wide_older, wide_size, &tree));
        prop_assert_eq!(&proof, &naive_subproof(older, &leaves, true));
        let oldest = naive_root(&leaves[..older]);
        prop_assert!(verify_consistency((wide_older, &oldest), (wide_size, &newest), &proof));
        prop_assert!(path.len() <= PROOF_MAX && proof.len() <= PROOF_MAX);
    }

    #[test]
    fn another_implementation_agrees(
        (size, index, older) in (1_usize..80).prop_flat_map(|size| (Just(size), 0..size, 1..=size))
    ) {
        let mut theirs = MemoryBackedTree::<Sha256, Vec<u8>>::new();
        (0..size).for_each(|number| theirs.push(number.to_be_bytes().to_vec()));
        let ours = InMemory(numbered(size));
        let newest = root(size as u64, &ours).unwrap_or_else(|never| match never {});
        prop_assert_eq!(theirs.root().as_bytes().to_vec(), newest.to_vec());
        let path = known(inclusion(index as u64, size as u64, &ours)).concat();
        prop_assert_eq!(theirs.prove_inclusion(index).as_bytes().to_vec(), path);
        let proof = known(consistency(older as u64, size as u64, &ours)).concat();
        prop_assert_eq!(theirs.prove_consistency(size - older).as_bytes().to_vec(), proof);
    }

    #[test]
    fn any_changed_bit_breaks_a_proof(
        (size, index, older) in (2_usize..100).prop_flat_map(|size| (Just(size), 0..size, 1..size)),
        at in any::<prop::sample::Index>(),
        bit in 0_u8..8,
    ) {
        let leaves = numbered(size);
        let tree = InMemory(leaves.clone());
        let (wide_size, wide_index, wide_older) = (size as u64, index as u64, older as u64);
        let newest = naive_root(&leaves);
        let mut path = known(inclusion(wide_index, wide_size, &tree));
        let place = at.index(path.len() * 32);
        path[place / 32][place % 32] ^= 1 << bit;
        prop_assert!(!verify_inclusion(&leaves[index], wide_index, wide_size, &path, &newest));
        let oldest = naive_root(&leaves[..older]);
        let mut proof = known(consistency(wide_older, wide_size, &tree));
        let place = at.index(proof.len() * 32);
        proof[place / 32][place % 32] ^= 1 << bit;
        prop_assert!(!verify_consistency((wide_older, &oldest), (wide_size, &newest), &proof));
    }

    #[test]
    fn a_proof_holds_at_its_own_place_only(
        (size, index, other) in (2_u64..64).prop_flat_map(|size| (Just(size), 0..size, 0..size))
    ) {
        let leaves = numbered(64);
        let tree = InMemory(leaves.clone());
        let place = |index: u64| usize::try_from(index).expect("small");
        let newest = naive_root(&leaves[..place(size)]);
        let leaf = leaves[place(index)];
        let path = known(inclusion(index, size, &tree));
        let holds = verify_inclusion(&leaf, other, size, &path, &newest);
        prop_assert_eq!(holds, index == other);
        let mut longer = path.clone();
        longer.push([0; 32]);
        prop_assert!(!verify_inclusion(&leaf, index, size, &longer, &newest));
        prop_assert!(!verify_inclusion(&leaf, index, size, &path[1..], &newest));
        prop_assert!(!verify_inclusion(&leaf, index + size, size, &path, &newest));
    }

    #[test]
    fn any_numbers_and_hashes_are_refused_without_harm(
        (older, newer, index) in any::<(u64, u64, u64)>(),
        proof in prop::collection::vec(any::<Hash>(), 0..70),
    ) {
        let root = [7; 32];
        prop_assert!(!verify_inclusion(&[1; 32], index, newer, &proof, &root));
        let is_same = older == newer && proof.is_empty();
        let holds = verify_consistency((older, &root), (newer, &root), &proof);
        prop_assert_eq!(holds, is_same);
    }
}
