//! What a stock promises: fixed once it is active, but for its budget.

use super::budget::Limits;
use super::goods::Goods;
use super::kind::Kind;
use super::merchants::Merchants;
use crate::calendar::{Hours, LocalTime, TimeMs, Weekdays};
use crate::id::MerchantId;
use money::Currency;

/// The rules of a stock. [`Rules::check`] says whether they may be activated.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rules {
    /// The currency of all its amounts.
    pub currency: Currency,
    /// What a coupon does to a price.
    pub kind: Kind,
    /// Whether it is for an order or for one line of it, and for which goods.
    pub scope: Scope,
    /// At which merchants.
    pub merchants: Merchants,
    /// When the stock is given out and used.
    pub window: Window,
    /// When, within the window, one person's coupon is good.
    pub validity: Validity,
    /// Whether other offers may be used beside it.
    pub stackable: bool,
    /// Who pays for what it saves.
    pub funding: Funding,
    /// How many one person may get, 1 to 60.
    pub per_person_max: u8,
    /// Whether a person needs a bound card, each of which gets one of them: a gift for binding.
    pub needs_card: bool,
    /// How much may be given out.
    pub limits: Limits,
}

/// What an offer applies to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Scope {
    /// The whole order, less the goods that do not count.
    Order(Goods),
    /// One line of such goods.
    Item(Goods),
}

impl Scope {
    /// Returns the goods that count.
    pub const fn goods(&self) -> &Goods {
        match self {
            Self::Order(goods) | Self::Item(goods) => goods,
        }
    }
}

/// From a moment until before another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Window {
    /// The first moment.
    pub from: TimeMs,
    /// The moment after the last one.
    pub until: TimeMs,
}

/// When a coupon is good, in the operator's zone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Validity {
    /// From which local day after it was received: 0 is at once, 1 is the next day's midnight.
    pub wait_days: u8,
    /// For how many local days, the first one counted; none is until the window ends.
    pub days: Option<u8>,
    /// On which days of the week.
    pub weekdays: Weekdays,
    /// At which hours of the day, at most two stretches; none is at all.
    pub hours: Vec<Hours>,
}

impl Validity {
    /// Good at once, always, until the window ends.
    pub const ALWAYS: Self =
        Self { wait_days: 0, days: None, weekdays: Weekdays::ALL, hours: Vec::new() };

    /// Returns whether the hours include a local time.
    pub fn has_hour(&self, local: LocalTime) -> bool {
        self.hours.is_empty() || self.hours.iter().any(|hours| hours.contains(local.minute))
    }
}

/// Who pays for a discount.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Funding {
    /// Money laid aside when the stock was activated: the merchant gets the full price.
    Funded(Funder),
    /// Nobody: the merchant at which it is used gets that much less.
    Unfunded,
}

/// Whose money is laid aside.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Funder {
    /// The operator's.
    Operator,
    /// A merchant's.
    Merchant(MerchantId),
}
