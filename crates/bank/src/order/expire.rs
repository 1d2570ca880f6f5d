//! Ends an order whose time is over. What has ended, or has time left, stays as it is, so that
//! whoever asks too early or twice does no harm.

use crate::command::ExpireOrder;
use crate::effects::{Answer, Effects};
use crate::order::end::{end_unpaid, reversed};
use crate::page::Page;
use crate::receipt::Receipt;
use crate::record::OrderState;
use crate::rejection::Rejection;

pub(crate) fn expire(page: &Page, command: &ExpireOrder, effects: &mut Effects) -> Answer {
    let order = page.order(command.order)?.ok_or(Rejection::OrderUnknown)?;
    if order.state != OrderState::Open || effects.at() < order.expires_at {
        return Ok(Receipt::Order(Box::new(order.clone())));
    }
    // A payer who was asked at a till did not finish: the till's attempt is undone. What anybody
    // might have paid is only closed.
    let state = match order.asked {
        Some(_) => reversed(effects.at()),
        None => OrderState::Closed,
    };
    end_unpaid(page, order, state, effects).map(|order| Receipt::Order(Box::new(order)))
}
