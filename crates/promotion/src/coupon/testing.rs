//! Stocks, coupons and orders for tests.

use super::*;
use crate::calendar::{DAY_MS, TimeMs, Zone};
use crate::id::{CouponId, MerchantId, StockId};
use money::{Amount, Currency};

pub(crate) const NOW: TimeMs = TimeMs(20_000 * DAY_MS);
pub(crate) const SHOP: MerchantId = MerchantId(7);

pub(crate) fn yuan() -> Currency {
    Currency::from_code("CNY").expect("known")
}

pub(crate) fn cny(minor: u64) -> Amount {
    Amount::new(minor, yuan()).expect("in range")
}

pub(crate) fn zone() -> Zone {
    Zone::new(480).expect("an offset")
}

pub(crate) fn at_shop() -> Place {
    Place { payee: Payee::Merchant(SHOP), at: NOW, zone: zone() }
}

pub(crate) fn tags(texts: &[&str]) -> Vec<Tag> {
    texts.iter().map(|text| Tag::new(text).expect("a tag")).collect()
}

pub(crate) fn only(texts: &[&str]) -> Goods {
    Goods::Only(tags(texts).into_iter().collect())
}

pub(crate) fn off(threshold_minor: u64, off_minor: u64) -> Kind {
    Kind::AmountOff(AmountOff { threshold_minor, off_minor })
}

pub(crate) fn percent(threshold_minor: u64, basis_points: u16, cap_minor: u64) -> Kind {
    Kind::PercentOff(PercentOff { threshold_minor, basis_points, cap_minor })
}

pub(crate) fn rules(kind: Kind) -> Rules {
    Rules {
        currency: yuan(),
        kind,
        scope: Scope::Order(Goods::All),
        merchants: Merchants::All,
        window: Window { from: TimeMs(NOW.0 - DAY_MS), until: TimeMs(NOW.0 + 30 * DAY_MS) },
        validity: Validity::ALWAYS,
        stackable: true,
        funding: Funding::Funded(Funder::Operator),
        per_person_max: 1,
        needs_card: false,
        limits: Limits {
            money_minor: 1_000_000,
            pieces: 1000,
            money_a_day_minor: None,
            pieces_a_day: None,
        },
    }
}

pub(crate) fn coupon(id: u128) -> Coupon {
    let (from, until) = (TimeMs(NOW.0 - DAY_MS), TimeMs(NOW.0 + DAY_MS));
    Coupon { id: CouponId(id), stock: StockId(1), value_minor: None, from, until }
}

pub(crate) fn order(total_minor: u64, lines: &[(u64, &[&str])]) -> Order {
    let lines = lines
        .iter()
        .map(|(price_minor, texts)| Line { price_minor: *price_minor, tags: tags(texts) });
    Order::new(cny(total_minor), lines.collect()).expect("an order")
}
