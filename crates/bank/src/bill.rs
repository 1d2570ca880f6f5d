//! Signed bills as the store keeps them: once for each shop and local day, never changed.
//!
//! A bill is no command's doing: it moves nothing and promises nothing, and what it says follows
//! from rows that the journal has already. So it is kept beside the journal, as signed heads are,
//! and the first one of a day stays, whichever node made it.

use crate::id::{MerchantId, TimeMs};
use promotion::calendar::LocalDay;

/// What the operator has signed of a shop's day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SignedBill {
    /// The shop.
    pub merchant: MerchantId,
    /// The day, in the operator's zone.
    pub day: LocalDay,
    /// When it was signed.
    pub at: TimeMs,
    /// The whole note, see `proof::bill`.
    pub note: String,
}
