//! Refunds: the known examples, and every sequence of parts.

use super::*;
use crate::coupon::testing::{NOW, cny};
use crate::id::MerchantId;
use proptest::prelude::*;

fn paid(cash: u64, funded: &[u64], given_up: &[u64], won: Option<u64>) -> Paid {
    let funder = |at: usize| {
        if at.is_multiple_of(2) { Funder::Operator } else { Funder::Merchant(MerchantId(9)) }
    };
    let ids = 1_u128..;
    Paid {
        cash: cny(cash),
        funded: ids
            .clone()
            .zip(funded.iter().enumerate())
            .map(|(id, (at, minor))| (CouponId(id), funder(at), cny(*minor)))
            .collect(),
        given_up: ids.zip(given_up).map(|(id, minor)| (CouponId(100 + id), cny(*minor))).collect(),
        won: won.map(cny),
    }
}

/// Refunds the parts one after the other.
fn refunded(paid: &Paid, parts: &[u64]) -> Vec<Refund> {
    let mut before = 0;
    let refund_one = |minor: &u64| {
        let back = refund(paid, cny(before), cny(*minor), &[], NOW).expect("within the price");
        before += minor;
        back
    };
    parts.iter().map(refund_one).collect()
}

fn sum(refunds: &[Refund], of: fn(&Refund) -> Amount) -> u64 {
    refunds.iter().map(|refund| of(refund).minor()).sum()
}

#[test]
fn forty_nine_small_refunds_and_a_large_one_give_back_what_was_paid() {
    let paid = paid(700, &[300], &[], None);
    let mut parts = vec![5; 49];
    parts.push(755);
    let refunds = refunded(&paid, &parts);
    assert_eq!(sum(&refunds, |refund| refund.cash), 700);
    assert_eq!(sum(&refunds, |refund| refund.merchant_pays), 1_000);
    // Rounding each refund by itself would have given back more than was paid.
    let each_alone: u64 = parts.iter().map(|minor| part(*minor, 700, 1_000)).sum();
    assert_eq!(each_alone, 725);
}

#[test]
fn nine_of_ten_with_three_off_are_six_thirty() {
    let paid = paid(700, &[300], &[], None);
    let refunds = refunded(&paid, &[900, 100]);
    assert_eq!((refunds[0].cash, refunds[1].cash), (cny(630), cny(70)));
    assert_eq!(refunds[0].left, cny(100));
}

#[test]
fn what_was_paid_lasts_until_the_last_part() {
    // 6.00 of 10.00 round to the one cent that was paid; it waits for the rest.
    let refunds = refunded(&paid(1, &[999], &[], None), &[600, 400]);
    assert_eq!((refunds[0].cash, refunds[1].cash), (cny(0), cny(1)));
    let refunds = refunded(&paid(2, &[998], &[], None), &[600, 399, 1]);
    let cash: Vec<u64> = refunds.iter().map(|refund| refund.cash.minor()).collect();
    assert_eq!(cash, [1, 0, 1]);
}

#[test]
fn an_unfunded_discount_comes_back_from_nobody() {
    let paid = paid(9_000, &[], &[1_000], None);
    let refunds = refunded(&paid, &[10_000]);
    assert_eq!((refunds[0].merchant_pays, refunds[0].given_up), (cny(9_000), cny(1_000)));
}

#[test]
fn an_order_that_a_campaign_waived_leaves_all_three_at_zero() {
    let paid = paid(5_000, &[], &[], Some(5_000));
    let refunds = refunded(&paid, &[5_000]);
    // The payer: paid 50, got 50 back on the day, gets nothing now. The campaign: paid 50, gets
    // 50. The merchant: got 50, pays 50.
    assert_eq!((refunds[0].payer_gets, refunds[0].clawed_back), (cny(0), cny(5_000)));
    assert_eq!(refunds[0].merchant_pays, cny(5_000));
    let halves = refunded(&paid, &[2_499, 2_501]);
    assert!(halves.iter().all(|half| half.payer_gets.is_zero()));
}

#[test]
fn coupons_come_back_with_the_last_part_if_they_are_still_good() {
    let paid = paid(700, &[100, 100, 100], &[], None);
    let used = |id, until, stock| UsedCoupon { id: CouponId(id), until, stock };
    let later = NOW.plus_ms(1);
    let coupons =
        [used(1, later, State::Paused), used(2, NOW, State::Active), used(3, later, State::Ended)];
    let part = refund(&paid, cny(0), cny(999), &coupons, NOW).expect("within the price");
    assert_eq!(part.coupons, []);
    let rest = refund(&paid, cny(999), cny(1), &coupons, NOW).expect("within the price");
    let expected = [CouponBack::Returned, CouponBack::Lapsed, CouponBack::StockEnded];
    assert_eq!(rest.coupons.iter().map(|(_, back)| *back).collect::<Vec<_>>(), expected);
}

