//! What a refund would give back: the refund itself is decided by the same function.

use crate::id::TimeMs;
use crate::record::{Account, Payment, PaymentKind, Returned};
use crate::rejection::Rejection;
use money::{Amount, AmountError};

/// In how many parts a payment can be refunded.
pub const REFUNDS_MAX: u32 = 50;

/// How long after a payment it can be refunded, in milliseconds: 365 days.
pub const REFUND_WITHIN_MS: u64 = 365 * 24 * 60 * 60 * 1000;

/// How far apart the refunds of one payment are at least, in milliseconds: one minute.
pub const REFUND_APART_MS: u64 = 60 * 1000;

/// What a refund gives back.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RefundPreview {
    /// What of the payment is refunded.
    pub amount: Amount,
    /// What the payer gets for it in money.
    pub cash: Amount,
    /// What could still be refunded afterwards, in minor units.
    pub left_minor: u64,
    /// In how many parts.
    pub refunds_left: u32,
}

/// Returns what a refund of `amount` gives back, given what went back before and the account that
/// it is taken from.
///
/// # Errors
/// The first rejection that speaks against it, of those from [`Rejection::CurrencyMismatch`] on.
pub fn preview(
    payment: &Payment,
    returned: Option<&Returned>,
    merchant: &Account,
    amount: Amount,
    at: TimeMs,
) -> Result<RefundPreview, Rejection> {
    let paid = payment.amount;
    if amount.currency() != paid.currency() {
        return Err(Rejection::CurrencyMismatch);
    }
    match payment.kind {
        PaymentKind::Label(_) | PaymentKind::Order(_) | PaymentKind::PayerCode(_) => {}
        PaymentKind::Transfer(_)
        | PaymentKind::TopUp
        | PaymentKind::Refund(_)
        | PaymentKind::Reversal(_)
        | PaymentKind::Held(_)
        | PaymentKind::Booking => return Err(Rejection::PaymentNotRefundable),
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
    let after_minor = before_minor.saturating_add(amount.minor());
    if after_minor > paid.minor() {
        return Err(Rejection::RefundTooMuch);
    }
    let cash_minor = cash_until(after_minor).saturating_sub(cash_until(before_minor));
    if i64::try_from(cash_minor).map_or(true, |cash| merchant.available_minor() < cash) {
        return Err(Rejection::InsufficientFunds);
    }
    let cash = Amount::new(cash_minor, paid.currency());
    Ok(RefundPreview {
        amount,
        cash: cash.map_err(|_: AmountError| Rejection::RefundTooMuch)?,
        left_minor: paid.minor() - after_minor,
        refunds_left: REFUNDS_MAX - count - 1,
    })
}

/// Returns how much money has gone back once `minor` of a payment is refunded. Refunds are the
/// steps of this running total, so no sequence of parts gives back more than the whole; a part of
/// it is all money as long as money is all that was paid.
const fn cash_until(minor: u64) -> u64 {
    minor
}
