//! Two digits that stand for one payment: a shop's sound box speaks them, the payer's screen shows
//! them, and a screen that was made beforehand has others. `docs/sound-box.md` says what they are
//! good for and what not.
//!
//! They come from the hash of the payment's journal row, which holds the hash of the row before it:
//! whoever pays cannot choose them and cannot know them before the bank has the payment. No key is
//! in them, so that a wallet computes them from its own receipt and takes nobody's word.

use crate::tree::Hash;
use sha2::{Digest as _, Sha256};
use std::fmt;

/// What the hashed bytes begin with.
const DOMAIN: &[u8] = b"tongbao payment check 1\n";

/// Check digits: 0 to 99, written with two digits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CheckDigits(u8);

impl CheckDigits {
    /// Returns the check digits of a payment: SHA-256 over the domain, the payment's 16 bytes and
    /// its journal row's hash; of that the first 8 bytes as a big-endian number, modulo 100.
    pub fn of(payment: u128, row: &Hash) -> Self {
        let mut hasher = Sha256::new();
        hasher.update(DOMAIN);
        hasher.update(payment.to_be_bytes());
        hasher.update(row);
        let hash = hasher.finalize();
        let number = hash.iter().take(8).fold(0_u64, |sum, byte| sum << 8 | u64::from(*byte));
        // A remainder below 100 always fits.
        Self(u8::try_from(number % 100).unwrap_or_default())
    }
}

impl fmt::Display for CheckDigits {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:02}", self.0)
    }
}

#[cfg(test)]
mod tests;
