//! Signed heads as the store keeps them: once for each size of the journal, never changed.

use crate::id::TimeMs;

/// What the operator has signed of the journal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SignedHead {
    /// How many rows it covers.
    pub size: u64,
    /// When it was signed.
    pub at: TimeMs,
    /// The whole note, see `proof::head`.
    pub note: String,
}
