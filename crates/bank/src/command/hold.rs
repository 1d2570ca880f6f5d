//! Holding money for another account, and moving it by several movements at once.

use crate::fee::FeeTerms;
use crate::id::{AccountId, HoldId, PaymentId};
use money::Amount;

/// Holds money on an account for another one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hold {
    /// The hold.
    pub hold: HoldId,
    /// On which account.
    pub debit: AccountId,
    /// Who is paid if it is posted.
    pub credit: AccountId,
    /// How much.
    pub amount: Amount,
    /// What it is for.
    pub note: Option<String>,
    /// For how long, in seconds.
    pub open_for_s: u32,
}

/// Moves money that is held; what it does not move is released.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PostHold {
    /// The hold.
    pub hold: HoldId,
    /// The payment that it becomes.
    pub payment: PaymentId,
    /// How much of it.
    pub amount: Amount,
    /// What is taken of it where a merchant is paid, unless settings say otherwise.
    pub fee: FeeTerms,
}

/// Releases money that is held.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct VoidHold {
    /// The hold.
    pub hold: HoldId,
}

/// Releases money whose hold is over its time; one that has ended, or has time left, stays as it
/// is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ExpireHold {
    /// The hold.
    pub hold: HoldId,
}

/// Does several movements, all or none. They are done in their order, each on what those before it
/// left: floors are checked after each, so money must come before it goes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Link {
    /// The movements, at least one, at most [`crate::LEGS_MAX`].
    pub legs: Vec<Leg>,
}

/// One movement of several.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Leg {
    /// Moves money at once.
    Book(Book),
    /// See [`Hold`].
    Hold(Hold),
    /// See [`PostHold`].
    Post(PostHold),
    /// See [`VoidHold`].
    Void(VoidHold),
}

/// Moves money between two accounts because the operator says so.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Book {
    /// The payment.
    pub payment: PaymentId,
    /// The account that pays.
    pub debit: AccountId,
    /// The account that is paid.
    pub credit: AccountId,
    /// How much.
    pub amount: Amount,
    /// What it is for.
    pub note: Option<String>,
}
