//! Whether the rules of a stock may be activated.

use super::goods::Goods;
use super::merchants::Merchants;
use super::rules::{Funding, Rules};
use crate::calendar::{DAY_MS, TimeMs};
use std::fmt;

/// How long a window is at most, in days.
pub const WINDOW_DAYS_MAX: u64 = 90;

/// How far ahead a window begins at most, in days.
pub const START_AHEAD_DAYS_MAX: u64 = 365;

/// How many coupons of a stock one person gets at most.
pub const PER_PERSON_MAX: u8 = 60;

/// The largest amount of a coupon, in major units: 100,000.00.
pub const AMOUNT_MAJOR_MAX: u64 = 100_000;

/// How many stretches of hours a day may have.
pub const HOURS_MAX: usize = 2;

/// How many merchants, or tags, a stock may list.
pub const LISTED_MAX: usize = 1000;

/// Why rules may not be activated, in the order in which they are checked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RulesError {
    /// The window ends before it begins, or is over.
    WindowOver,
    /// The window is longer than [`WINDOW_DAYS_MAX`].
    WindowTooLong,
    /// The window begins later than [`START_AHEAD_DAYS_MAX`] from now.
    StartTooFarAhead,
    /// An amount is zero or above the largest one, in minor units.
    AmountOutOfRange {
        /// The largest amount.
        most_minor: u64,
    },
    /// A share is not 1 to 9999 hundredths of a percent.
    ShareOutOfRange,
    /// The least random value is above the most.
    LeastAboveMost,
    /// The threshold is not above what is taken off.
    ThresholdTooLow {
        /// What it must be at least, in minor units.
        least_minor: u64,
    },
    /// A person may get none, or more than [`PER_PERSON_MAX`].
    PerPersonOutOfRange,
    /// What needs a bound card is a gift that a person gets once.
    CardGiftNotOnce,
    /// There is no day of the week on which it is good.
    NoWeekday,
    /// More than [`HOURS_MAX`] stretches, an empty one, or two that overlap.
    HoursUnsound,
    /// It would be good for no day, or only after the window.
    NeverValid,
    /// A list of merchants or tags is empty or longer than [`LISTED_MAX`].
    ListOutOfRange,
    /// Merchants would give a discount to which they did not agree.
    UnfundedWithoutList,
    /// The budget is not enough for one coupon.
    BudgetTooSmall {
        /// What one coupon needs, in minor units.
        one_minor: u64,
    },
    /// A day's budget is zero or above the whole one.
    DayBudgetOutOfRange,
}

impl fmt::Display for RulesError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::WindowOver => "the window ends before it begins, or is over",
            Self::WindowTooLong => "the window is longer than 90 days",
            Self::StartTooFarAhead => "the window begins later than 365 days from now",
            Self::AmountOutOfRange { .. } => "an amount is zero or too large",
            Self::ShareOutOfRange => "a share is 0.01 % to 99.99 %",
            Self::LeastAboveMost => "the least value is above the most",
            Self::ThresholdTooLow { .. } => "the threshold is not above what is taken off",
            Self::PerPersonOutOfRange => "a person gets 1 to 60",
            Self::CardGiftNotOnce => "what needs a bound card is for a person once",
            Self::NoWeekday => "there is no day of the week on which it is good",
            Self::HoursUnsound => "hours are at most two stretches of a day, apart",
            Self::NeverValid => "it would be good for no day, or only after the window",
            Self::ListOutOfRange => "a list of merchants or goods has 1 to 1000 entries",
            Self::UnfundedWithoutList => "an unfunded stock lists the merchants that agreed",
            Self::BudgetTooSmall { .. } => "the budget is not enough for one coupon",
            Self::DayBudgetOutOfRange => "a day's budget is zero or above the whole one",
        })
    }
}

impl std::error::Error for RulesError {}

