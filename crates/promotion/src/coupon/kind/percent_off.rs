//! A share off, up to a cap: 15 % off from 30.00, at most 20.00.

use crate::coupon::check::{RulesError, amount, threshold};

/// A share off.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PercentOff {
    /// From which price up, in minor units; 0 is from any.
    pub threshold_minor: u64,
    /// The share in hundredths of a percent, 1 to 9999: 1500 is 15 %.
    pub basis_points: u16,
    /// The most that is taken off, in minor units.
    pub cap_minor: u64,
}

impl PercentOff {
    pub(super) fn check(&self, most_minor: u64) -> Result<(), RulesError> {
        if !(1..=9999).contains(&self.basis_points) {
            return Err(RulesError::ShareOutOfRange);
        }
        amount(self.cap_minor, most_minor)?;
        threshold(self.threshold_minor, most_minor, 0)
    }
}
