//! ISO 4217 currencies: code, number and count of decimals.

use crate::table::ISO_4217;
use std::fmt;

/// A currency of ISO 4217, by its alphabetic code.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Currency {
    code: [u8; 3],
    numeric: u16,
    exponent: u8,
}

/// Why a text or number names no currency.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CurrencyError {
    /// No active ISO 4217 currency has this code or number.
    Unknown,
}

impl fmt::Display for CurrencyError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("no ISO 4217 currency has this code")
    }
}

impl std::error::Error for CurrencyError {}

impl Currency {
    /// Returns the currency with this three-letter code (upper case, as ISO 4217 writes it).
    pub fn from_code(code: &str) -> Result<Self, CurrencyError> {
        let found = ISO_4217.iter().find(|row| row.0 == code);
        found.copied().map(Self::from_row).ok_or(CurrencyError::Unknown)
    }

    /// Returns the currency with this three-digit ISO 4217 number.
    pub fn from_numeric(numeric: u16) -> Result<Self, CurrencyError> {
        let found = ISO_4217.iter().find(|row| row.1 == numeric);
        found.copied().map(Self::from_row).ok_or(CurrencyError::Unknown)
    }

    fn from_row((code, numeric, exponent): (&str, u16, u8)) -> Self {
        let mut letters = [0; 3];
        letters.copy_from_slice(code.as_bytes());
        Self { code: letters, numeric, exponent }
    }

    /// Returns the three-letter code, such as `CNY`.
    pub fn code(&self) -> &str {
        std::str::from_utf8(&self.code).unwrap_or("XXX")
    }

    /// Returns the ISO 4217 number, such as 156.
    pub const fn numeric(&self) -> u16 {
        self.numeric
    }

    /// Returns how many decimals the minor unit has: 2 for CNY, 0 for JPY, 3 for KWD.
    pub const fn exponent(&self) -> u8 {
        self.exponent
    }

    /// Returns how many minor units make one major unit.
    pub const fn minor_per_major(&self) -> u64 {
        10u64.pow(self.exponent as u32)
    }

    /// Returns every currency of the table, in the order of the codes.
    pub fn all() -> impl Iterator<Item = Self> {
        ISO_4217.iter().copied().map(Self::from_row)
    }
}

impl fmt::Debug for Currency {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

impl fmt::Display for Currency {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_and_numbers_find_the_same_currency() {
        for currency in Currency::all() {
            assert_eq!(Currency::from_code(currency.code()), Ok(currency));
            assert_eq!(Currency::from_numeric(currency.numeric()), Ok(currency));
        }
    }

    #[test]
    fn codes_and_numbers_are_unique_and_sorted() {
        let codes: Vec<_> = Currency::all().map(|c| c.code).collect();
        assert!(codes.windows(2).all(|pair| pair[0] < pair[1]));
        let mut numbers: Vec<_> = Currency::all().map(|c| c.numeric()).collect();
        numbers.sort_unstable();
        assert!(numbers.windows(2).all(|pair| pair[0] < pair[1]));
    }

    #[test]
    fn lower_case_and_dead_codes_are_refused() {
        assert_eq!(Currency::from_code("cny"), Err(CurrencyError::Unknown));
        assert_eq!(Currency::from_code("DEM"), Err(CurrencyError::Unknown));
        assert_eq!(Currency::from_numeric(0), Err(CurrencyError::Unknown));
    }
}
