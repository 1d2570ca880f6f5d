//! Closes an order that is not paid. Closing it again, after its time, or after it was reversed
//! changes nothing more; a closed merchant may still close what is open.

use crate::command::CloseOrder;
use crate::effects::{Answer, Effects};
use crate::order::end::end_unpaid;
use crate::page::Page;
use crate::receipt::Receipt;
use crate::record::OrderState;
use crate::rejection::Rejection;

pub(crate) fn close(page: &Page, command: &CloseOrder, effects: &mut Effects) -> Answer {
    let CloseOrder { order, merchant } = *command;
    page.merchant(merchant)?.ok_or(Rejection::MerchantUnknown)?;
    let found = page.order(order)?.filter(|found| found.merchant == merchant);
    let found = found.ok_or(Rejection::OrderUnknown)?;
    let closed = match found.state {
        OrderState::Paid { .. } | OrderState::Refunded { .. } => {
            return Err(Rejection::OrderPaid.into());
        }
        OrderState::Closed | OrderState::Reversed { .. } => found.clone(),
        OrderState::Open => end_unpaid(page, found, OrderState::Closed, effects)?,
    };
    Ok(Receipt::Order(Box::new(closed)))
}
