//! A row spelled out by hand, and whatever else comes as one. That the bank writes the same bytes
//! is tested where both are known: in the operator.

use super::*;
use proptest::prelude::*;

fn moved() -> Vec<u8> {
    let mut bytes = vec![1];
    bytes.extend(7_u64.to_be_bytes());
    bytes.extend(1000_u64.to_be_bytes());
    bytes.push(2);
    [3_u128, 4, 5].iter().for_each(|id| bytes.extend(id.to_be_bytes()));
    bytes.extend(1250_u64.to_be_bytes());
    bytes.extend(b"CNY\0");
    bytes.extend([9; 32]);
    bytes
}

#[test]
fn a_movement_is_read() {
    let read =
        Movement { sequence: 7, at_ms: 1000, payment: 3, debit: 4, minor: 1250, currency: *b"CNY" };
    assert_eq!(Movement::parse(&moved()), Some(read));
}

#[test]
fn money_that_goes_back_or_was_held_is_read() {
    let (ids, money) = ([3_u128, 4, 5].map(u128::to_be_bytes).concat(), 1250_u64.to_be_bytes());
    let start = &moved()[..17];
    let other = 8_u128.to_be_bytes();
    let read =
        Movement { sequence: 7, at_ms: 1000, payment: 3, debit: 4, minor: 1250, currency: *b"CNY" };
    for kind in [7, 8] {
        let rest: [&[u8]; 7] = [start, &[kind], &ids, &money, b"CNY", &other, &[0]];
        assert_eq!(Movement::parse(&rest.concat()), Some(read));
    }
    let rest: [&[u8]; 6] = [start, &[10], &other, &ids, &money, b"CNY"];
    assert_eq!(Movement::parse(&rest.concat()), Some(read));
}

#[test]
fn fees_are_read() {
    let (ids, money) = ([3_u128, 4, 5].map(u128::to_be_bytes).concat(), 1250_u64.to_be_bytes());
    let (start, of) = (&moved()[..17], 8_u128.to_be_bytes());
    let read =
        Movement { sequence: 7, at_ms: 1000, payment: 3, debit: 4, minor: 1250, currency: *b"CNY" };
    let back: [&[u8]; 6] = [start, &[141], &ids, &money, b"CNY", &of];
    assert_eq!(Movement::parse(&back.concat()), Some(read));
    let taken: [&[u8]; 7] = [start, &[140], &ids, &money, b"CNY", &of, &[9; 16]];
    assert_eq!(Movement::parse(&taken.concat()), Some(read));
    assert_eq!(Movement::parse(&taken[..6].concat()), None, "without its terms");
}

/// Rows about coupons: kind and bytes, of the movement that [`moved`] is of too.
fn of_coupons() -> Vec<Vec<u8>> {
    let start = moved()[..17].to_vec();
    let ids = [3_u128, 4, 5].map(u128::to_be_bytes).concat();
    let money = |minor: u64| [&minor.to_be_bytes()[..], b"CNY"].concat();
    let order = [&[1][..], &8_u128.to_be_bytes()].concat();
    let paid = [start.as_slice(), &[67], &ids, &money(1250), &money(1500)].concat();
    let returned = |kind: u8, order: &[u8]| {
        let of = 8_u128.to_be_bytes();
        let parts: [&[u8]; 7] = [&start, &[kind], &ids, &money(1250), &of, order, &money(1500)];
        parts.concat()
    };
    let budget = [start.as_slice(), &[68], &ids, &money(1250)].concat();
    vec![
        [paid.as_slice(), &order, &[9; 32]].concat(),
        [paid.as_slice(), &[0], &[9; 32]].concat(),
        [budget.as_slice(), &[0]].concat(),
        [budget.as_slice(), &order].concat(),
        returned(69, &[0]),
        returned(70, &order),
    ]
}

#[test]
fn of_a_discounted_movement_the_money_is_read_and_not_the_price() {
    let read =
        Movement { sequence: 7, at_ms: 1000, payment: 3, debit: 4, minor: 1250, currency: *b"CNY" };
    for row in of_coupons() {
        assert_eq!(Movement::parse(&row), Some(read), "kind {}", row[17]);
        assert!(row.len() <= ROW_BYTES_MAX);
    }
}

#[test]
fn every_shorter_or_longer_row_is_refused() {
    for whole in of_coupons().into_iter().chain([moved()]) {
        for end in 0..whole.len() {
            assert_eq!(Movement::parse(&whole[..end]), None);
        }
        assert_eq!(Movement::parse(&[whole.as_slice(), &[0]].concat()), None);
    }
    let mut other = moved();
    other[17] = 1;
    assert_eq!(Movement::parse(&other), None, "another kind");
}

proptest! {
    #[test]
    fn any_bytes_are_a_movement_or_nothing(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
        let _ = Movement::parse(&bytes);
    }
}
