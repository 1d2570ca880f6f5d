//! Pays a label, an order or a person.

use crate::campaign::{self, Drawable};
use crate::command::{Pay, PinCheck};
use crate::effects::{Answer, Effects, Stop};
use crate::id::TimeMs;
use crate::page::Page;
use crate::payment::payee;
use crate::payment::transfer::{Transfer, transfer};
use crate::pin::locked;
use crate::receipt::Receipt;
use crate::record::{Order, OrderState, Person, Record};
use crate::rejection::Rejection;
use crate::setting::{self, SettingKey};
use crate::{coupon, fee, merchant, note, person};
use money::Amount;
use promotion::campaign::evidence_of_order;

pub(crate) fn pay(page: &Page, command: &Pay, effects: &mut Effects) -> Answer {
    let at = effects.at();
    let payer = person::active(page, command.payer)?;
    let account = page.account(payer.account)?.ok_or(Rejection::PersonUnknown)?;
    note::check(command.note.as_deref())?;
    if page.payment(command.payment)?.is_some() {
        return Err(Rejection::IdentifierTaken.into());
    }
    let order = OrderOfPayer {
        amount: command.amount,
        expires_at: command.order_expires_at,
        pin: command.pin,
        pin_from_minor: command.pin_from_minor,
        payment_max_minor: command.payment_max_minor,
    };
    check_order_of_payer(page, &order, at)?;
    // The limit is for prices, as it is where an order is opened or a code charged.
    let price = command.discount.as_ref().map_or(command.amount, |discount| discount.total);
    check_limit(page, price, order.payment_max_minor, at)?;
    let payee = payee::find(page, at, command)?;
    let currency = command.amount.currency();
    if [account, payee.account].iter().any(|held| held.balance.currency() != currency) {
        return Err(Rejection::CurrencyMismatch.into());
    }
    check_pin(page, payer, &order, at)?;
    merchant::check_free(payee.state)?;
    let movement = Transfer {
        payment: command.payment,
        kind: payee.kind,
        debit: account,
        credit: payee.account,
        amount: command.amount,
        total: command.discount.as_ref().map(|discount| discount.total),
        fee: None,
        released_minor: 0,
        order: payee.order.map(|order| order.id),
        payer_name: &payer.name,
        payee_name: payee.name,
        note: command.note.clone().or_else(|| payee.order.and_then(|order| order.note.clone())),
        evidence: Some(command.evidence.clone()),
    };
    let paid = transfer(movement, effects)?;
    fee::take(page, command.fee, &paid, effects)?;
    if let Some(discount) = &command.discount {
        let priced = coupon::priced(page, command, discount, payee.account.owner, at)?;
        coupon::spend(page, &paid, discount.total, &priced, effects)?;
    }
    if let Some(drawing) = &command.drawing {
        let evidence = evidence_of_order(&command.evidence.signed_text);
        let drawable = Drawable { payment: &paid, payer, payee: payee.account.owner, evidence };
        campaign::draw(page, drawing, &drawable, effects)?;
    }
    if let Some(order) = payee.order {
        let state = OrderState::Paid { payment: command.payment, at };
        effects.write(Record::Order(Order { state, ..order.clone() }));
    }
    Ok(Receipt::Paid(paid))
}

/// What a payer signed of an order by itself, and what is known about the PIN.
#[derive(Clone, Copy)]
pub(crate) struct OrderOfPayer {
    pub(crate) amount: Amount,
    pub(crate) expires_at: TimeMs,
    pub(crate) pin: PinCheck,
    pub(crate) pin_from_minor: u64,
    pub(crate) payment_max_minor: u64,
}

/// Checks what the payer signed by itself; its last moment still counts.
pub(crate) fn check_order_of_payer(
    page: &Page,
    order: &OrderOfPayer,
    at: TimeMs,
) -> Result<(), Stop> {
    if at > order.expires_at {
        return Err(Rejection::PaymentOrderExpired.into());
    }
    if order.amount.is_zero() {
        return Err(Rejection::AmountZero.into());
    }
    check_limit(page, order.amount, order.payment_max_minor, at)
}

fn check_limit(page: &Page, price: Amount, usual_minor: u64, at: TimeMs) -> Result<(), Stop> {
    let key = SettingKey::PaymentMax;
    if price.minor() > setting::holding(page, key, usual_minor, at)? {
        return Err(Rejection::AmountTooLarge.into());
    }
    Ok(())
}

/// A right PIN passes a lock: the try that locked may have been the right one.
pub(crate) fn check_pin(
    page: &Page,
    payer: &Person,
    order: &OrderOfPayer,
    at: TimeMs,
) -> Result<(), Stop> {
    check_pin_from(page, payer, (order.amount, order.pin, order.pin_from_minor), at)
}

/// Asks for the PIN from an amount on, with what is known about it and the configured limit.
pub(crate) fn check_pin_from(
    page: &Page,
    payer: &Person,
    (amount, pin, pin_from_minor): (Amount, PinCheck, u64),
    at: TimeMs,
) -> Result<(), Stop> {
    if amount.minor() < setting::holding(page, SettingKey::PinFrom, pin_from_minor, at)? {
        return Ok(());
    }
    check_pin_always(payer, pin, at)
}

/// Asks for the PIN whatever the amount.
pub(crate) fn check_pin_always(payer: &Person, pin: PinCheck, at: TimeMs) -> Result<(), Stop> {
    if payer.pin.verifier.is_none() {
        return Err(Rejection::PinNotSet.into());
    }
    match pin {
        PinCheck::Right => Ok(()),
        PinCheck::Missing => {
            Err(locked(&payer.pin, at).unwrap_or_else(|| Rejection::PinMissing.into()).into())
        }
    }
}
