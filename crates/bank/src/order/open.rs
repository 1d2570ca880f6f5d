//! Opens an order of a fixed amount.

use crate::command::OpenOrder;
use crate::effects::{Answer, Effects, Stop};
use crate::id::AccountId;
use crate::journal::JournalEntry;
use crate::order::OPEN_FOR_S_MAX;
use crate::page::Page;
use crate::receipt::Receipt;
use crate::record::{Order, OrderState, Record};
use crate::rejection::Rejection;
use crate::setting::{self, SettingKey};
use crate::{goods, merchant, note};

pub(crate) fn open(page: &Page, command: &OpenOrder, effects: &mut Effects) -> Answer {
    open_for(page, command, None, effects).map(|order| Receipt::Order(Box::new(order)))
}

/// Opens an order; with the account of a payer who is asked to confirm it, that is written too.
pub(crate) fn open_for(
    page: &Page,
    command: &OpenOrder,
    asked: Option<AccountId>,
    effects: &mut Effects,
) -> Result<Order, Stop> {
    let OpenOrder { order, merchant, amount, note, goods, open_for_s, payment_max_minor } = command;
    note::check(note.as_deref())?;
    let merchant = merchant::active(page, *merchant)?;
    if page.order(*order)?.is_some() {
        return Err(Rejection::IdentifierTaken.into());
    }
    if amount.is_zero() {
        return Err(Rejection::AmountZero.into());
    }
    let key = SettingKey::PaymentMax;
    if amount.minor() > setting::holding(page, key, *payment_max_minor, effects.at())? {
        return Err(Rejection::AmountTooLarge.into());
    }
    if !(1..=OPEN_FOR_S_MAX).contains(open_for_s) {
        return Err(Rejection::OrderTimeInvalid.into());
    }
    let account = page.account(merchant.account)?.ok_or(Rejection::PayeeClosed)?;
    if account.balance.currency() != amount.currency() {
        return Err(Rejection::CurrencyMismatch.into());
    }
    merchant::check_free(merchant.state)?;
    goods::check(goods.as_ref(), *amount)?;
    goods::list(*order, goods.as_ref(), effects);
    let expires_at = effects.at().plus_ms(u64::from(*open_for_s) * 1000);
    let opened = Order {
        id: *order,
        merchant: merchant.id,
        amount: *amount,
        note: note.clone(),
        opened_at: effects.at(),
        expires_at,
        asked,
        state: OrderState::Open,
    };
    effects.write(Record::Order(opened.clone()));
    let (order, credit, amount) = (*order, account.id, *amount);
    effects.journal(match asked {
        None => JournalEntry::OrderOpened { order, credit, amount, expires_at },
        Some(payer) => JournalEntry::PayerAsked { order, credit, amount, expires_at, payer },
    });
    Ok(opened)
}
