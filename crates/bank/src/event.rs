//! What listeners are told: written in the same transaction as what happened.

use crate::id::{AccountId, EnvelopeId, HoldId, OrderId, PaymentId};
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
    /// Money moved, forth or back: both accounts hear of it.
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
    /// An order was closed or reversed without money: its merchant hears of it, and the payer who
    /// was asked to confirm it.
    OrderEnded {
        /// The order.
        order: OrderId,
        /// The account that would have been paid.
        payee: AccountId,
        /// The account of the payer who was asked.
        payer: Option<AccountId>,
    },
    /// Money was held, or released without being moved: both accounts hear of it.
    HoldChanged {
        /// The hold.
        hold: HoldId,
        /// The account on which it is held.
        debit: AccountId,
        /// The account that is or was to be paid.
        credit: AccountId,
    },
    /// An envelope was sent, or a share of it claimed: its sender hears of it, and the person for
    /// whom it is when it is sent.
    EnvelopeChanged {
        /// The envelope.
        envelope: EnvelopeId,
        /// The sender's account.
        sender: AccountId,
        /// The account of the one person who may claim it.
        payee: Option<AccountId>,
    },
}

impl Event {
    /// Returns the accounts that hear of it.
    pub fn hearers(&self) -> impl Iterator<Item = AccountId> {
        let (one, other) = match self.happened {
            Happened::Paid { debit, credit, .. } => (debit, Some(credit)),
            Happened::PinAsked { payer, .. } => (payer, None),
            Happened::OrderEnded { payee, payer, .. } => (payee, payer),
            Happened::HoldChanged { debit, credit, .. } => (debit, Some(credit)),
            Happened::EnvelopeChanged { sender, payee, .. } => (sender, payee),
        };
        std::iter::once(one).chain(other)
    }
}
