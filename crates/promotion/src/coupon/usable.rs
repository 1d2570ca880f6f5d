//! Whether a coupon may be used for an order, by itself; beside others is decided in
//! [`crate::combination`].

use super::goods::{Goods, Tag};
use super::issue::Coupon;
use super::rules::{Rules, Scope};
use crate::calendar::{Hours, TimeMs, Weekdays, Zone};
use crate::id::MerchantId;
use crate::state::State;
use money::Amount;
use std::fmt;

/// What is paid for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Order {
    total: Amount,
    lines: Vec<Line>,
}

/// One line of an order: a piece, or what is sold together as one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// What it costs without any offer, in minor units.
    pub price_minor: u64,
    /// What kinds of goods it is.
    pub tags: Vec<Tag>,
}

/// Why a total and lines are no order.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OrderError {
    /// The total is zero.
    Nothing,
    /// There are more than [`Order::LINES_MAX`] lines.
    TooManyLines,
    /// The lines come to more than the total.
    LinesAboveTotal,
}

impl fmt::Display for OrderError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Nothing => "the order comes to nothing",
            Self::TooManyLines => "an order has at most 200 lines",
            Self::LinesAboveTotal => "the lines come to more than the total",
        })
    }
}

impl std::error::Error for OrderError {}

impl Order {
    /// How many lines an order has at most.
    pub const LINES_MAX: usize = 200;

    /// Returns the order. Lines may be missing, or come to less than the total: the rest is goods
    /// without a tag, and no line of its own.
    pub fn new(total: Amount, lines: Vec<Line>) -> Result<Self, OrderError> {
        if total.is_zero() {
            return Err(OrderError::Nothing);
        }
        if lines.len() > Self::LINES_MAX {
            return Err(OrderError::TooManyLines);
        }
        let sum = lines.iter().try_fold(0_u64, |sum, line| sum.checked_add(line.price_minor));
        if sum.is_none_or(|sum| sum > total.minor()) {
            return Err(OrderError::LinesAboveTotal);
        }
        Ok(Self { total, lines })
    }

    /// Returns what it costs without any offer.
    pub const fn total(&self) -> Amount {
        self.total
    }

    /// Returns its lines.
    pub fn lines(&self) -> &[Line] {
        &self.lines
    }

    /// Returns what the goods cost that do not count, in minor units.
    pub(crate) fn outside_minor(&self, goods: &Goods) -> u64 {
        let (mut listed_minor, mut inside_minor) = (0, 0);
        for line in &self.lines {
            listed_minor += line.price_minor;
            if goods.contain(&line.tags) {
                inside_minor += line.price_minor;
            }
        }
        if goods.contain(&[]) {
            inside_minor += self.total.minor() - listed_minor;
        }
        self.total.minor() - inside_minor
    }
}

/// Who is paid.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Payee {
    /// A merchant, by a label, an order or a payer code.
    Merchant(MerchantId),
    /// A person, also when that person owns a shop.
    Person,
}

/// Where and when an order is paid.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Place {
    /// Who is paid.
    pub payee: Payee,
    /// When.
    pub at: TimeMs,
    /// The operator's zone.
    pub zone: Zone,
}

/// Why a coupon may not be used, in the order in which it is checked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// Coupons are for merchants: a transfer between people takes none.
    PersonPaid,
    /// The stock is paused, or was never active.
    StockPaused,
    /// The stock has ended.
    StockEnded,
    /// It is good later.
    TooEarly {
        /// From when.
        from: TimeMs,
    },
    /// It has lapsed.
    Lapsed {
        /// When.
        until: TimeMs,
    },
    /// It is good on other days of the week.
    WrongWeekday {
        /// On these.
        weekdays: Weekdays,
    },
    /// It is good at other hours of the day.
    WrongHours {
        /// At these, at most two.
        hours: [Option<Hours>; 2],
    },
    /// It is not for this merchant.
    WrongMerchant,
    /// It is in another currency.
    WrongCurrency,
    /// Nothing that it is for is in the order.
    NoSuchGoods,
    /// The threshold is not reached.
    ThresholdShort {
        /// By how much, in minor units.
        short_minor: u64,
    },
    /// It would save nothing here.
    SavesNothing,
}

