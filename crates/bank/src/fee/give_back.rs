//! Gives the fee of a payment back that is refunded or reversed: before the money itself goes, so
//! that a merchant who kept all it got can give all of it back.

use crate::effects::{Effects, Stop};
use crate::id::PaymentId;
use crate::page::{Missing, Page};
use crate::payment::{Transfer, transfer};
use crate::record::{Payment, PaymentKind};
use crate::rejection::Rejection;
use money::Amount;

/// Returns the movement that took a payment's fee; none when nothing was taken.
pub(crate) fn of_payment(page: &Page, payment: PaymentId) -> Result<Option<&Payment>, Missing> {
    page.payment(PaymentId::of_fee(payment))
}

/// Moves what goes back of a payment's fee with a refund or a reversal; nothing for nothing.
pub(crate) fn give_back(
    page: &Page,
    payment: &Payment,
    refund: PaymentId,
    amount: Amount,
    effects: &mut Effects,
) -> Result<(), Stop> {
    if amount.is_zero() {
        return Ok(());
    }
    let fee = of_payment(page, payment.id)?.ok_or(Rejection::PaymentUnknown)?;
    let debit = page.account(fee.credit)?.ok_or(Rejection::AccountUnknown)?;
    let credit = page.account(fee.debit)?.ok_or(Rejection::AccountUnknown)?;
    let (debit, credit) = (effects.account(debit).clone(), effects.account(credit).clone());
    let returned = Transfer {
        payment: PaymentId::of_fee(refund),
        kind: PaymentKind::FeeReturned(payment.id),
        debit: &debit,
        credit: &credit,
        amount,
        total: None,
        fee: None,
        released_minor: 0,
        order: None,
        payer_name: "",
        payee_name: &payment.payee_name,
        note: None,
        evidence: None,
    };
    transfer(returned, effects).map(drop)
}
