//! From the operator's answers about coupons to the rules that both sides share.

use super::{CouponBook, HeldCoupon, StockFacts};
use crate::WalletError;
use money::Currency;
use promotion::State;
use promotion::calendar::{Hours, TimeMs, Weekdays, Zone};
use promotion::coupon::{
    AmountOff, Coupon, FixedPrice, Funder, Funding, Goods, Kind, Limits, Merchants, PercentOff,
    RandomValue, Rules, Scope, Tag, Validity, Window,
};
use promotion::id::{CouponId, MerchantId, StockId};
use std::collections::BTreeMap;
use wire::Id;
use wire::coupon::{
    CouponKind, CouponResponse, CouponsResponse, Listed, StockResponse, StockState,
};

fn odd(what: &str) -> WalletError {
    WalletError::AnswerMalformed(what.to_owned())
}

pub(super) fn zone(ahead_min: i16) -> Result<Zone, WalletError> {
    Zone::new(ahead_min).map_err(|_| odd("a zone"))
}

pub(super) fn book(
    answer: CouponsResponse,
    currency: Currency,
    online: bool,
) -> Result<CouponBook, WalletError> {
    let CouponsResponse { coupons, stocks, zone_ahead_min, as_of_ms } = answer;
    let mut known: BTreeMap<Id, StockFacts> = BTreeMap::new();
    for response in stocks {
        known.insert(response.stock, stock(response, currency)?);
    }
    let mut held = Vec::with_capacity(coupons.len());
    for response in coupons {
        let stock = known.get(&response.stock).ok_or_else(|| odd("a coupon of no batch"))?;
        held.push(coupon(response, stock.clone()));
    }
    Ok(CouponBook { held, zone: zone(zone_ahead_min)?, as_of_ms, online })
}

pub(super) fn coupon(response: CouponResponse, stock: StockFacts) -> HeldCoupon {
    let CouponResponse {
        coupon,
        stock: of,
        value_minor,
        from_ms,
        until_ms,
        received_at_ms,
        state,
        payment,
    } = response;
    let coupon = Coupon {
        id: CouponId(coupon.0),
        stock: StockId(of.0),
        value_minor,
        from: TimeMs(from_ms),
        until: TimeMs(until_ms),
    };
    HeldCoupon { coupon, received_at_ms, state, payment, stock }
}

/// Reads a batch, which must be in the account's currency.
pub(super) fn stock(
    response: StockResponse,
    currency: Currency,
) -> Result<StockFacts, WalletError> {
    let StockResponse {
        stock,
        title,
        state,
        currency: code,
        kind,
        for_item,
        goods: of_goods,
        merchants,
        merchant_names,
        window_ms: [from, until],
        wait_days,
        days,
        weekdays,
        hours_min,
        stackable,
        given_up,
        per_person_max,
        needs_card,
    } = response;
    if code != currency.code() {
        return Err(odd("coupons of another currency"));
    }
    let goods = goods(of_goods)?;
    let hours = hours_min.into_iter().map(|[from_min, until_min]| Hours { from_min, until_min });
    let rules = Rules {
        currency,
        kind: kind_of(kind),
        scope: if for_item { Scope::Item(goods) } else { Scope::Order(goods) },
        merchants: merchants_of(merchants),
        window: Window { from: TimeMs(from), until: TimeMs(until) },
        validity: Validity {
            wait_days,
            days,
            weekdays: Weekdays::from_bits(weekdays),
            hours: hours.collect(),
        },
        stackable,
        // Who funds it is not told: only whether it is paid for.
        funding: if given_up { Funding::Unfunded } else { Funding::Funded(Funder::Operator) },
        per_person_max,
        needs_card,
        limits: Limits { money_minor: 0, pieces: 0, money_a_day_minor: None, pieces_a_day: None },
    };
    let state = match state {
        StockState::Draft => State::Draft,
        StockState::Active => State::Active,
        StockState::Paused => State::Paused,
        StockState::Ended => State::Ended,
    };
    Ok(StockFacts { stock, title, state, rules, merchant_names })
}

fn kind_of(kind: CouponKind) -> Kind {
    match kind {
        CouponKind::AmountOff { threshold_minor, off_minor } => {
            Kind::AmountOff(AmountOff { threshold_minor, off_minor })
        }
        CouponKind::PercentOff { threshold_minor, basis_points, cap_minor } => {
            Kind::PercentOff(PercentOff { threshold_minor, basis_points, cap_minor })
        }
        CouponKind::FixedPrice { price_minor, saves_max_minor } => {
            Kind::FixedPrice(FixedPrice { price_minor, saves_max_minor })
        }
        CouponKind::RandomValue { threshold_minor, least_minor, most_minor } => {
            Kind::RandomValue(RandomValue { threshold_minor, least_minor, most_minor })
        }
    }
}

fn goods(listed: Listed<String>) -> Result<Goods, WalletError> {
    let tags = |texts: Vec<String>| {
        let tags = texts.iter().map(|text| Tag::new(text));
        tags.collect::<Result<_, _>>().map_err(|_| odd("a kind of goods"))
    };
    Ok(match listed {
        Listed::All => Goods::All,
        Listed::Only(texts) => Goods::Only(tags(texts)?),
        Listed::Except(texts) => Goods::Except(tags(texts)?),
    })
}

fn merchants_of(listed: Listed<Id>) -> Merchants {
    let ids = |ids: Vec<Id>| ids.into_iter().map(|id| MerchantId(id.0)).collect();
    match listed {
        Listed::All => Merchants::All,
        Listed::Only(listed) => Merchants::Only(ids(listed)),
        Listed::Except(listed) => Merchants::Except(ids(listed)),
    }
}
