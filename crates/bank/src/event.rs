//! What listeners are told: written in the same transaction as the money.

use crate::id::AccountId;
use crate::id::PaymentId;

/// A payment happened: both accounts hear of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Event {
    /// Its place in the sequence of events; the journal's sequence of the payment.
    pub sequence: u64,
    /// The payment.
    pub payment: PaymentId,
    /// The account that paid.
    pub debit: AccountId,
    /// The account that was paid.
    pub credit: AccountId,
}
