//! Refunds a payment. The key's identifier is the refund's, so one refund number stands for one
//! amount and reason for ever.

use crate::command::Refund;
use crate::effects::{Answer, Effects};
use crate::page::Page;
use crate::receipt::Receipt;
use crate::record::{Order, OrderState, Payment, PaymentKind, Record};
use crate::refund::preview::preview;
use crate::refund::{Beside, GiveBack, give_back};
use crate::rejection::Rejection;
use crate::{coupon, note};

pub(crate) fn make(page: &Page, command: &Refund, effects: &mut Effects) -> Answer {
    let Refund { refund, payment, merchant, amount, reason } = command;
    note::check(reason.as_deref())?;
    // A closed merchant still gives back what it was paid.
    let merchant = page.merchant(*merchant)?.ok_or(Rejection::MerchantUnknown)?;
    if page.payment(*refund)?.is_some() {
        return Err(Rejection::IdentifierTaken.into());
    }
    if amount.is_zero() {
        return Err(Rejection::AmountZero.into());
    }
    let payment = page.payment(*payment)?.filter(|paid| paid.credit == merchant.account);
    let payment = payment.ok_or(Rejection::PaymentUnknown)?;
    let account = page.account(merchant.account)?.ok_or(Rejection::PaymentUnknown)?;
    let returned = page.returned(payment.id)?;
    let coupons = coupon::of_payment(page, payment.id)?;
    let beside = Beside::find(page, payment, coupons.as_ref())?;
    let back = preview(payment, beside, returned, account, *amount, effects.at())?;
    let order = order(page, payment)?;
    let give = GiveBack {
        movement: *refund,
        kind: PaymentKind::Refund(payment.id),
        payment,
        returned,
        amount: back.amount,
        cash: back.cash,
        clawed_back: back.clawed_back,
        fee_back: back.fee_back,
        coupons: back.coupons,
        order: order.map(|order| order.id),
        note: reason.clone(),
    };
    let movement = give_back(page, give, effects)?;
    if let Some(order) = order {
        let refunded_minor = order.amount.minor().saturating_sub(back.left_minor);
        let state = OrderState::Refunded { payment: payment.id, at: payment.at, refunded_minor };
        effects.write(Record::Order(Order { state, ..order.clone() }));
    }
    Ok(Receipt::Paid(movement))
}

/// Returns the order that a payment settled.
fn order<'a>(page: &'a Page, payment: &Payment) -> Result<Option<&'a Order>, crate::Missing> {
    match payment.kind {
        PaymentKind::Order(order) => page.order(order),
        _ => Ok(None),
    }
}
