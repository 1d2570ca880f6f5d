//! Coupons as the wire tells them, and batches as whoever has their address sees them.

use super::merchant_names::MerchantNames;
use crate::problem;
use bank::command::{OfferedCoupons, ShownCode};
use bank::id::{PersonId, StockId};
use bank::record::{Coupon, CouponState, Record, Stock};
use bank::store::{Reader, StoreError};
use bank::{Key, TimeMs, coupon_refusal};
use promotion::calendar::Zone;
use promotion::coupon::{Funding, Goods, Kind, Merchants, Tag};
use promotion::{State, calendar};
use std::collections::BTreeSet;
use wire::Id;
use wire::coupon::{
    CouponKind, CouponResponse, LEFT_MAX, Listed, SeenStockResponse, StockResponse, StockState,
};

/// How many of a person's coupons are told, and looked through for a charge: held ones
/// first, of each sort those received last.
pub const COUPONS_MAX: u32 = 200;

/// Batches that an answer tells, each once.
pub struct Stocks<'a> {
    reader: &'a dyn Reader,
    names: MerchantNames,
    seen: BTreeSet<StockId>,
    told: Vec<StockResponse>,
}

/// Returns the coupons that whoever shows a payer code holds, as they are known before the charge.
///
/// # Errors
/// When the store fails.
pub fn offered(
    reader: &dyn Reader,
    shown: Option<ShownCode>,
    zone: Zone,
) -> Result<OfferedCoupons, StoreError> {
    let none = OfferedCoupons { coupons: Vec::new(), zone };
    let Some(ShownCode { device, .. }) = shown else { return Ok(none) };
    let Some(Record::Device(device)) = reader.record(&Key::Device(device))? else {
        return Ok(none);
    };
    let coupons = reader.coupons_of(device.person, COUPONS_MAX)?;
    let held = coupons.iter().filter(|coupon| coupon.state == CouponState::Held);
    Ok(OfferedCoupons { coupons: held.map(|coupon| coupon.coupon.id).collect(), zone })
}

impl<'a> Stocks<'a> {
    /// Returns none yet.
    pub fn new(reader: &'a dyn Reader) -> Self {
        Self { reader, names: MerchantNames::default(), seen: BTreeSet::new(), told: Vec::new() }
    }

    /// Reads a batch and adds it, unless it is there already.
    ///
    /// # Errors
    /// When the store fails, or has no such batch.
    pub fn find(&mut self, id: StockId) -> Result<(), StoreError> {
        if self.seen.contains(&id) {
            return Ok(());
        }
        match self.reader.record(&Key::Stock(id))? {
            Some(Record::Stock(stock)) => self.add(*stock),
            _ => Err(StoreError("a coupon without its batch".to_owned())),
        }
    }

    /// Adds a batch, unless it is there already.
    ///
    /// # Errors
    /// When the store fails.
    pub fn add(&mut self, stock: Stock) -> Result<(), StoreError> {
        if self.seen.insert(stock.id) {
            let names = self.names.of(self.reader, &stock.rules.merchants)?;
            self.told.push(response(stock, names));
        }
        Ok(())
    }

    /// Returns them in the order in which they were added.
    pub fn told(self) -> Vec<StockResponse> {
        self.told
    }
}

/// Returns a batch as whoever has its address sees it: with what is left of it, and what the bank
/// would say to somebody who has got `received` of it.
///
/// # Errors
/// When the store fails.
pub fn seen(
    reader: &dyn Reader,
    stock: Stock,
    received: u32,
    (now, zone): (TimeMs, Zone),
) -> Result<SeenStockResponse, StoreError> {
    let today = zone.local(calendar::TimeMs(now.0)).day;
    let left = stock.budget.left_pieces(stock.rules.kind.most_minor(), today);
    let refusal = coupon_refusal(&stock, received, now, zone);
    let mut stocks = Stocks::new(reader);
    stocks.add(stock)?;
    let missing = || StoreError("a batch that was not told".to_owned());
    Ok(SeenStockResponse {
        stock: stocks.told().pop().ok_or_else(missing)?,
        left: left.min(LEFT_MAX),
        received,
        refusal: refusal.map(problem::code),
        as_of_ms: now.0,
    })
}

