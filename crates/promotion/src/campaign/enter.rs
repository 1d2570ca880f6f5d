//! Whether a payment takes part, and what the budget must hold for it.

use super::terms::Terms;
use crate::calendar::{LocalDay, TimeMs};
use crate::coupon::{Payee, Place};
use crate::state::State;
use money::Amount;
use std::fmt;

/// How a campaign, and the payer's day in it, stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Standing {
    /// The campaign's state.
    pub state: State,
    /// Whether this person has had a draw on this day, won or not, refunded or not.
    pub has_drawn_today: bool,
    /// Whether this person is in the comparison group.
    pub is_held_out: bool,
    /// What the budget holds that is not reserved, in minor units.
    pub left_minor: u64,
}

/// A payment that takes part.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Entry {
    /// The day whose seed draws for it.
    pub day: LocalDay,
    /// The most that it can win, in minor units: reserved before the draw.
    pub worst_minor: u64,
}

/// Why a payment has no draw, in the order in which it is checked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NotDrawn {
    /// Only payments to merchants take part.
    PersonPaid,
    /// The campaign does not run now.
    NotRunning,
    /// It has not begun.
    TooEarly {
        /// When it begins.
        from: TimeMs,
    },
    /// It is over.
    Over {
        /// When it ended.
        until: TimeMs,
    },
    /// It does not run at this merchant.
    WrongMerchant,
    /// It is in another currency.
    WrongCurrency,
    /// The payment is too small.
    BelowLeast {
        /// By how much, in minor units.
        short_minor: u64,
    },
    /// This person is in the comparison group, which has no draws.
    HeldOut,
    /// This person has had the day's draw.
    DrawnToday,
    /// The budget does not reach for what could be won.
    BudgetShort {
        /// What it must hold, in minor units.
        worst_minor: u64,
    },
}

impl NotDrawn {
    /// Returns the number that goes with the reason: a moment, or minor units; 0 for none.
    pub const fn number(&self) -> u64 {
        match *self {
            Self::TooEarly { from: TimeMs(ms) } | Self::Over { until: TimeMs(ms) } => ms,
            Self::BelowLeast { short_minor } => short_minor,
            Self::BudgetShort { worst_minor } => worst_minor,
            Self::PersonPaid
            | Self::NotRunning
            | Self::WrongMerchant
            | Self::WrongCurrency
            | Self::HeldOut
            | Self::DrawnToday => 0,
        }
    }

    /// Returns the reason of a stable name, with its number; none for another name.
    pub fn find(code: &str, number: u64) -> Option<Self> {
        let all = [
            Self::PersonPaid,
            Self::NotRunning,
            Self::TooEarly { from: TimeMs(number) },
            Self::Over { until: TimeMs(number) },
            Self::WrongMerchant,
            Self::WrongCurrency,
            Self::BelowLeast { short_minor: number },
            Self::HeldOut,
            Self::DrawnToday,
            Self::BudgetShort { worst_minor: number },
        ];
        all.into_iter().find(|reason| reason.code() == code)
    }

    /// Returns the stable name, for machines.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::PersonPaid => "person_paid",
            Self::NotRunning => "not_running",
            Self::TooEarly { .. } => "too_early",
            Self::Over { .. } => "over",
            Self::WrongMerchant => "wrong_merchant",
            Self::WrongCurrency => "wrong_currency",
            Self::BelowLeast { .. } => "below_least",
            Self::HeldOut => "held_out",
            Self::DrawnToday => "drawn_today",
            Self::BudgetShort { .. } => "budget_short",
        }
    }
}

impl fmt::Display for NotDrawn {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::PersonPaid => "only payments to merchants take part",
            Self::NotRunning => "the campaign does not run now",
            Self::TooEarly { .. } => "the campaign has not begun",
            Self::Over { .. } => "the campaign is over",
            Self::WrongMerchant => "the campaign does not run at this merchant",
            Self::WrongCurrency => "the campaign is in another currency",
            Self::BelowLeast { .. } => "the payment is too small",
            Self::HeldOut => "the payer is in the comparison group, which has no draws",
            Self::DrawnToday => "there is one draw a person and day",
            Self::BudgetShort { .. } => "the budget does not reach for what could be won",
        })
    }
}

impl std::error::Error for NotDrawn {}

impl Terms {
    /// Returns how a payment takes part: `paid` is what the payer pays in money.
    ///
    /// # Errors
    /// The first reason against it, in the order of [`NotDrawn`].
    pub fn enter(
        &self,
        standing: Standing,
        payee: Payee,
        at: TimeMs,
        paid: Amount,
    ) -> Result<Entry, NotDrawn> {
        let place = Place { payee, at, zone: self.zone };
        let day = self.runs_at(standing.state, place)?;
        if paid.currency() != self.currency {
            return Err(NotDrawn::WrongCurrency);
        }
        if paid.minor() < self.least_minor {
            return Err(NotDrawn::BelowLeast { short_minor: self.least_minor - paid.minor() });
        }
        if standing.is_held_out {
            return Err(NotDrawn::HeldOut);
        }
        if standing.has_drawn_today {
            return Err(NotDrawn::DrawnToday);
        }
        let worst_minor = self.worst_minor(day, paid.minor());
        if worst_minor > standing.left_minor {
            return Err(NotDrawn::BudgetShort { worst_minor });
        }
        Ok(Entry { day, worst_minor })
    }

    fn runs_at(&self, state: State, place: Place) -> Result<LocalDay, NotDrawn> {
        let Payee::Merchant(merchant) = place.payee else { return Err(NotDrawn::PersonPaid) };
        match state {
            State::Active => {}
            State::Draft | State::Paused | State::Ended => return Err(NotDrawn::NotRunning),
        }
        let day = place.zone.local(place.at).day;
        if day < self.period.first {
            return Err(NotDrawn::TooEarly { from: self.zone.begins_at(self.period.first) });
        }
        if day > self.period.last {
            let until = self.zone.begins_at(self.period.last.plus_days(1));
            return Err(NotDrawn::Over { until });
        }
        if !self.merchants.contain(merchant) {
            return Err(NotDrawn::WrongMerchant);
        }
        Ok(day)
    }
}
