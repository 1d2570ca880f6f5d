//! Pays a label, an order or a person.

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
use crate::{coupon, note, person};

pub(crate) fn pay(page: &Page, command: &Pay, effects: &mut Effects) -> Answer {
    let at = effects.at();
    let payer = person::active(page, command.payer)?;
    let account = page.account(payer.account)?.ok_or(Rejection::PersonUnknown)?;
    note::check(command.note.as_deref())?;
    if page.payment(command.payment)?.is_some() {
        return Err(Rejection::IdentifierTaken.into());
    }
    check_order_of_payer(page, command, at)?;
    let payee = payee::find(page, at, command)?;
    let currency = command.amount.currency();
    if [account, payee.account].iter().any(|held| held.balance.currency() != currency) {
        return Err(Rejection::CurrencyMismatch.into());
    }
    check_pin(page, payer, command, at)?;
    let movement = Transfer {
        payment: command.payment,
        kind: payee.kind,
        debit: account,
        credit: payee.account,
        amount: command.amount,
        total: command.discount.as_ref().map(|discount| discount.total),
        released_minor: 0,
        order: payee.order.map(|order| order.id),
        payer_name: &payer.name,
        payee_name: payee.name,
        note: command.note.clone().or_else(|| payee.order.and_then(|order| order.note.clone())),
        evidence: Some(command.evidence.clone()),
    };
    let paid = transfer(movement, effects)?;
    if let Some(discount) = &command.discount {
        let priced = coupon::priced(page, command, discount, payee.account.owner, at)?;
        coupon::spend(page, &paid, discount.total, &priced, effects)?;
    }
    if let Some(order) = payee.order {
        let state = OrderState::Paid { payment: command.payment, at };
        effects.write(Record::Order(Order { state, ..order.clone() }));
    }
    Ok(Receipt::Paid(paid))
}

/// Checks what the payer signed by itself; its last moment still counts.
fn check_order_of_payer(page: &Page, command: &Pay, at: TimeMs) -> Result<(), Stop> {
    if at > command.order_expires_at {
        return Err(Rejection::PaymentOrderExpired.into());
    }
    if command.amount.is_zero() {
        return Err(Rejection::AmountZero.into());
    }
    let key = SettingKey::PaymentMax;
    if command.amount.minor() > setting::holding(page, key, command.payment_max_minor, at)? {
        return Err(Rejection::AmountTooLarge.into());
    }
    Ok(())
}

/// A right PIN passes a lock: the try that locked may have been the right one.
fn check_pin(page: &Page, payer: &Person, command: &Pay, at: TimeMs) -> Result<(), Stop> {
    let key = SettingKey::PinFrom;
    if command.amount.minor() < setting::holding(page, key, command.pin_from_minor, at)? {
        return Ok(());
    }
    if payer.pin.verifier.is_none() {
        return Err(Rejection::PinNotSet.into());
    }
    match command.pin {
        PinCheck::Right => Ok(()),
        PinCheck::Missing => {
            Err(locked(&payer.pin, at).unwrap_or_else(|| Rejection::PinMissing.into()).into())
        }
    }
}