impl Rules {
    /// Returns whether a stock with these rules may be activated at a moment.
    ///
    /// # Errors
    /// The first thing that speaks against it, in the order of [`RulesError`].
    pub fn check(&self, now: TimeMs) -> Result<(), RulesError> {
        self.check_window(now)?;
        self.kind.check(AMOUNT_MAJOR_MAX * self.currency.minor_per_major())?;
        if !(1..=PER_PERSON_MAX).contains(&self.per_person_max) {
            return Err(RulesError::PerPersonOutOfRange);
        }
        if self.needs_card && self.per_person_max != 1 {
            return Err(RulesError::CardGiftNotOnce);
        }
        self.check_validity()?;
        self.check_lists()?;
        self.check_limits()
    }

    fn check_window(&self, now: TimeMs) -> Result<(), RulesError> {
        let window = self.window;
        if window.until <= window.from || window.until <= now {
            return Err(RulesError::WindowOver);
        }
        if window.until > window.from.plus_ms(WINDOW_DAYS_MAX * DAY_MS) {
            return Err(RulesError::WindowTooLong);
        }
        if window.from > now.plus_ms(START_AHEAD_DAYS_MAX * DAY_MS) {
            return Err(RulesError::StartTooFarAhead);
        }
        Ok(())
    }

    fn check_validity(&self) -> Result<(), RulesError> {
        let validity = &self.validity;
        if validity.weekdays.is_empty() {
            return Err(RulesError::NoWeekday);
        }
        let mut hours = validity.hours.clone();
        hours.sort_unstable();
        let apart = hours.windows(2).all(|pair| pair[0].until_min <= pair[1].from_min);
        if hours.len() > HOURS_MAX || !hours.iter().all(|hours| hours.is_sound()) || !apart {
            return Err(RulesError::HoursUnsound);
        }
        let length_ms = self.window.until.0 - self.window.from.0;
        if validity.days == Some(0) || u64::from(validity.wait_days) * DAY_MS >= length_ms {
            return Err(RulesError::NeverValid);
        }
        Ok(())
    }

    fn check_lists(&self) -> Result<(), RulesError> {
        let lists = [self.merchants.listed(), Goods::listed(self.scope.goods())];
        if lists.into_iter().flatten().any(|listed| !(1..=LISTED_MAX).contains(&listed)) {
            return Err(RulesError::ListOutOfRange);
        }
        match (self.funding, &self.merchants) {
            (Funding::Unfunded, Merchants::All | Merchants::Except(_)) => {
                Err(RulesError::UnfundedWithoutList)
            }
            (Funding::Unfunded, Merchants::Only(_)) | (Funding::Funded(_), _) => Ok(()),
        }
    }

    fn check_limits(&self) -> Result<(), RulesError> {
        let (limits, one_minor) = (self.limits, self.kind.most_minor());
        if limits.pieces == 0 || limits.money_minor < one_minor {
            return Err(RulesError::BudgetTooSmall { one_minor });
        }
        let beyond = |day: Option<u64>, least: u64, most: u64| {
            day.is_some_and(|day| day < least || day > most)
        };
        if beyond(limits.money_a_day_minor, one_minor, limits.money_minor)
            || beyond(limits.pieces_a_day, 1, limits.pieces)
        {
            return Err(RulesError::DayBudgetOutOfRange);
        }
        Ok(())
    }
}

/// Refuses an amount of zero or above the largest one.
pub(super) const fn amount(minor: u64, most_minor: u64) -> Result<(), RulesError> {
    if minor == 0 || minor > most_minor {
        return Err(RulesError::AmountOutOfRange { most_minor });
    }
    Ok(())
}

/// Refuses a threshold that is not above what is taken off, or too large.
pub(super) const fn threshold(
    minor: u64,
    most_minor: u64,
    off_minor: u64,
) -> Result<(), RulesError> {
    if minor > most_minor {
        return Err(RulesError::AmountOutOfRange { most_minor });
    }
    if off_minor > 0 && minor <= off_minor {
        return Err(RulesError::ThresholdTooLow { least_minor: off_minor + 1 });
    }
    Ok(())
}

#[cfg(test)]
mod tests;
