//! Vectors, also in `docs/sound-box.md`, made with another implementation (Python's `hashlib`).

use super::CheckDigits;
use crate::hex;

/// Payment, hash of its row, digits.
#[rustfmt::skip]
const VECTORS: &[(&str, &str, &str)] = &[
    ("00000000000000000000000000000000", "0000000000000000000000000000000000000000000000000000000000000000", "98"),
    ("00000000000000000000000000000001", "0000000000000000000000000000000000000000000000000000000000000000", "18"),
    ("00000000000000000000000000000000", "0000000000000000000000000000000000000000000000000000000000000001", "03"),
    ("ffffffffffffffffffffffffffffffff", "ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff", "59"),
    ("01932c0ffee000112233445566778899", "000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f", "89"),
    ("00000000000000000000000000000005", "0000000000000000000000000000000000000000000000000000000000000000", "03"),
];

#[test]
fn digits_are_those_of_the_vectors() {
    for (payment, row, digits) in VECTORS {
        let payment = u128::from_str_radix(payment, 16).expect("a number");
        let row = hex::decode::<32>(row).expect("a hash");
        assert_eq!(CheckDigits::of(payment, &row).to_string(), *digits);
    }
}

/// A screen of an earlier payment has the digits of the next one in one of a hundred cases.
#[test]
fn digits_of_payments_are_spread_evenly() {
    let mut seen = [0_u32; 100];
    for payment in 0..20_000_u128 {
        let digits = CheckDigits::of(payment, &[7; 32]).to_string();
        seen[digits.parse::<usize>().expect("two digits")] += 1;
    }
    // 200 of each are expected; 5 standard deviations are 70.
    assert!(seen.iter().all(|count| (130..=270).contains(count)), "{seen:?}");
}
