//! What a refund would give back: the refund itself is decided by the same function.

use crate::id::TimeMs;
use crate::record::{Account, Owner, Payment, PaymentKind, Returned};
use crate::refund::beside::Beside;
use crate::refund::coupons::{CouponReturn, CouponsOf, paid};
use crate::rejection::Rejection;
use money::Amount;
use promotion::refund::RefundError;

/// In how many parts a payment can be refunded.
pub const REFUNDS_MAX: u32 = 50;

/// How long after a payment it can be refunded, in milliseconds: 365 days.
pub const REFUND_WITHIN_MS: u64 = 365 * 24 * 60 * 60 * 1000;

/// How far apart the refunds of one payment are at least, in milliseconds: one minute.
pub const REFUND_APART_MS: u64 = 60 * 1000;

/// What a refund gives back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RefundPreview {
    /// What of the price is refunded.
    pub amount: Amount,
    /// What comes back for it in money.
    pub cash: Amount,
    /// What of that goes on to the campaign, of which the payment had won.
    pub clawed_back: Amount,
    /// What of the operator's fee goes back to the merchant.
    pub fee_back: Amount,
    /// What becomes of the coupons.
    pub coupons: Vec<CouponReturn>,
    /// What could still be refunded afterwards, in minor units.
    pub left_minor: u64,
    /// In how many parts.
    pub refunds_left: u32,
}

/// Returns what a refund of `amount` of the price gives back, given what moved beside the payment,
/// what went back before and the account that it is taken from.
///
/// # Errors
/// The first rejection that speaks against it, of those from [`Rejection::CurrencyMismatch`] on.
pub fn preview(
    payment: &Payment,
    beside: Beside<'_>,
    returned: Option<&Returned>,
    merchant: &Account,
    amount: Amount,
    at: TimeMs,
) -> Result<RefundPreview, Rejection> {
    if amount.currency() != payment.amount.currency() {
        return Err(Rejection::CurrencyMismatch);
    }
    if !is_refundable(payment.kind) {
        return Err(Rejection::PaymentNotRefundable);
    }
    if returned.is_some_and(|returned| returned.reversal.is_some()) {
        return Err(Rejection::PaymentReversed);
    }
    if at > payment.at.plus_ms(REFUND_WITHIN_MS) {
        return Err(Rejection::RefundTooLate);
    }
    if returned.is_some_and(|returned| at < returned.last_at.plus_ms(REFUND_APART_MS)) {
        return Err(Rejection::RefundTooSoon);
    }
    let (before_minor, count) =
        returned.map_or((0, 0), |returned| (returned.minor, returned.count));
    if count >= REFUNDS_MAX {
        return Err(Rejection::RefundsUsed);
    }
    let (how, used) = paid(payment, beside.coupons, beside.drawn);
    let price = how.price().map_err(|_| Rejection::RefundTooMuch)?;
    let before =
        Amount::new(before_minor, price.currency()).map_err(|_| Rejection::RefundTooMuch)?;
    let now = promotion::calendar::TimeMs(at.0);
    let refund = promotion::refund::refund(&how, before, amount, &used, now);
    let refund = refund.map_err(|error| match error {
        RefundError::Nothing => Rejection::AmountZero,
        RefundError::WrongCurrency => Rejection::CurrencyMismatch,
        RefundError::TooMuch { .. } | RefundError::Unsound => Rejection::RefundTooMuch,
    })?;
    let after_minor = before_minor.saturating_add(amount.minor());
    let fee_minor = beside.fee_back(price.minor(), before_minor, after_minor);
    let coupons = beside.returns(&refund, merchant.owner);
    let funded = coupons.iter().filter(|back| back.is_funded);
    let gives_minor = funded.fold(refund.cash.minor(), |sum, back| sum + back.saving_minor);
    // What comes back of the fee comes first, so that it can be given on.
    let pays_minor = gives_minor.saturating_sub(fee_minor);
    if i64::try_from(pays_minor).map_or(true, |pays| merchant.available_minor() < pays) {
        return Err(Rejection::InsufficientFunds);
    }
    if refund.cash.is_zero() {
        return Err(Rejection::RefundTooSmall);
    }
    Ok(RefundPreview {
        amount,
        cash: refund.cash,
        clawed_back: refund.clawed_back,
        fee_back: part(fee_minor, price)?,
        coupons,
        left_minor: refund.left.minor(),
        refunds_left: REFUNDS_MAX - count - 1,
    })
}

/// Returns whether it is what a merchant was paid.
const fn is_refundable(kind: PaymentKind) -> bool {
    match kind {
        PaymentKind::Label(_) | PaymentKind::Order(_) | PaymentKind::PayerCode(_) => true,
        PaymentKind::Transfer(_)
        | PaymentKind::TopUp
        | PaymentKind::Refund(_)
        | PaymentKind::Reversal(_)
        | PaymentKind::Held(_)
        | PaymentKind::Subsidy(_)
        | PaymentKind::SubsidyReturned(_)
        | PaymentKind::Budget(_)
        | PaymentKind::CashBack(_)
        | PaymentKind::CashBackReturned(_)
        | PaymentKind::CampaignBudget(_)
        | PaymentKind::Envelope(_)
        | PaymentKind::Share(_)
        | PaymentKind::EnvelopeReturned(_)
        | PaymentKind::Withdrawal(_)
        | PaymentKind::Fee(_)
        | PaymentKind::FeeReturned(_)
        | PaymentKind::CardTopUp(_)
        | PaymentKind::Booking => false,
    }
}

/// Returns what goes back of a merchant's payment that is reversed: all of it.
pub(crate) fn whole(
    payment: &Payment,
    beside: Beside<'_>,
    merchant: Owner,
    at: TimeMs,
) -> Result<RefundPreview, Rejection> {
    let (how, used) = paid(payment, beside.coupons, beside.drawn);
    let price = how.price().map_err(|_| Rejection::RefundTooMuch)?;
    let now = promotion::calendar::TimeMs(at.0);
    let none = Amount::zero(price.currency());
    let refund = promotion::refund::refund(&how, none, price, &used, now);
    let refund = refund.map_err(|_| Rejection::RefundTooMuch)?;
    Ok(RefundPreview {
        amount: price,
        cash: refund.cash,
        clawed_back: refund.clawed_back,
        fee_back: part(beside.fee_back(price.minor(), 0, price.minor()), price)?,
        coupons: beside.returns(&refund, merchant),
        left_minor: 0,
        refunds_left: 0,
    })
}

/// Returns minor units in the currency of the price that they are a part of.
fn part(minor: u64, price: Amount) -> Result<Amount, Rejection> {
    Amount::new(minor, price.currency()).map_err(|_| Rejection::RefundTooMuch)
}

/// Returns how much money has come back, before anything goes on to a campaign, once
/// `minor` of the price is refunded.
pub fn cash_until(payment: &Payment, coupons: Option<&CouponsOf>, minor: u64) -> u64 {
    let currency = payment.amount.currency();
    let (how, _) = paid(payment, coupons, None);
    let refunded = Amount::new(minor, currency).ok().and_then(|amount| {
        let (none, now) = (Amount::zero(currency), promotion::calendar::TimeMs(0));
        promotion::refund::refund(&how, none, amount, &[], now).ok()
    });
    refunded.map_or(0, |refund| refund.cash.minor())
}
