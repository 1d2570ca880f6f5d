//! Replays what went back: of which payment, how much in all, and what became of its order.

use super::{Cause, OrderEnd, Replay, ReplayedPayment};
use crate::audit::AuditReport;
use crate::id::{OrderId, PaymentId};
use crate::journal::Return;
use crate::record::Returned;
use money::Amount;

impl Replay {
    pub(super) fn give_back(
        &mut self,
        movement: PaymentId,
        moved: ReplayedPayment,
        price: Option<Amount>,
        report: &mut AuditReport,
    ) -> bool {
        let Cause::Returned(how, of, order) = moved.cause else { return false };
        let whole = self.coupons.discounts.get(&of).map(|discount| discount.total);
        let part = price.unwrap_or(moved.amount);
        let returned = self.add_up(movement, &moved, (how, of), part.minor());
        let mut possible = self.payments.get(&of).is_some_and(|paid| {
            (paid.debit, paid.credit) == (moved.credit, moved.debit)
                && paid.cause == Cause::Paid(order)
                && paid.amount.currency() == moved.amount.currency()
                && match how {
                    Return::Refunded => returned.minor <= whole.unwrap_or(paid.amount).minor(),
                    Return::Reversed => moved.amount == paid.amount && returned.count == 1,
                }
                && whole.is_some() == price.is_some()
        });
        possible &= returned.reversal.is_none() || how == Return::Reversed;
        if let Some(order) = order {
            possible &= self.end_paid_order(order, of, how, &moved, returned.minor);
        }
        self.move_money(movement, moved, report) && possible
    }

    /// Adds a movement to what went back of a payment; returns what that makes.
    fn add_up(
        &mut self,
        movement: PaymentId,
        moved: &ReplayedPayment,
        (how, of): (Return, PaymentId),
        part_minor: u64,
    ) -> Returned {
        let nothing =
            Returned { payment: of, minor: 0, count: 0, last_at: moved.at, reversal: None };
        let returned = self.returned.entry(of).or_insert(nothing);
        returned.minor = returned.minor.saturating_add(part_minor);
        returned.count += 1;
        returned.last_at = moved.at;
        if how == Return::Reversed {
            returned.reversal = Some(movement);
        }
        *returned
    }

    fn end_paid_order(
        &mut self,
        order: OrderId,
        of: PaymentId,
        how: Return,
        moved: &ReplayedPayment,
        minor: u64,
    ) -> bool {
        let Some(order) = self.orders.get_mut(&order) else { return false };
        let (paid_at, is_first) = match order.end {
            OrderEnd::Paid(payment, at) if payment == of => (at, true),
            OrderEnd::Refunded(payment, at, _) if payment == of => (at, false),
            _ => return false,
        };
        order.end = match how {
            Return::Refunded => OrderEnd::Refunded(of, paid_at, minor),
            Return::Reversed => OrderEnd::Reversed(Some(of), moved.at),
        };
        how == Return::Refunded || is_first
    }
}
