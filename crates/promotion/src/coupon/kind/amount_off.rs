//! A fixed amount off, from a threshold: 10.00 off from 100.00.

use crate::coupon::check::{RulesError, amount, threshold};

/// A fixed amount off.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct AmountOff {
    /// From which price up, in minor units; above what is taken off.
    pub threshold_minor: u64,
    /// What is taken off, in minor units.
    pub off_minor: u64,
}

impl AmountOff {
    pub(super) fn check(&self, most_minor: u64) -> Result<(), RulesError> {
        amount(self.off_minor, most_minor)?;
        threshold(self.threshold_minor, most_minor, self.off_minor)
    }
}
