//! The two digits that say whose payer code it is.

/// An operator's own prefix.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PayerPrefix(u8);

/// The two digits cannot be a prefix.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("a payer code's prefix is 16 to 24, 31 to 61 or 63 to 99")]
pub struct PrefixError;

impl PayerPrefix {
    /// What an operator uses that names none.
    pub const DEFAULT: Self = Self(71);

    /// Takes two digits. 10 to 15, 25 to 30 and 62 belong to other wallets, and a code that begins
    /// with 0 would look like the first digits of merchant-presented ones.
    ///
    /// # Errors
    /// When the prefix is another one's, or no two digits.
    pub const fn new(number: u32) -> Result<Self, PrefixError> {
        match number {
            // In range, so the cast keeps the value.
            16..=24 | 31..=61 | 63..=99 => Ok(Self((number % 100) as u8)),
            _ => Err(PrefixError),
        }
    }

    /// Returns the two digits as a number.
    pub const fn number(self) -> u8 {
        self.0
    }
}