#[test]
fn what_cannot_be_refunded_is_refused() {
    let paid = paid(700, &[300], &[], Some(700));
    let of = |before, minor| refund(&paid, cny(before), cny(minor), &[], NOW);
    assert_eq!(of(0, 0), Err(RefundError::Nothing));
    assert_eq!(of(400, 601), Err(RefundError::TooMuch { left_minor: 600 }));
    assert_eq!(of(1_001, 1), Err(RefundError::Unsound));
    let euro = Amount::new(5, money::Currency::from_code("EUR").expect("known")).expect("in range");
    let refused = refund(&paid, cny(0), euro, &[], NOW);
    assert_eq!(refused, Err(RefundError::WrongCurrency));
    let won_more = self::paid(700, &[300], &[], Some(701));
    assert_eq!(refund(&won_more, cny(0), cny(1), &[], NOW), Err(RefundError::Unsound));
}

/// A payment, and parts that come to its price.
fn payments() -> impl Strategy<Value = (Paid, Vec<u64>)> {
    let minor = prop_oneof![1_u64..20, 1_u64..100_000, Just(300_000_000_000_000)];
    let others = || prop::collection::vec(1_u64..5_000, 0..4);
    (minor, others(), others(), 0_u64..=100, prop::collection::vec(1_u64..500, 0..60)).prop_map(
        |(cash, funded, given_up, won_percent, weights)| {
            let won = cash / 100 * won_percent + cash % 100 * won_percent / 100;
            let paid = paid(cash, &funded, &given_up, (won > 0).then_some(won));
            let price = paid.price().expect("in range").minor();
            let mut parts = Vec::new();
            let mut left = price;
            for weight in weights {
                let part = weight.min(left);
                if part > 0 {
                    parts.push(part);
                    left -= part;
                }
            }
            if left > 0 {
                parts.push(left);
            }
            (paid, parts)
        },
    )
}

proptest! {
    /// At every step: the parts of a refund add up, nobody gets more than was paid so far. At the
    /// end: everyone has exactly what was paid.
    #[test]
    fn every_sequence_of_parts_is_exact((paid, parts) in payments()) {
        let refunds = refunded(&paid, &parts);
        let mut cash = 0;
        for refund in &refunds {
            let funded: u64 = refund.funded.iter().map(|(.., back)| back.minor()).sum();
            let merchant = refund.cash.minor() + funded;
            prop_assert_eq!(refund.merchant_pays.minor(), merchant);
            prop_assert_eq!(merchant + refund.given_up.minor(), refund.amount.minor());
            let payer = refund.payer_gets.minor() + refund.clawed_back.minor();
            prop_assert_eq!(payer, refund.cash.minor());
            cash += refund.cash.minor();
            // While something is left to refund, so is money: the last part can be refunded, too.
            prop_assert_eq!(cash == paid.cash.minor(), refund.left.is_zero());
        }
        prop_assert_eq!(cash, paid.cash.minor());
        let won = paid.won.map_or(0, |won| won.minor());
        prop_assert_eq!(sum(&refunds, |refund| refund.clawed_back), won);
        for (at, (.., whole)) in paid.funded.iter().enumerate() {
            let back: u64 = refunds.iter().map(|refund| refund.funded[at].2.minor()).sum();
            prop_assert_eq!(back, whole.minor());
        }
        let given_up: u64 = paid.given_up.iter().map(|(_, whole)| whole.minor()).sum();
        prop_assert_eq!(sum(&refunds, |refund| refund.given_up), given_up);
        prop_assert!(refunds.last().is_none_or(|last| last.left.is_zero()));
    }

    /// What is refunded in parts is what would be refunded at once, at every point.
    #[test]
    fn parts_come_to_the_same_as_one((paid, parts) in payments(), until in any::<prop::sample::Index>()) {
        let some = &parts[..=until.index(parts.len())];
        let at_once = refunded(&paid, &[some.iter().sum()]).remove(0);
        let in_parts = refunded(&paid, some);
        prop_assert_eq!(sum(&in_parts, |refund| refund.cash), at_once.cash.minor());
        prop_assert_eq!(sum(&in_parts, |refund| refund.payer_gets), at_once.payer_gets.minor());
        prop_assert_eq!(sum(&in_parts, |refund| refund.merchant_pays), at_once.merchant_pays.minor());
    }
}
