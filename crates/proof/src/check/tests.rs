//! Vectors, also in `docs/sound-box.md`, made with another implementation (Python's `hashlib`).

use super::CheckDigits;
use std::array::from_fn;

#[test]
fn digits_are_those_of_the_vectors() {
    let last_is_one = from_fn(|at| u8::from(at == 31));
    let counting = from_fn(|at| u8::try_from(at).expect("below 32"));
    for (payment, row, digits) in [
        (0, [0; 32], "98"),
        (1, [0; 32], "18"),
        (5, [0; 32], "03"),
        (0, last_is_one, "03"),
        (u128::MAX, [255; 32], "59"),
        (0x0193_2c0f_fee0_0011_2233_4455_6677_8899, counting, "89"),
    ] {
        assert_eq!(CheckDigits::of(payment, &row).to_string(), digits, "{payment:032x}");
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
