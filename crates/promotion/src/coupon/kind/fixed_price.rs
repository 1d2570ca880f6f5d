//! Buy at a price: a coffee for 9.90, whatever it costs otherwise.

use crate::coupon::check::{RulesError, amount};

/// Buy at a price.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FixedPrice {
    /// What it costs with the coupon, in minor units.
    pub price_minor: u64,
    /// The most that this may save, in minor units: the budget reserves it.
    pub saves_max_minor: u64,
}

impl FixedPrice {
    pub(super) fn check(&self, most_minor: u64) -> Result<(), RulesError> {
        amount(self.price_minor, most_minor)?;
        amount(self.saves_max_minor, most_minor)
    }
}
