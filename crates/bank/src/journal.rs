//! The append-only journal: what happened to money and promises, each row hashed with the one
//! before it.

use crate::id::{AccountId, OrderId, PaymentId, TimeMs};
use crate::record::{Floor, Owner};
use money::{Amount, Currency};

/// One row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct JournalRow {
    /// 1, 2, 3, … without gaps.
    pub sequence: u64,
    /// When it was decided.
    pub at: TimeMs,
    /// What happened.
    pub entry: JournalEntry,
    /// SHA-256 over the previous row's hash and this row's bytes.
    pub hash: [u8; 32],
}

/// What happened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum JournalEntry {
    /// An account was opened, with nothing in it.
    AccountOpened {
        /// The account.
        account: AccountId,
        /// Whose it is.
        owner: Owner,
        /// How low it may go.
        floor: Floor,
        /// Its currency.
        currency: Currency,
    },
    /// Money moved between two accounts.
    Moved {
        /// The payment.
        payment: PaymentId,
        /// The account that paid.
        debit: AccountId,
        /// The account that was paid.
        credit: AccountId,
        /// How much.
        amount: Amount,
        /// The order that this settled.
        order: Option<OrderId>,
        /// The SHA-256 of the payer's signed text and signature; zeros where there is none.
        evidence_hash: [u8; 32],
    },
    /// An order was opened.
    OrderOpened {
        /// The order.
        order: OrderId,
        /// The account that is to be paid.
        credit: AccountId,
        /// How much.
        amount: Amount,
        /// Until when.
        expires_at: TimeMs,
    },
    /// An order was closed without a payment.
    OrderClosed {
        /// The order.
        order: OrderId,
    },
}

/// The end of the chain so far: sequence 0 and zeros before the first row.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ChainHead {
    /// The last row's sequence.
    pub sequence: u64,
    /// The last row's hash.
    pub hash: [u8; 32],
}
