//! Takes an attempt to be paid back: from 15 seconds after it on, and on its own business day.
//!
//! A till asks for this when it does not know what became of its attempt. What was not paid never
//! will be; what was paid goes back whole. Asked again, it answers what became of it and changes
//! nothing more; an order that was closed stays closed, which is as good.
//!
//! An identifier that nobody knows is refused, and nothing of it is kept. For an order that is an
//! answer too: what is unknown cannot be paid. A charge may still be on its way for as long as the
//! digits of the payer's code are good: whoever sent one asks again until they are dead.

use crate::command::ReverseOrder;
use crate::coupon;
use crate::effects::{Answer, Effects, Stop};
use crate::id::{PaymentId, TimeMs};
use crate::order::end::{end_unpaid, reversed};
use crate::page::Page;
use crate::receipt::Receipt;
use crate::record::{Merchant, Order, OrderState, Owner, Payment, PaymentKind, Record};
use crate::refund::{Beside, GiveBack, give_back, whole};
use crate::rejection::Rejection;
use std::sync::Arc;

/// From how long after an attempt on it can be reversed, in milliseconds: until then its payer may
/// just be paying.
pub const REVERSIBLE_AFTER_MS: u64 = 15_000;

/// What the till attempted.
enum Attempt<'a> {
    /// To have an order paid.
    Order(&'a Order),
    /// To charge a payer code, which was paid at once.
    Charge(&'a Payment),
}

pub(crate) fn reverse(page: &Page, command: &ReverseOrder, effects: &mut Effects) -> Answer {
    let merchant = page.merchant(command.merchant)?.ok_or(Rejection::MerchantUnknown)?;
    let attempt = attempt(page, command, merchant)?;
    if let Some(attempt) = &attempt
        && let Some(ended) = ended(page, attempt)?
    {
        return Ok(ended);
    }
    if page.payment(command.reversal)?.is_some() {
        return Err(Rejection::IdentifierTaken.into());
    }
    let attempt = attempt.ok_or(Rejection::OrderUnknown)?;
    check_time(&attempt, command, effects.at())?;
    match attempt {
        Attempt::Charge(payment) => {
            let reversal = reversal(page, command, payment, None, effects)?;
            Ok(Receipt::Reversed { order: None, reversal: Some(reversal) })
        }
        Attempt::Order(order) => reverse_order(page, command, order, effects),
    }
}

/// Returns what the identifier stands for at this merchant.
fn attempt<'a>(
    page: &'a Page,
    command: &ReverseOrder,
    merchant: &Merchant,
) -> Result<Option<Attempt<'a>>, Stop> {
    if let Some(order) = page.order(command.order)? {
        return Ok((order.merchant == merchant.id).then_some(Attempt::Order(order)));
    }
    let payment = page.payment(PaymentId(command.order.0))?.filter(|payment| {
        matches!(payment.kind, PaymentKind::PayerCode(_)) && payment.credit == merchant.account
    });
    Ok(payment.map(Attempt::Charge))
}

/// Returns the answer for an attempt that came to an end without money, or whose money went back
/// before.
fn ended(page: &Page, attempt: &Attempt<'_>) -> Result<Option<Receipt>, Stop> {
    let (order, paid) = match attempt {
        Attempt::Charge(payment) => (None, Some(payment.id)),
        Attempt::Order(order) => match order.state {
            OrderState::Reversed { payment, .. } => (Some(order), payment),
            OrderState::Closed => (Some(order), None),
            OrderState::Open | OrderState::Paid { .. } | OrderState::Refunded { .. } => {
                return Ok(None);
            }
        },
    };
    let reversal = match paid {
        None => None,
        Some(payment) => page.returned(payment)?.and_then(|returned| returned.reversal),
    };
    let reversal = match reversal {
        None => None,
        Some(reversal) => page.payment(reversal)?.cloned().map(Arc::new),
    };
    let order = order.map(|order| Box::new((*order).clone()));
    let is_ended = order.is_some() || reversal.is_some();
    Ok(is_ended.then_some(Receipt::Reversed { order, reversal }))
}

fn check_time(attempt: &Attempt<'_>, command: &ReverseOrder, at: TimeMs) -> Result<(), Rejection> {
    let attempted_at = match attempt {
        Attempt::Order(order) => order.opened_at,
        Attempt::Charge(payment) => payment.at,
    };
    if at < attempted_at.plus_ms(REVERSIBLE_AFTER_MS) {
        return Err(Rejection::ReversalTooSoon);
    }
    if attempted_at < command.day_began_at {
        return Err(Rejection::ReversalTooLate);
    }
    Ok(())
}

fn reverse_order(
    page: &Page,
    command: &ReverseOrder,
    order: &Order,
    effects: &mut Effects,
) -> Answer {
    let payment = match order.state {
        OrderState::Refunded { .. } => return Err(Rejection::OrderRefunded.into()),
        OrderState::Paid { payment, .. } => payment,
        OrderState::Open | OrderState::Closed | OrderState::Reversed { .. } => {
            let order = end_unpaid(page, order, reversed(effects.at()), effects)?;
            return Ok(Receipt::Reversed { order: Some(Box::new(order)), reversal: None });
        }
    };
    let paid = page.payment(payment)?.ok_or(Rejection::PaymentUnknown)?;
    let reversal = reversal(page, command, paid, Some(order), effects)?;
    let state = OrderState::Reversed { payment: Some(payment), at: effects.at() };
    let order = Order { state, ..order.clone() };
    effects.write(Record::Order(order.clone()));
    Ok(Receipt::Reversed { order: Some(Box::new(order)), reversal: Some(reversal) })
}

/// Gives all of a payment back, unless some of it was refunded before.
fn reversal(
    page: &Page,
    command: &ReverseOrder,
    payment: &Payment,
    order: Option<&Order>,
    effects: &mut Effects,
) -> Result<Arc<Payment>, Stop> {
    let returned = page.returned(payment.id)?;
    if returned.is_some() {
        return Err(Rejection::OrderRefunded.into());
    }
    // All of the price, by the same function as a refund, at whatever time and however poor the
    // merchant: its account's own floor is checked where the money moves.
    let coupons = coupon::of_payment(page, payment.id)?;
    let beside = Beside::find(page, payment, coupons.as_ref())?;
    let back = whole(payment, beside, Owner::Merchant(command.merchant), effects.at())?;
    let give = GiveBack {
        movement: command.reversal,
        kind: PaymentKind::Reversal(payment.id),
        payment,
        returned,
        amount: back.amount,
        cash: back.cash,
        clawed_back: back.clawed_back,
        fee_back: back.fee_back,
        coupons: back.coupons,
        order: order.map(|order| order.id),
        note: None,
    };
    give_back(page, give, effects)
}
