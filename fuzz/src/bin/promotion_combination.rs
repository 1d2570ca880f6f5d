//! Any order with any coupons: the sums are exact, something is left to pay, no coupon by itself is
//! better, and the payer's own choice of the same coupons costs the same.
#![no_main]

use libfuzzer_sys::fuzz_target;
use money::{Amount, Currency};
use promotion::State;
use promotion::calendar::{TimeMs, Zone};
use promotion::combination::{Offer, best, price, settle};
use promotion::coupon::{
    AmountOff, Coupon, FixedPrice, Funder, Funding, Goods, Kind, Limits, Line, Merchants, Order,
    Payee, PercentOff, Place, Rules, Scope, Tag, Validity, Window,
};
use promotion::id::{CouponId, MerchantId, StockId};
use std::collections::BTreeSet;

/// Kind and flags, threshold, amount, share or price, goods, expiry.
type Drawn = (u8, u16, u16, u16, u8, u8);

fuzz_target!(|data: (u32, Vec<(u16, u8)>, Vec<Drawn>)| {
    let (rest, lines, drawn) = data;
    let currency = Currency::from_code("CNY").expect("known");
    let sum: u64 = lines.iter().map(|(price, _)| u64::from(*price)).sum();
    let lines = lines
        .iter()
        .map(|(price, tags)| Line { price_minor: (*price).into(), tags: tagged(*tags) });
    let total = Amount::new(sum + u64::from(rest), currency).expect("in range");
    let Ok(order) = Order::new(total, lines.collect()) else { return };
    let held: Vec<(Coupon, Rules)> =
        (0..).zip(drawn.iter().take(40)).map(|(id, drawn)| coupon(id, *drawn, currency)).collect();
    let offers: Vec<Offer<'_>> =
        held.iter().map(|(coupon, rules)| Offer { coupon, rules, state: State::Active }).collect();
    let place =
        Place { payee: Payee::Merchant(MerchantId(1)), at: TimeMs(100), zone: Zone::default() };
    let found = best(&order, place, &offers).expect("at most 40, each once");
    let used: Vec<CouponId> = found.used().map(|(id, _)| id).collect();
    let saved: u64 = found.used().map(|(_, saving)| saving.minor()).sum();
    assert!(found.payable.minor() >= 1);
    assert_eq!(saved + found.payable.minor(), total.minor());
    let chosen = price(&order, place, &offers, &used).expect("what was found is allowed");
    assert_eq!(chosen.payable, found.payable);
    assert_eq!(settle(&found, &offers).expect("these offers").merchant_gets, total);
    for offer in &offers {
        if let Ok(alone) = price(&order, place, &offers, &[offer.coupon.id]) {
            assert!(found.payable.minor() <= alone.payable.minor());
        }
    }
});

fn tagged(bits: u8) -> Vec<Tag> {
    let names = ["a", "b", "c"].iter().enumerate();
    names
        .filter(|(at, _)| bits & 1 << at != 0)
        .map(|(_, name)| Tag::new(name).expect("a tag"))
        .collect()
}

fn coupon(id: u128, drawn: Drawn, currency: Currency) -> (Coupon, Rules) {
    let (flags, threshold, amount, share, tags, expiry) = drawn;
    let (threshold_minor, off_minor) = (threshold.into(), amount.into());
    let kind = match flags & 3 {
        0 | 1 => Kind::AmountOff(AmountOff { threshold_minor, off_minor }),
        2 => {
            let basis_points = share % 10_001;
            Kind::PercentOff(PercentOff { threshold_minor, basis_points, cap_minor: off_minor })
        }
        _ => Kind::FixedPrice(FixedPrice { price_minor: share.into(), saves_max_minor: off_minor }),
    };
    let listed: BTreeSet<Tag> = tagged(tags).into_iter().collect();
    let goods = match flags >> 2 & 3 {
        0 | 1 => Goods::All,
        2 => Goods::Only(listed),
        _ => Goods::Except(listed),
    };
    let scope = if flags & 16 == 0 { Scope::Order(goods) } else { Scope::Item(goods) };
    let (from, until) = (TimeMs(0), TimeMs(101 + u64::from(expiry)));
    let coupon = Coupon { id: CouponId(id), stock: StockId(1), value_minor: None, from, until };
    let rules = Rules {
        currency,
        kind,
        scope,
        merchants: Merchants::All,
        window: Window { from, until },
        validity: Validity::ALWAYS,
        stackable: flags & 0b1110_0000 != 0,
        funding: Funding::Funded(Funder::Operator),
        per_person_max: 1,
        needs_card: false,
        limits: Limits { money_minor: 1, pieces: 1, money_a_day_minor: None, pieces_a_day: None },
    };
    (coupon, rules)
}
