//! A non-negative sum of money.

use crate::Currency;
use std::fmt;

/// A non-negative number of minor units of one currency.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct Amount {
    minor: u64,
    currency: Currency,
}

/// Why a number, a text or a sum is not an amount.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AmountError {
    /// The text is not digits with at most one decimal point.
    Malformed,
    /// The text has more decimals than the currency.
    TooManyDecimals,
    /// The value is above [`Amount::MINOR_MAX`].
    TooLarge,
    /// Two amounts of different currencies met.
    CurrencyMismatch,
    /// The smaller amount was to be reduced by the larger.
    Negative,
}

impl fmt::Display for AmountError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Malformed => "an amount is digits with at most one decimal point",
            Self::TooManyDecimals => "the amount has more decimals than its currency",
            Self::TooLarge => "the amount is larger than 999,999,999,999,999 minor units",
            Self::CurrencyMismatch => "the amounts are of different currencies",
            Self::Negative => "the result would be below zero",
        })
    }
}

impl std::error::Error for AmountError {}

impl Amount {
    /// The largest amount, in minor units: every such number is exact in JSON readers too.
    pub const MINOR_MAX: u64 = 999_999_999_999_999;

    /// Returns the amount of `minor` units, unless it is above [`Self::MINOR_MAX`].
    pub const fn new(minor: u64, currency: Currency) -> Result<Self, AmountError> {
        if minor > Self::MINOR_MAX {
            return Err(AmountError::TooLarge);
        }
        Ok(Self { minor, currency })
    }

    /// Returns nothing at all, of a currency.
    pub const fn zero(currency: Currency) -> Self {
        Self { minor: 0, currency }
    }

    /// Reads ASCII digits with at most one point: `98.73`, `98` and `98.` but not `.5` or `98,73`.
    pub fn parse(text: &str, currency: Currency) -> Result<Self, AmountError> {
        let (whole, decimals) = text.split_once('.').unwrap_or((text, ""));
        let digits = |part: &str| part.bytes().all(|b| b.is_ascii_digit());
        if whole.is_empty() || !digits(whole) || !digits(decimals) {
            return Err(AmountError::Malformed);
        }
        let exponent = usize::from(currency.exponent());
        if decimals.len() > exponent {
            return Err(AmountError::TooManyDecimals);
        }
        let padding = std::iter::repeat_n(b'0', exponent - decimals.len());
        let mut minor: u64 = 0;
        for digit in whole.bytes().chain(decimals.bytes()).chain(padding) {
            minor = minor * 10 + u64::from(digit - b'0');
            if minor > Self::MINOR_MAX {
                return Err(AmountError::TooLarge);
            }
        }
        Ok(Self { minor, currency })
    }

    /// Returns the number of minor units.
    pub const fn minor(&self) -> u64 {
        self.minor
    }

    /// Returns the currency.
    pub const fn currency(&self) -> Currency {
        self.currency
    }

    /// Returns whether this is nothing.
    pub const fn is_zero(&self) -> bool {
        self.minor == 0
    }

    /// Returns the sum, unless the currencies differ or it is too large.
    pub fn checked_add(self, other: Self) -> Result<Self, AmountError> {
        self.same_currency(other)?;
        let sum = self.minor.checked_add(other.minor).ok_or(AmountError::TooLarge)?;
        Self::new(sum, self.currency)
    }

    /// Returns the difference, unless the currencies differ or it is below zero.
    pub fn checked_sub(self, other: Self) -> Result<Self, AmountError> {
        self.same_currency(other)?;
        let minor = self.minor.checked_sub(other.minor).ok_or(AmountError::Negative)?;
        Ok(Self { minor, currency: self.currency })
    }

    fn same_currency(self, other: Self) -> Result<(), AmountError> {
        if self.currency == other.currency { Ok(()) } else { Err(AmountError::CurrencyMismatch) }
    }

    /// Returns the digits alone, with all decimals of the currency: `12.50`.
    pub fn digits(&self) -> String {
        let exponent = usize::from(self.currency.exponent());
        let per_major = self.currency.minor_per_major();
        match exponent {
            0 => self.minor.to_string(),
            _ => format!("{}.{:0exponent$}", self.minor / per_major, self.minor % per_major),
        }
    }
}

impl fmt::Display for Amount {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.digits(), self.currency)
    }
}

impl fmt::Debug for Amount {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

#[cfg(test)]
mod tests;
