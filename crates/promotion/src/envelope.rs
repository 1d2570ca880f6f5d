//! Envelopes: money for one or more people, in equal or lucky shares that are fixed and committed
//! to when the envelope is sent. The first to claim gets the first share, and so on; what nobody
//! has claimed after 24 hours goes back. Who may claim, and how often, is the bank's.

mod commitment;
mod seal;
mod split;

pub use commitment::{Hash, ProofError, commitment, leaf, verify_envelope, verify_share};
pub use seal::{Sealed, Share};
pub use split::Split;

use crate::calendar::TimeMs;
use crate::id::EnvelopeId;
use money::Amount;
use std::fmt;

/// How many shares an envelope has at most.
pub const SHARES_MAX: u16 = 100;

/// The largest share, in major units: 200.00.
pub const SHARE_MAJOR_MAX: u64 = 200;

/// After how long unclaimed shares go back, in milliseconds: 24 hours.
pub const OPEN_MS: u64 = 24 * 60 * 60 * 1000;

/// What is sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Envelope {
    /// Which.
    pub id: EnvelopeId,
    /// All of its money.
    pub total: Amount,
    /// Into how many shares, 1 to [`SHARES_MAX`].
    pub shares: u16,
    /// How it is divided.
    pub split: Split,
}

/// Why an envelope is not sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EnvelopeError {
    /// No share, or more than [`SHARES_MAX`].
    SharesOutOfRange,
    /// There is less than one minor unit for each.
    TooLittle {
        /// What it must be at least, in minor units.
        least_minor: u64,
    },
    /// There is more for each than the largest share.
    TooMuch {
        /// What it may be at most, in minor units.
        most_minor: u64,
    },
}

impl fmt::Display for EnvelopeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::SharesOutOfRange => "an envelope has 1 to 100 shares",
            Self::TooLittle { .. } => "each share needs at least one minor unit",
            Self::TooMuch { .. } => "a share is at most 200.00",
        })
    }
}

impl std::error::Error for EnvelopeError {}

impl Envelope {
    /// Returns whether it may be sent.
    ///
    /// # Errors
    /// Why not, with the number that is missed.
    pub fn check(&self) -> Result<(), EnvelopeError> {
        let shares = u64::from(self.shares);
        if !(1..=SHARES_MAX).contains(&self.shares) {
            return Err(EnvelopeError::SharesOutOfRange);
        }
        if self.total.minor() < shares {
            return Err(EnvelopeError::TooLittle { least_minor: shares });
        }
        let most_minor = shares * self.share_max_minor();
        if self.total.minor() > most_minor {
            return Err(EnvelopeError::TooMuch { most_minor });
        }
        Ok(())
    }

    /// The largest share in minor units.
    const fn share_max_minor(&self) -> u64 {
        SHARE_MAJOR_MAX * self.total.currency().minor_per_major()
    }
}

/// Returns from when on an envelope that was sent at a moment goes back.
pub const fn returns_at(sent_at: TimeMs) -> TimeMs {
    sent_at.plus_ms(OPEN_MS)
}

#[cfg(test)]
mod tests;
