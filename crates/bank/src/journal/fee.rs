//! Rows about fees, and their bytes; the layout is in the module above.

use crate::canonical::Bytes;
use crate::fee::FeeTerms;
use crate::id::{AccountId, PaymentId};
use money::Amount;

/// A fee that was taken of a payment, or what goes back of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FeeMoved {
    /// The movement.
    pub payment: PaymentId,
    /// The account that paid.
    pub debit: AccountId,
    /// The account that was paid.
    pub credit: AccountId,
    /// How much.
    pub amount: Amount,
    /// The payment of which it was taken.
    pub of: PaymentId,
    /// On which terms; none for what goes back.
    pub terms: Option<FeeTerms>,
}

pub(super) fn content(bytes: Bytes, moved: &FeeMoved) -> Bytes {
    let FeeMoved { payment, debit, credit, amount, of, terms } = moved;
    let bytes = bytes
        .tag(if terms.is_some() { 140 } else { 141 })
        .id(payment.0)
        .id(debit.0)
        .id(credit.0)
        .amount(*amount)
        .id(of.0);
    match terms {
        None => bytes,
        Some(FeeTerms { rate_bp, free_below_minor }) => {
            bytes.number(u64::from(*rate_bp)).number(*free_below_minor)
        }
    }
}
