//! How much a fee is, and how much of it goes back: whole minor units, always rounded in favour of
//! the merchant while it is taken, and exact once all of a payment is back.

/// The highest rate, in basis points: a tenth. What is above it is a slip of the hand.
pub const FEE_RATE_MAX_BP: u32 = 1_000;

/// What is taken of a payment.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct FeeTerms {
    /// The rate in basis points, hundredths of a per cent; zero takes nothing.
    pub rate_bp: u32,
    /// Payments of less than so many minor units are free of it.
    pub free_below_minor: u64,
}

impl FeeTerms {
    /// Nothing is taken.
    pub const NONE: Self = Self { rate_bp: 0, free_below_minor: 0 };

    /// Returns what is taken of an amount, in minor units: rounded down, so that it is never more
    /// than the rate says, of however little. Never above the amount, whatever the rate.
    pub fn of(self, minor: u64) -> u64 {
        if minor < self.free_below_minor {
            return 0;
        }
        let part = u128::from(minor) * u128::from(self.rate_bp.min(10_000)) / 10_000;
        u64::try_from(part).unwrap_or(minor)
    }
}

/// Returns how much of a fee has gone back once `returned_minor` of a price of `price_minor` has:
/// in proportion, rounded down, and all of it with the whole price. As a running total it never
/// falls, so no sequence of parts gives back more than was taken.
pub fn returned_until(fee_minor: u64, price_minor: u64, returned_minor: u64) -> u64 {
    if returned_minor >= price_minor {
        return fee_minor;
    }
    let part = u128::from(fee_minor) * u128::from(returned_minor) / u128::from(price_minor);
    u64::try_from(part).unwrap_or(fee_minor)
}

#[cfg(test)]
mod tests;
