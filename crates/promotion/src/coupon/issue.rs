//! One person's coupon: made when it is received, and what it is worth and when fixed then.

use super::rules::Rules;
use crate::calendar::{TimeMs, Zone};
use crate::chance::Seed;
use crate::id::{CouponId, StockId};
use std::fmt;

/// One person's coupon.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Coupon {
    /// Which.
    pub id: CouponId,
    /// Of which stock.
    pub stock: StockId,
    /// The value that was drawn for it, in minor units, where its kind has one.
    pub value_minor: Option<u64>,
    /// From when it is good.
    pub from: TimeMs,
    /// Until before when.
    pub until: TimeMs,
}

/// Why no coupon is made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum IssueError {
    /// The window has not begun.
    TooEarly {
        /// When it begins.
        from: TimeMs,
    },
    /// The window is over, or will be before the coupon is good.
    TooLate,
    /// The person has as many as one person gets.
    PerPersonUsed {
        /// How many that is.
        per_person_max: u8,
    },
}

impl fmt::Display for IssueError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::TooEarly { .. } => "these coupons are not given out yet",
            Self::TooLate => "it would have lapsed before it is good",
            Self::PerPersonUsed { .. } => "one person gets no more of these",
        })
    }
}

impl std::error::Error for IssueError {}

impl Rules {
    /// Makes a coupon for a person who has got `received` of this stock before. The seed is used
    /// where a value is drawn: the same seed and coupon draw the same value.
    ///
    /// # Errors
    /// Why not; the budget and the stock's state are asked elsewhere.
    pub fn issue(
        &self,
        (id, stock): (CouponId, StockId),
        received: u64,
        (at, zone): (TimeMs, Zone),
        seed: &Seed,
    ) -> Result<Coupon, IssueError> {
        if at < self.window.from {
            return Err(IssueError::TooEarly { from: self.window.from });
        }
        let (from, until) = self.good_for(at, zone);
        if until <= from {
            return Err(IssueError::TooLate);
        }
        if received >= u64::from(self.per_person_max) {
            return Err(IssueError::PerPersonUsed { per_person_max: self.per_person_max });
        }
        Ok(Coupon { id, stock, value_minor: self.kind.value_minor(id, seed), from, until })
    }

    /// Returns from when until when a coupon is good that is received at a moment.
    fn good_for(&self, at: TimeMs, zone: Zone) -> (TimeMs, TimeMs) {
        let today = zone.local(at).day;
        let first = today.plus_days(i32::from(self.validity.wait_days));
        let from = if self.validity.wait_days == 0 { at } else { zone.begins_at(first) };
        let until = match self.validity.days {
            Some(days) => zone.begins_at(first.plus_days(i32::from(days))).min(self.window.until),
            None => self.window.until,
        };
        (from.max(self.window.from), until)
    }
}

#[cfg(test)]
mod tests;
