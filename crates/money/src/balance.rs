//! The signed sum that a ledger account holds.

use crate::{Amount, AmountError, Currency};
use std::fmt;

/// A signed number of minor units of one currency; below zero only where an account has no floor.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct Balance {
    minor: i64,
    currency: Currency,
}

impl Balance {
    /// The largest distance from zero, in minor units.
    pub const MINOR_MAX: i64 = 9_007_199_254_740_991;

    /// Returns the balance of `minor` units, unless it is beyond [`Self::MINOR_MAX`] either way.
    pub const fn new(minor: i64, currency: Currency) -> Result<Self, AmountError> {
        if minor > Self::MINOR_MAX || minor < -Self::MINOR_MAX {
            return Err(AmountError::TooLarge);
        }
        Ok(Self { minor, currency })
    }

    /// Returns an empty balance.
    pub const fn zero(currency: Currency) -> Self {
        Self { minor: 0, currency }
    }

    /// Returns the number of minor units.
    pub const fn minor(&self) -> i64 {
        self.minor
    }

    /// Returns the currency.
    pub const fn currency(&self) -> Currency {
        self.currency
    }

    /// Returns the balance after `amount` came in.
    pub fn credit(self, amount: Amount) -> Result<Self, AmountError> {
        self.moved(amount, i64::checked_add)
    }

    /// Returns the balance after `amount` went out; whether that may be below zero is not decided
    /// here.
    pub fn debit(self, amount: Amount) -> Result<Self, AmountError> {
        self.moved(amount, i64::checked_sub)
    }

    fn moved(self, amount: Amount, by: fn(i64, i64) -> Option<i64>) -> Result<Self, AmountError> {
        if amount.currency() != self.currency {
            return Err(AmountError::CurrencyMismatch);
        }
        let minor = i64::try_from(amount.minor()).map_err(|_| AmountError::TooLarge)?;
        let moved = by(self.minor, minor).ok_or(AmountError::TooLarge)?;
        Self::new(moved, self.currency)
    }

    /// Returns the balance as an amount, unless it is below zero or above the largest amount.
    pub fn amount(self) -> Result<Amount, AmountError> {
        let minor = u64::try_from(self.minor).map_err(|_| AmountError::Negative)?;
        Amount::new(minor, self.currency)
    }
}

impl fmt::Display for Balance {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let sign = if self.minor < 0 { "-" } else { "" };
        let exponent = usize::from(self.currency.exponent());
        let (per_major, minor) = (self.currency.minor_per_major(), self.minor.unsigned_abs());
        let (whole, rest) = (minor / per_major, minor % per_major);
        match exponent {
            0 => write!(f, "{sign}{whole} {}", self.currency),
            _ => write!(f, "{sign}{whole}.{rest:0exponent$} {}", self.currency),
        }
    }
}

impl fmt::Debug for Balance {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn yuan(minor: i64) -> Balance {
        Balance::new(minor, Currency::from_code("CNY").expect("known")).expect("in range")
    }

    #[test]
    fn a_balance_may_be_negative_and_prints_its_sign() {
        assert_eq!(yuan(-5).to_string(), "-0.05 CNY");
        assert_eq!(yuan(-123_456).to_string(), "-1234.56 CNY");
        assert_eq!(yuan(-5).amount(), Err(AmountError::Negative));
    }

    #[test]
    fn credit_and_debit_are_checked_at_the_edges() {
        let one = Amount::new(1, yuan(0).currency()).expect("one fen");
        assert_eq!(yuan(Balance::MINOR_MAX).credit(one), Err(AmountError::TooLarge));
        assert_eq!(yuan(-Balance::MINOR_MAX).debit(one), Err(AmountError::TooLarge));
        assert_eq!(yuan(0).debit(one).and_then(|b| b.credit(one)), Ok(yuan(0)));
    }
}
