//! Commands about shifts of those who take money for a merchant.

use crate::id::{MerchantId, ShiftId};
use crate::record::Taker;

/// Opens a shift.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct OpenShift {
    /// The shift, made by who opens it.
    pub shift: ShiftId,
    /// The merchant.
    pub merchant: MerchantId,
    /// Whose shift; who asks.
    pub taker: Taker,
}

/// Closes a shift: what the journal has so far is in it, what comes later is not.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CloseShift {
    /// The shift.
    pub shift: ShiftId,
    /// The merchant.
    pub merchant: MerchantId,
    /// Who asks.
    pub by: Taker,
}

/// Keeps the report of a shift, unless one is kept already. What it says follows from rows that the
/// journal has: the first one stays.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeepReport {
    /// The shift.
    pub shift: ShiftId,
    /// The report as the operator signed it.
    pub report: String,
}
