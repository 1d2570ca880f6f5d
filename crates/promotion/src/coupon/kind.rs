//! The kinds of coupons: a file each, listed here.

mod amount_off;
mod fixed_price;
mod percent_off;
mod random_value;

pub use amount_off::AmountOff;
pub use fixed_price::FixedPrice;
pub use percent_off::PercentOff;
pub use random_value::RandomValue;

use super::check::RulesError;
use super::cut::Cut;
use crate::chance::Seed;
use crate::id::CouponId;

/// What a coupon does to a price.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A fixed amount off.
    AmountOff(AmountOff),
    /// A share off, up to a cap.
    PercentOff(PercentOff),
    /// Whatever it costs, it costs this.
    FixedPrice(FixedPrice),
    /// An amount off that is drawn when the coupon is issued.
    RandomValue(RandomValue),
}

impl Kind {
    /// Refuses numbers that make no sense together; `most_minor` bounds each amount.
    pub(super) fn check(&self, most_minor: u64) -> Result<(), RulesError> {
        match self {
            Self::AmountOff(kind) => kind.check(most_minor),
            Self::PercentOff(kind) => kind.check(most_minor),
            Self::FixedPrice(kind) => kind.check(most_minor),
            Self::RandomValue(kind) => kind.check(most_minor),
        }
    }

    /// Returns from which price up it counts, in minor units; 0 is from any.
    pub const fn threshold_minor(&self) -> u64 {
        match self {
            Self::AmountOff(kind) => kind.threshold_minor,
            Self::PercentOff(kind) => kind.threshold_minor,
            Self::FixedPrice(_) => 0,
            Self::RandomValue(kind) => kind.threshold_minor,
        }
    }

    /// Returns the most that one coupon of this kind can save, in minor units.
    pub const fn most_minor(&self) -> u64 {
        match self {
            Self::AmountOff(kind) => kind.off_minor,
            Self::PercentOff(kind) => kind.cap_minor,
            Self::FixedPrice(kind) => kind.saves_max_minor,
            Self::RandomValue(kind) => kind.most_minor,
        }
    }

    /// Returns the value that a coupon gets when it is issued, where the kind has one.
    pub(super) fn value_minor(&self, coupon: CouponId, seed: &Seed) -> Option<u64> {
        match self {
            Self::RandomValue(kind) => Some(kind.value_minor(coupon, seed)),
            Self::AmountOff(_) | Self::PercentOff(_) | Self::FixedPrice(_) => None,
        }
    }

    /// Returns what a coupon with this value does to a price.
    pub fn cut(&self, value_minor: Option<u64>) -> Cut {
        match self {
            Self::AmountOff(kind) => Cut::Off { minor: kind.off_minor },
            Self::PercentOff(kind) => {
                Cut::Percent { basis_points: kind.basis_points, cap_minor: kind.cap_minor }
            }
            Self::FixedPrice(kind) => {
                Cut::Price { minor: kind.price_minor, cap_minor: kind.saves_max_minor }
            }
            Self::RandomValue(kind) => {
                Cut::Off { minor: value_minor.unwrap_or(kind.least_minor).min(kind.most_minor) }
            }
        }
    }
}
