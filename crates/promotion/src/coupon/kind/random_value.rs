//! A random amount off, drawn when the coupon is issued and fixed from then on.

use crate::chance::{Numbers, Seed};
use crate::coupon::check::{RulesError, amount, threshold};
use crate::id::CouponId;

/// A random amount off.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RandomValue {
    /// From which price up, in minor units; above the most that is taken off.
    pub threshold_minor: u64,
    /// The least that is taken off, in minor units.
    pub least_minor: u64,
    /// The most that is taken off, in minor units.
    pub most_minor: u64,
}

impl RandomValue {
    pub(super) fn check(&self, most_minor: u64) -> Result<(), RulesError> {
        amount(self.least_minor, most_minor)?;
        amount(self.most_minor, most_minor)?;
        if self.least_minor > self.most_minor {
            return Err(RulesError::LeastAboveMost);
        }
        threshold(self.threshold_minor, most_minor, self.most_minor)
    }

    /// Returns the value of one coupon: each minor unit of the range as likely as any other.
    pub(super) fn value_minor(&self, coupon: CouponId, seed: &Seed) -> u64 {
        let words = [b"tongbao coupon value 1".as_slice(), &coupon.0.to_be_bytes()];
        Numbers::new(seed, &words).between(self.least_minor, self.most_minor)
    }
}
