//! How an order ends that was not paid: its record, its journal row, and who hears of it.

use crate::effects::{Effects, Stop};
use crate::event::{Event, Happened};
use crate::id::TimeMs;
use crate::journal::JournalEntry;
use crate::page::Page;
use crate::record::{Order, OrderState, Record};
use crate::rejection::Rejection;

/// Returns the state of an order that was reversed before anybody paid it.
pub(super) fn reversed(at: TimeMs) -> OrderState {
    OrderState::Reversed { payment: None, at }
}

/// Brings an open order to its end without money; returns it.
pub(super) fn end_unpaid(
    page: &Page,
    open: &Order,
    state: OrderState,
    effects: &mut Effects,
) -> Result<Order, Stop> {
    let merchant = page.merchant(open.merchant)?.ok_or(Rejection::MerchantUnknown)?;
    let order = open.id;
    let entry = match state {
        OrderState::Reversed { .. } => JournalEntry::OrderReversed { order },
        OrderState::Open
        | OrderState::Paid { .. }
        | OrderState::Closed
        | OrderState::Refunded { .. } => JournalEntry::OrderClosed { order },
    };
    let ended = Order { state, ..open.clone() };
    effects.write(Record::Order(ended.clone()));
    let head = effects.journal(entry);
    let happened = Happened::OrderEnded { order, payee: merchant.account, payer: open.asked };
    effects.event(Event { sequence: head.sequence, happened });
    Ok(ended)
}