/// Returns how many coupons of a batch a person has got.
///
/// # Errors
/// When the store fails.
pub fn received(reader: &dyn Reader, stock: StockId, person: PersonId) -> Result<u32, StoreError> {
    Ok(match reader.record(&Key::Receiver(stock, person))? {
        Some(Record::Receiver(receiver)) => receiver.count,
        _ => 0,
    })
}

/// Returns a coupon as its person sees it at a moment: one whose time is over has lapsed, also
/// while the sweeper has not come by.
pub fn coupon(coupon: &Coupon, now: TimeMs) -> CouponResponse {
    let Coupon { coupon, person: _, taken: _, received_at, state } = coupon;
    let (state, payment) = match state {
        CouponState::Held if now.0 < coupon.until.0 => (wire::coupon::CouponState::Held, None),
        CouponState::Held | CouponState::Lapsed => (wire::coupon::CouponState::Lapsed, None),
        CouponState::Used(payment) => (wire::coupon::CouponState::Used, Some(Id(payment.0))),
    };
    CouponResponse {
        coupon: Id(coupon.id.0),
        stock: Id(coupon.stock.0),
        value_minor: coupon.value_minor,
        from_ms: coupon.from.0,
        until_ms: coupon.until.0,
        received_at_ms: received_at.0,
        state,
        payment,
    }
}

fn response(stock: Stock, merchant_names: Vec<String>) -> StockResponse {
    let Stock { id, title, rules, is_listed: _, state, budget: _, account: _, opened_at: _ } =
        stock;
    let validity = rules.validity;
    StockResponse {
        stock: Id(id.0),
        title,
        state: self::state(state),
        currency: rules.currency.code().to_owned(),
        kind: kind(&rules.kind),
        for_item: matches!(rules.scope, promotion::coupon::Scope::Item(_)),
        goods: goods(rules.scope.goods()),
        merchants: merchants(&rules.merchants),
        merchant_names,
        window_ms: [rules.window.from.0, rules.window.until.0],
        wait_days: validity.wait_days,
        days: validity.days,
        weekdays: validity.weekdays.bits(),
        hours_min: validity.hours.iter().map(|hours| [hours.from_min, hours.until_min]).collect(),
        stackable: rules.stackable,
        given_up: rules.funding == Funding::Unfunded,
        per_person_max: rules.per_person_max,
        needs_card: rules.needs_card,
    }
}

/// Returns where a batch stands, in the wire's words.
pub const fn state(state: State) -> StockState {
    match state {
        State::Draft => StockState::Draft,
        State::Active => StockState::Active,
        State::Paused => StockState::Paused,
        State::Ended => StockState::Ended,
    }
}

fn kind(kind: &Kind) -> CouponKind {
    match *kind {
        Kind::AmountOff(kind) => CouponKind::AmountOff {
            threshold_minor: kind.threshold_minor,
            off_minor: kind.off_minor,
        },
        Kind::PercentOff(kind) => CouponKind::PercentOff {
            threshold_minor: kind.threshold_minor,
            basis_points: kind.basis_points,
            cap_minor: kind.cap_minor,
        },
        Kind::FixedPrice(kind) => CouponKind::FixedPrice {
            price_minor: kind.price_minor,
            saves_max_minor: kind.saves_max_minor,
        },
        Kind::RandomValue(kind) => CouponKind::RandomValue {
            threshold_minor: kind.threshold_minor,
            least_minor: kind.least_minor,
            most_minor: kind.most_minor,
        },
    }
}

/// Returns for which goods a batch is, in the wire's words.
pub fn goods(goods: &Goods) -> Listed<String> {
    let texts = |tags: &BTreeSet<Tag>| tags.iter().map(|tag| tag.as_str().to_owned()).collect();
    match goods {
        Goods::All => Listed::All,
        Goods::Only(tags) => Listed::Only(texts(tags)),
        Goods::Except(tags) => Listed::Except(texts(tags)),
    }
}

fn merchants(merchants: &Merchants) -> Listed<Id> {
    let ids = |ids: &BTreeSet<promotion::id::MerchantId>| ids.iter().map(|id| Id(id.0)).collect();
    match merchants {
        Merchants::All => Listed::All,
        Merchants::Only(listed) => Listed::Only(ids(listed)),
        Merchants::Except(listed) => Listed::Except(ids(listed)),
    }
}
