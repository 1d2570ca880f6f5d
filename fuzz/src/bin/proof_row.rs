//! Any bytes are a movement or nothing, and any proof is checked without harm.
#![no_main]

use libfuzzer_sys::fuzz_target;
use proof::Hash;
use proof::row::Movement;
use proof::tree::{verify_consistency, verify_inclusion};

fuzz_target!(|bytes: &[u8]| {
    let _ = Movement::parse(bytes);
    if let Some((numbers, rest)) = bytes.split_first_chunk::<16>() {
        let number = |at: usize| {
            numbers[at..at + 8].iter().fold(0_u64, |number, byte| number << 8 | u64::from(*byte))
        };
        let path: Vec<Hash> = rest.chunks_exact(32).filter_map(|it| it.try_into().ok()).collect();
        let (first, second) = (number(0), number(8));
        // Nothing hashes to zeros.
        assert!(!verify_inclusion(&[1; 32], first, second, &path, &[0; 32]));
        let holds = verify_consistency((first, &[2; 32]), (second, &[0; 32]), &path);
        assert!(!holds, "two roots that differ");
    }
});
