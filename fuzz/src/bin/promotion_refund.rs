//! Any payment refunded in any parts: each adds up, and all together give back what was paid.
#![no_main]

use libfuzzer_sys::fuzz_target;
use money::{Amount, Currency};
use promotion::calendar::TimeMs;
use promotion::coupon::Funder;
use promotion::id::CouponId;
use promotion::refund::{Paid, refund};

fuzz_target!(|data: (u32, Vec<u32>, Vec<u32>, u32, Vec<u32>)| {
    let (cash, funded, given_up, won, parts) = data;
    let currency = Currency::from_code("CNY").expect("known");
    let amount = |minor: u64| Amount::new(minor, currency).expect("in range");
    let few = |list: &[u32]| -> Vec<Amount> {
        list.iter().take(28).map(|minor| amount((*minor).into())).collect()
    };
    let cash = amount(u64::from(cash) + 1);
    let won = amount(u64::from(won) % (cash.minor() + 1));
    let paid = Paid {
        cash,
        funded: few(&funded).into_iter().map(|it| (CouponId(1), Funder::Operator, it)).collect(),
        given_up: few(&given_up).into_iter().map(|it| (CouponId(2), it)).collect(),
        won: Some(won),
    };
    let price = paid.price().expect("in range").minor();
    let (mut before, mut payer, mut merchant, mut campaign, mut gone) = (0, 0, 0, 0, 0);
    for part in parts.iter().map(|part| u64::from(*part)).chain([u64::MAX]) {
        let part = part.min(price - before);
        if part == 0 {
            continue;
        }
        let back = refund(&paid, amount(before), amount(part), &[], TimeMs(0));
        let back = back.expect("it is left");
        before += part;
        payer += back.payer_gets.minor();
        campaign += back.clawed_back.minor();
        merchant += back.merchant_pays.minor();
        gone += back.given_up.minor();
        let funders: u64 = back.funded.iter().map(|(.., back)| back.minor()).sum();
        assert_eq!(back.payer_gets.minor() + back.clawed_back.minor(), back.cash.minor());
        assert_eq!(back.cash.minor() + funders, back.merchant_pays.minor());
        assert!(payer + campaign <= cash.minor());
    }
    assert_eq!(before, price);
    assert_eq!((payer + campaign, campaign), (cash.minor(), won.minor()));
    assert_eq!(merchant + gone, price);
});
