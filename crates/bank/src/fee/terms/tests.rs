//! Fees add up: with what the merchant keeps to what was paid, and with what goes back to nothing.

use super::*;
use proptest::prelude::*;

#[test]
fn attack_27_the_legs_of_a_fee_come_to_the_amount_for_every_amount_and_every_rate() {
    for minor in 1..=100_000 {
        // Every rate is met by some hundred amounts, and each amount by rates of all sizes.
        let own = u32::try_from(minor % 1_001).expect("small");
        for rate_bp in [0, 1, 9, 30, 70, 333, 999, FEE_RATE_MAX_BP, 9_999, 10_000, u32::MAX, own] {
            let fee = FeeTerms { rate_bp, free_below_minor: 0 }.of(minor);
            let kept = minor.checked_sub(fee).expect("never above the amount");
            assert_eq!(kept + fee, minor);
            let exact = u128::from(minor) * u128::from(rate_bp.min(10_000));
            assert!(u128::from(fee) * 10_000 <= exact, "never more than the rate: {minor}");
            assert!(exact < u128::from(fee + 1) * 10_000, "nor a whole unit less: {minor}");
        }
    }
}

#[test]
fn a_band_below_an_amount_is_free_and_its_edge_is_not() {
    let terms = FeeTerms { rate_bp: 100, free_below_minor: 1_000 };
    assert_eq!([999, 1_000, 1_099, 1_100].map(|minor| terms.of(minor)), [0, 10, 10, 11]);
    assert_eq!(FeeTerms::NONE.of(u64::MAX), 0);
    let most = money::Amount::MINOR_MAX;
    assert_eq!(FeeTerms { rate_bp: 10_000, free_below_minor: 0 }.of(most), most);
}

proptest! {
    #[test]
    fn attack_27_no_sequence_of_refunds_gives_back_more_of_a_fee_than_was_taken(
        price in 1_u64..=1_000_000,
        rate_bp in 0_u32..=FEE_RATE_MAX_BP,
        parts in prop::collection::vec(1_u64..=300_000, 0..50),
    ) {
        let fee = FeeTerms { rate_bp, free_below_minor: 0 }.of(price);
        let (mut returned, mut back) = (0, 0);
        for part in parts {
            let part = part.min(price - returned);
            let now = returned_until(fee, price, returned + part) - back;
            prop_assert!(now <= part, "the merchant gives back more than it gets");
            (returned, back) = (returned + part, back + now);
            prop_assert!(back <= fee);
        }
        let rest = returned_until(fee, price, price) - back;
        prop_assert_eq!(back + rest, fee, "with the whole price all of it is back");
        prop_assert!(rest <= price - returned, "the last part covers what it brings back");
    }
}
