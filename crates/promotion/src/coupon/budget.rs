//! A stock's budget: counters that are taken from, used, returned and changed. Arithmetic only;
//! where the money lies is the bank's.

use crate::calendar::LocalDay;
use std::fmt;

/// How much of a stock may be given out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Money, in minor units: what all coupons together may save.
    pub money_minor: u64,
    /// Pieces.
    pub pieces: u64,
    /// Money a local day, in minor units.
    pub money_a_day_minor: Option<u64>,
    /// Pieces a local day.
    pub pieces_a_day: Option<u64>,
}

/// What is gone of a budget. A coupon that is out reserves the most that it can save.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Budget {
    /// How much may be given out.
    pub limits: Limits,
    /// Reserved for coupons that are out, in minor units.
    pub reserved_minor: u64,
    /// Saved by coupons that were used, in minor units.
    pub used_minor: u64,
    /// Pieces that are out or used.
    pub pieces: u64,
    /// The local day of the two counters below.
    pub day: LocalDay,
    /// Reserved on that day, in minor units.
    pub day_minor: u64,
    /// Pieces given out on that day.
    pub day_pieces: u64,
}

/// What one coupon took out of a budget, and gives back to it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Taken {
    /// The most that it can save, in minor units.
    pub reserved_minor: u64,
}

/// What of a budget is used up.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BudgetShort {
    /// The money: so much is left, in minor units.
    Money {
        /// What is left.
        left_minor: u64,
    },
    /// The pieces.
    Pieces,
    /// This day's money; there is more tomorrow.
    DayMoney {
        /// What is left of it, in minor units.
        left_minor: u64,
    },
    /// This day's pieces; there are more tomorrow.
    DayPieces,
}

impl fmt::Display for BudgetShort {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Money { .. } => "the budget does not reach for one more",
            Self::Pieces => "all pieces are gone",
            Self::DayMoney { .. } => "the day's budget does not reach for one more",
            Self::DayPieces => "the day's pieces are gone",
        })
    }
}

impl std::error::Error for BudgetShort {}

/// Why limits are not changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LimitsError {
    /// The limits are not those that the change starts from; these are.
    Stale {
        /// The limits as they stand.
        limits: Limits,
    },
    /// More is out or used than the new limits allow.
    BelowTaken {
        /// Reserved and used, in minor units.
        taken_minor: u64,
        /// Pieces out or used.
        pieces: u64,
    },
}

impl fmt::Display for LimitsError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Stale { .. } => "the budget has been changed in the meantime",
            Self::BelowTaken { .. } => "more is given out than the new budget allows",
        })
    }
}

impl std::error::Error for LimitsError {}

impl Budget {
    /// Returns an untouched budget.
    pub const fn new(limits: Limits, today: LocalDay) -> Self {
        Self {
            limits,
            reserved_minor: 0,
            used_minor: 0,
            pieces: 0,
            day: today,
            day_minor: 0,
            day_pieces: 0,
        }
    }

    /// Returns what could still be reserved, in minor units.
    pub const fn left_minor(&self) -> u64 {
        self.limits.money_minor.saturating_sub(self.taken_minor())
    }

    /// Returns how many coupons that can save so much each could still be reserved on a local day;
    /// a day before the last one counts as the last one.
    pub fn left_pieces(&self, most_minor: u64, today: LocalDay) -> u64 {
        let (day_minor, day_pieces) =
            if today > self.day { (0, 0) } else { (self.day_minor, self.day_pieces) };
        let Limits { money_minor: _, pieces, money_a_day_minor, pieces_a_day } = self.limits;
        let reaches = |left_minor: u64| left_minor.checked_div(most_minor).unwrap_or(u64::MAX);
        let of_day = pieces_a_day.map(|most| most.saturating_sub(day_pieces));
        let for_day = money_a_day_minor.map(|most| reaches(most.saturating_sub(day_minor)));
        let left = [of_day, for_day].into_iter().flatten();
        left.chain([reaches(self.left_minor())]).fold(pieces.saturating_sub(self.pieces), u64::min)
    }

    const fn taken_minor(&self) -> u64 {
        self.reserved_minor.saturating_add(self.used_minor)
    }

    /// Reserves one coupon on a local day; a day before the last one counts as the last one.
    ///
    /// # Errors
    /// What is used up; nothing is changed then.
    pub fn take(&self, most_minor: u64, today: LocalDay) -> Result<(Self, Taken), BudgetShort> {
        let mut next = *self;
        if today > self.day {
            next = Self { day: today, day_minor: 0, day_pieces: 0, ..next };
        }
        if next.pieces >= next.limits.pieces {
            return Err(BudgetShort::Pieces);
        }
        if most_minor > next.left_minor() {
            return Err(BudgetShort::Money { left_minor: next.left_minor() });
        }
        if next.limits.pieces_a_day.is_some_and(|most| next.day_pieces >= most) {
            return Err(BudgetShort::DayPieces);
        }
        if let Some(most) = next.limits.money_a_day_minor {
            let left_minor = most.saturating_sub(next.day_minor);
            if most_minor > left_minor {
                return Err(BudgetShort::DayMoney { left_minor });
            }
        }
        next.reserved_minor += most_minor;
        next.pieces += 1;
        next.day_minor = next.day_minor.saturating_add(most_minor);
        next.day_pieces += 1;
        Ok((next, Taken { reserved_minor: most_minor }))
    }

    /// A coupon was used and saved this much: the rest of what it reserved is free again. None
    /// when it saved more than it reserved, or was not taken from here.
    #[must_use]
    pub fn used(&self, taken: Taken, saved_minor: u64) -> Option<Self> {
        if saved_minor > taken.reserved_minor {
            return None;
        }
        let reserved_minor = self.reserved_minor.checked_sub(taken.reserved_minor)?;
        Some(Self { reserved_minor, used_minor: self.used_minor + saved_minor, ..*self })
    }

    /// A coupon lapsed unused: what it reserved and its piece are free again. None when it was
    /// not taken from here.
    #[must_use]
    pub fn lapsed(&self, taken: Taken) -> Option<Self> {
        let reserved_minor = self.reserved_minor.checked_sub(taken.reserved_minor)?;
        Some(Self { reserved_minor, pieces: self.pieces.checked_sub(1)?, ..*self })
    }

    /// What used coupons saved came back by a refund, in minor units; the piece stays used.
    /// None when it is more than was used.
    #[must_use]
    pub fn came_back(&self, saved_minor: u64) -> Option<Self> {
        Some(Self { used_minor: self.used_minor.checked_sub(saved_minor)?, ..*self })
    }

    /// A used coupon, all of whose saving has come back, is out again. None when what it can
    /// save is no longer there: since then the money went to others.
    #[must_use]
    pub fn out_again(&self, taken: Taken) -> Option<Self> {
        if taken.reserved_minor > self.left_minor() {
            return None;
        }
        Some(Self { reserved_minor: self.reserved_minor + taken.reserved_minor, ..*self })
    }

    /// Changes the limits, which the caller believes to be `current`.
    ///
    /// # Errors
    /// When they are others by now, or below what is taken; nothing is changed then.
    pub fn change(&self, current: Limits, to: Limits) -> Result<Self, LimitsError> {
        if current != self.limits {
            return Err(LimitsError::Stale { limits: self.limits });
        }
        let (taken_minor, pieces) = (self.taken_minor(), self.pieces);
        if to.money_minor < taken_minor || to.pieces < pieces {
            return Err(LimitsError::BelowTaken { taken_minor, pieces });
        }
        Ok(Self { limits: to, ..*self })
    }
}

#[cfg(test)]
mod tests;
