//! What a payment's receipt proves.

use serde::Serialize;
use ts_rs::TS;

/// A receipt that was verified: the operator signed it, and it says of the payment what the wallet
/// shows. One that does not is the error `receipt_invalid`, never a view.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct ReceiptView {
    /// The operator whose key signed it.
    pub operator: String,
    /// How many journal entries the signed head covers that has this one; null until it is signed.
    pub covered_size: Option<u64>,
    /// When that head was signed, in Unix milliseconds.
    pub covered_at_ms: Option<u64>,
    /// The receipt itself, as the file that stands alone.
    pub file: String,
}
