//! What the bank knows of coupons: batches, single ones, and what was saved with them.

use crate::id::{AccountId, CouponId, PaymentId, PersonId, StockId, TimeMs};
use money::Amount;
use promotion::State;
use promotion::coupon::{Budget, Rules, Taken};

/// A batch of coupons with one set of rules and one budget.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stock {
    /// The identifier.
    pub id: StockId,
    /// What people read: one line.
    pub title: String,
    /// What its coupons promise.
    pub rules: Rules,
    /// Whether everybody is offered its coupons; if not, whoever has its address can take one.
    pub is_listed: bool,
    /// Where it stands.
    pub state: State,
    /// What of it is gone.
    pub budget: Budget,
    /// Where the money lies that was laid aside; none for a batch that nobody funds.
    pub account: Option<AccountId>,
    /// When it was written.
    pub opened_at: TimeMs,
}

/// One person's coupon.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Coupon {
    /// What it is worth and when it is good.
    pub coupon: promotion::coupon::Coupon,
    /// Whose it is.
    pub person: PersonId,
    /// What it reserved of its stock's budget.
    pub taken: Taken,
    /// When it was received.
    pub received_at: TimeMs,
    /// Where it stands.
    pub state: CouponState,
}

/// Where a coupon stands. One past its time cannot be used, and is ended soon after.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CouponState {
    /// It can be used when its stock and rules let it.
    Held,
    /// It was used for this payment.
    Used(PaymentId),
    /// Its time was over: what it reserved is free again.
    Lapsed,
}

/// How many coupons of a stock a person received.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Receiver {
    /// The stock.
    pub stock: StockId,
    /// The person.
    pub person: PersonId,
    /// How many, those included that were used or lapsed.
    pub count: u32,
}

/// The coupons of a payment; absent for one without.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Discount {
    /// The payment.
    pub payment: PaymentId,
    /// What it would have cost without.
    pub total: Amount,
    /// The coupons, at least one, in the order in which they were chosen.
    pub used: Vec<UsedCoupon>,
}

/// One coupon of a payment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct UsedCoupon {
    /// The coupon.
    pub coupon: CouponId,
    /// What it saved, in minor units.
    pub saving_minor: u64,
    /// Whether its stock's account paid that to the merchant; if not, the merchant gave it up.
    pub is_funded: bool,
}
