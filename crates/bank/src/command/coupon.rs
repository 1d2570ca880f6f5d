//! What the bank can be told of coupons.

use crate::id::{AccountId, CardId, CouponId, PaymentId, PersonId, StockId};
use money::Amount;
use promotion::Change;
use promotion::Seed;
use promotion::calendar::Zone;
use promotion::coupon::{Limits, Rules};

/// Writes a batch of coupons: a draft, of which nothing is given out yet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OpenStock {
    /// The batch.
    pub stock: StockId,
    /// Where its money will lie; needed by a funded one, and unused by another.
    pub account: AccountId,
    /// What people read: one line of 1 to 64 characters.
    pub title: String,
    /// What its coupons promise.
    pub rules: Rules,
    /// Whether everybody is offered its coupons; if not, whoever has its address can take one.
    pub is_listed: bool,
    /// The operator's zone: whose days budgets count.
    pub zone: Zone,
}

/// Starts, pauses, resumes or ends a batch. Starting a funded one moves its whole budget out of the
/// funder's account; ending it moves the rest back.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ChangeStock {
    /// The batch.
    pub stock: StockId,
    /// What happens to it.
    pub change: Change,
    /// The movement, where money moves.
    pub movement: PaymentId,
}

/// Changes a batch's budget, if it is still what whoever changes it has seen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LimitStock {
    /// The batch.
    pub stock: StockId,
    /// The budget as it was seen.
    pub was: Limits,
    /// The budget as it shall be.
    pub limits: Limits,
    /// The movement, where money moves.
    pub movement: PaymentId,
}

/// Gives a person a coupon.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReceiveCoupon {
    /// The coupon.
    pub coupon: CouponId,
    /// Of which batch.
    pub stock: StockId,
    /// Whose it will be.
    pub person: PersonId,
    /// The card of theirs that counts, where the batch needs one.
    pub card: Option<CardId>,
    /// The operator's zone.
    pub zone: Zone,
    /// What a value is drawn from, where the kind has one.
    pub seed: Seed,
}

/// Ends a coupon whose time is over, so that what it reserved is free again; one that has ended, or
/// has time left, stays as it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LapseCoupon {
    /// The coupon.
    pub coupon: CouponId,
}

/// The coupons among which a charge of a payer code finds the best combination: those that the
/// payer held when the code was looked up. Whose they are and what became of them since is decided.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OfferedCoupons {
    /// The coupons.
    pub coupons: Vec<CouponId>,
    /// The operator's zone: whose days and hours rules mean.
    pub zone: Zone,
}

/// The coupons of a payment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Discounting {
    /// What it would cost without.
    pub total: Amount,
    /// The coupons, all of which are to be used; at least one.
    pub coupons: Vec<CouponId>,
    /// The operator's zone: whose days and hours rules mean.
    pub zone: Zone,
}
