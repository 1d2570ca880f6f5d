//! What listeners are told: written in the same transaction as what happened.

use crate::id::{AccountId, OrderId, PaymentId};
use crate::quick_pay::QuickPayRule;

/// Something that accounts hear of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Event {
    /// Its place in the sequence of events: the sequence of its journal row.
    pub sequence: u64,
    /// What it was.
    pub happened: Happened,
}

/// What happened.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Happened {
    /// Money moved: both accounts hear of it.
    Paid {
        /// The payment.
        payment: PaymentId,
        /// The account that paid.
        debit: AccountId,
        /// The account that was paid.
        credit: AccountId,
    },
    /// A till charged a payer code that needs the PIN: the payer's account alone hears of it.
    PinAsked {
        /// The order that is to be confirmed.
        order: OrderId,
        /// The payer's account.
        payer: AccountId,
        /// The rule that asked.
        rule: QuickPayRule,
    },
}

impl Event {
    /// Returns the accounts that hear of it.
    pub fn hearers(&self) -> impl Iterator<Item = AccountId> {
        let (one, other) = match self.happened {
            Happened::Paid { debit, credit, .. } => (debit, Some(credit)),
            Happened::PinAsked { payer, .. } => (payer, None),
        };
        std::iter::once(one).chain(other)
    }
}
