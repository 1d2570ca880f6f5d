//! Opens an order of a fixed amount.

use crate::command::OpenOrder;
use crate::effects::{Answer, Effects};
use crate::journal::JournalEntry;
use crate::order::OPEN_FOR_S_MAX;
use crate::page::Page;
use crate::receipt::Receipt;
use crate::record::{Order, OrderState, Record};
use crate::rejection::Rejection;
use crate::{merchant, note};

pub(crate) fn open(page: &Page, command: &OpenOrder, effects: &mut Effects) -> Answer {
    let OpenOrder { order, merchant, amount, note, open_for_s } = command;
    note::check(note.as_deref())?;
    let merchant = merchant::active(page, *merchant)?;
    if page.order(*order)?.is_some() {
        return Err(Rejection::IdentifierTaken.into());
    }
    if amount.is_zero() {
        return Err(Rejection::AmountZero.into());
    }
    if !(1..=OPEN_FOR_S_MAX).contains(open_for_s) {
        return Err(Rejection::OrderTimeInvalid.into());
    }
    let account = page.account(merchant.account)?.ok_or(Rejection::PayeeClosed)?;
    if account.balance.currency() != amount.currency() {
        return Err(Rejection::CurrencyMismatch.into());
    }
    let expires_at = effects.at().plus_ms(u64::from(*open_for_s) * 1000);
    let opened = Order {
        id: *order,
        merchant: merchant.id,
        amount: *amount,
        note: note.clone(),
        opened_at: effects.at(),
        expires_at,
        state: OrderState::Open,
    };
    effects.write(Record::Order(opened.clone()));
    effects.journal(JournalEntry::OrderOpened {
        order: *order,
        credit: account.id,
        amount: *amount,
        expires_at,
    });
    Ok(Receipt::Order(Box::new(opened)))
}
