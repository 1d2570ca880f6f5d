//! Replays orders: what is open, and how each ended.

use super::{Movement, Replay, ReplayedOrder, insert_new};
use crate::audit::{AuditReport, Finding};
use crate::id::{OrderId, PaymentId, TimeMs};
use crate::key::Key;
use crate::record::{Order, OrderState, Record};
use crate::store::StoreError;

impl Replay<'_> {
    pub(super) fn open_order(&mut self, order: OrderId, opened: ReplayedOrder) -> bool {
        let is_new = insert_new(&mut self.orders, order, opened);
        self.orders_opened += u64::from(is_new);
        is_new
    }

    pub(super) fn close_order(
        &mut self,
        order: OrderId,
        report: &mut AuditReport,
    ) -> Result<bool, StoreError> {
        let Some(opened) = self.take_order(order)? else { return Ok(false) };
        self.compare_order(order, &opened, OrderState::Closed, report)?;
        Ok(true)
    }

    pub(super) fn reverse_order(
        &mut self,
        order: OrderId,
        at: TimeMs,
        report: &mut AuditReport,
    ) -> Result<bool, StoreError> {
        let Some(opened) = self.take_order(order)? else { return Ok(false) };
        let state = OrderState::Reversed { payment: None, at };
        self.compare_order(order, &opened, state, report)?;
        Ok(true)
    }

    /// Settles an order with a payment. Its record may be of later: of after money went back.
    pub(super) fn settle(
        &mut self,
        order: OrderId,
        moved: &Movement,
        report: &mut AuditReport,
    ) -> Result<bool, StoreError> {
        let Some(opened) = self.take_order(order)? else { return Ok(false) };
        let state = self.settled(moved.payment, moved.at)?;
        self.compare_order(order, &opened, state, report)?;
        Ok(opened.credit.is_none_or(|credit| credit == moved.credit)
            && opened.amount == moved.price.unwrap_or(moved.amount)
            && moved.at < opened.expires_at)
    }

    fn settled(&self, payment: PaymentId, at: TimeMs) -> Result<OrderState, StoreError> {
        Ok(match self.reader.record(&Key::Returned(payment))? {
            Some(Record::Returned(returned)) if returned.reversal.is_some() => {
                OrderState::Reversed { payment: Some(payment), at: returned.last_at }
            }
            Some(Record::Returned(returned)) => {
                OrderState::Refunded { payment, at, refunded_minor: returned.minor }
            }
            _ => OrderState::Paid { payment, at },
        })
    }

    /// Takes an order off the open ones; one that was opened before the audit began is believed.
    fn take_order(&mut self, order: OrderId) -> Result<Option<ReplayedOrder>, StoreError> {
        if let Some(opened) = self.orders.remove(&order) {
            return Ok(Some(opened));
        }
        if self.since == 0 {
            return Ok(None);
        }
        let Some(Record::Order(stored)) = self.reader.record(&Key::Order(order))? else {
            return Ok(None);
        };
        let Order { amount, opened_at, expires_at, asked, .. } = stored;
        Ok(Some(ReplayedOrder { credit: None, amount, opened_at, expires_at, asked }))
    }

    fn compare_order(
        &self,
        order: OrderId,
        opened: &ReplayedOrder,
        state: OrderState,
        report: &mut AuditReport,
    ) -> Result<(), StoreError> {
        let fits = match self.reader.record(&Key::Order(order))? {
            Some(Record::Order(stored)) => order_fits(&stored, opened, state, self),
            _ => false,
        };
        if !fits {
            report.findings.push(Finding::OrderDiffers { order });
        }
        Ok(())
    }
}

/// Returns whether an order's record is what the journal says.
pub(in crate::audit) fn order_fits(
    stored: &Order,
    replayed: &ReplayedOrder,
    expected: OrderState,
    replay: &Replay<'_>,
) -> bool {
    let Order { id: _, merchant, amount, note: _, opened_at, expires_at, asked, state } = stored;
    let payee = replay.directory.of_merchant(*merchant);
    *state == expected
        && (payee.is_some() && replayed.credit.is_none_or(|credit| payee == Some(credit)))
        && (*asked, *amount) == (replayed.asked, replayed.amount)
        && (*opened_at, *expires_at) == (replayed.opened_at, replayed.expires_at)
}
