//! Closes an order that is not paid. Closing it again, or after its time, changes nothing more; a
//! closed merchant may still close what is open.

use crate::command::CloseOrder;
use crate::effects::{Answer, Effects};
use crate::journal::JournalEntry;
use crate::page::Page;
use crate::receipt::Receipt;
use crate::record::{Order, OrderState, Record};
use crate::rejection::Rejection;

pub(crate) fn close(page: &Page, command: &CloseOrder, effects: &mut Effects) -> Answer {
    let CloseOrder { order, merchant } = *command;
    page.merchant(merchant)?.ok_or(Rejection::MerchantUnknown)?;
    let found = page.order(order)?.filter(|found| found.merchant == merchant);
    let found = found.ok_or(Rejection::OrderUnknown)?;
    let closed = Order { state: OrderState::Closed, ..found.clone() };
    match found.state {
        OrderState::Paid { .. } => return Err(Rejection::OrderPaid.into()),
        OrderState::Closed => {}
        OrderState::Open => {
            effects.write(Record::Order(closed.clone()));
            effects.journal(JournalEntry::OrderClosed { order });
        }
    }
    Ok(Receipt::Order(Box::new(closed)))
}