impl Refusal {
    /// Returns the stable name, for machines.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::PersonPaid => "person_paid",
            Self::StockPaused => "stock_paused",
            Self::StockEnded => "stock_ended",
            Self::TooEarly { .. } => "too_early",
            Self::Lapsed { .. } => "lapsed",
            Self::WrongWeekday { .. } => "wrong_weekday",
            Self::WrongHours { .. } => "wrong_hours",
            Self::WrongMerchant => "wrong_merchant",
            Self::WrongCurrency => "wrong_currency",
            Self::NoSuchGoods => "no_such_goods",
            Self::ThresholdShort { .. } => "threshold_short",
            Self::SavesNothing => "saves_nothing",
        }
    }
}

/// The sentence without its numbers, which the caller writes in the reader's language.
impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::PersonPaid => "coupons are for merchants, not for people",
            Self::StockPaused => "these coupons are paused",
            Self::StockEnded => "these coupons have ended",
            Self::TooEarly { .. } => "it is not good yet",
            Self::Lapsed { .. } => "it has lapsed",
            Self::WrongWeekday { .. } => "it is good on other days of the week",
            Self::WrongHours { .. } => "it is good at other hours",
            Self::WrongMerchant => "it is not for this merchant",
            Self::WrongCurrency => "it is in another currency",
            Self::NoSuchGoods => "nothing that it is for is in the order",
            Self::ThresholdShort { .. } => "the order is short of its threshold",
            Self::SavesNothing => "it would save nothing here",
        })
    }
}

impl std::error::Error for Refusal {}

/// Returns what a coupon saves by itself, in minor units: for an item, on the best line.
///
/// # Errors
/// The first reason against it, in the order of [`Refusal`].
pub fn usable(
    coupon: &Coupon,
    rules: &Rules,
    state: State,
    order: &Order,
    place: Place,
) -> Result<u64, Refusal> {
    is_good_here(coupon, rules, state, place)?;
    if rules.currency != order.total().currency() {
        return Err(Refusal::WrongCurrency);
    }
    let (cut, threshold_minor) = (rules.kind.cut(coupon.value_minor), rules.kind.threshold_minor());
    let goods = rules.scope.goods();
    let (price_minor, saving_minor) = match &rules.scope {
        Scope::Order(goods) => {
            let price_minor = order.total().minor() - order.outside_minor(goods);
            (price_minor, cut.saving_minor(price_minor))
        }
        Scope::Item(_) => {
            let lines = order.lines().iter().filter(|line| goods.contain(&line.tags));
            let price_minor = lines.map(|line| line.price_minor).max().unwrap_or_default();
            (price_minor, cut.saving_minor(price_minor))
        }
    };
    if price_minor == 0 {
        return Err(Refusal::NoSuchGoods);
    }
    if price_minor < threshold_minor {
        return Err(Refusal::ThresholdShort { short_minor: threshold_minor - price_minor });
    }
    match saving_minor.min(order.total().minor() - 1) {
        0 => Err(Refusal::SavesNothing),
        saving_minor => Ok(saving_minor),
    }
}

fn is_good_here(coupon: &Coupon, rules: &Rules, state: State, place: Place) -> Result<(), Refusal> {
    let Payee::Merchant(merchant) = place.payee else { return Err(Refusal::PersonPaid) };
    match state {
        State::Active => {}
        State::Draft | State::Paused => return Err(Refusal::StockPaused),
        State::Ended => return Err(Refusal::StockEnded),
    }
    if place.at < coupon.from {
        return Err(Refusal::TooEarly { from: coupon.from });
    }
    if place.at >= coupon.until {
        return Err(Refusal::Lapsed { until: coupon.until });
    }
    let local = place.zone.local(place.at);
    let validity = &rules.validity;
    if !validity.weekdays.contains(local.day.weekday()) {
        return Err(Refusal::WrongWeekday { weekdays: validity.weekdays });
    }
    if !validity.has_hour(local) {
        let at = |which: usize| validity.hours.get(which).copied();
        return Err(Refusal::WrongHours { hours: [at(0), at(1)] });
    }
    if !rules.merchants.contain(merchant) {
        return Err(Refusal::WrongMerchant);
    }
    Ok(())
}

#[cfg(test)]
mod tests;
