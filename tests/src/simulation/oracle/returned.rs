//! What went back: never more than was paid, and only when and as the rules of orders allow.

use super::last::Last;
use crate::simulation::door::shop::DAY_MS;
use bank::id::{PaymentId, TimeMs};
use bank::record::{Order, OrderState, Payment, PaymentKind};
use std::collections::BTreeMap;

/// From how long after an attempt on a till may take it back, in milliseconds.
const REVERSIBLE_AFTER_MS: u64 = 15_000;
/// How long a payer has to confirm at a till, in milliseconds.
const CONFIRM_WITHIN_MS: u64 = 45_000;

impl Last {
    /// All that went back of a payment is at most the payment, and a reversal is all of it.
    pub(super) fn check_returned(&self) -> Vec<String> {
        let mut found = Vec::new();
        let mut returned: BTreeMap<PaymentId, u64> = BTreeMap::new();
        for back in self.payments.values() {
            let (PaymentKind::Refund(of) | PaymentKind::Reversal(of)) = back.kind else { continue };
            let Some(paid) = self.payments.get(&of) else {
                found.push(format!("gives back what was never paid: {back:?}"));
                continue;
            };
            let is_mirrored = back.debit == paid.credit && back.credit == paid.debit;
            let is_reversal = matches!(back.kind, PaymentKind::Reversal(_));
            if !is_mirrored || (is_reversal && back.amount != paid.amount) {
                found.push(format!("{back:?} does not give back {paid:?}"));
            }
            if is_reversal {
                found.extend(self.check_reversal(back, paid));
            }
            *returned.entry(of).or_default() += back.amount.minor();
        }
        let beyond = returned.iter().filter(|(of, minor)| {
            self.payments.get(of).is_some_and(|paid| **minor > paid.amount.minor())
        });
        found.extend(beyond.map(|(of, minor)| format!("{minor} went back of {of:?}: too much")));
        found
    }

    /// Money goes back by a reversal from 15 seconds after the attempt on, and on the same day.
    fn check_reversal(&self, back: &Payment, paid: &Payment) -> Option<String> {
        let order = self.orders.iter().find(
            |order| matches!(order.state, OrderState::Reversed { payment, .. } if payment == Some(paid.id)),
        );
        let attempted_at = order.map_or(paid.at, |order| order.opened_at);
        let is_same_day = attempted_at.0 / DAY_MS >= back.at.0 / DAY_MS;
        let is_in_time = is_after(attempted_at, REVERSIBLE_AFTER_MS, back.at);
        (!is_same_day || !is_in_time)
            .then(|| format!("{back:?} reverses {paid:?} at the wrong time"))
    }

    /// An order that nobody paid is taken back by its till, 15 seconds after it at the earliest, or
    /// ends by itself; one that a payer was asked for ends by itself after 45 seconds.
    pub(super) fn check_ends(&self) -> Vec<String> {
        let is_wrong = |order: &&Order| {
            let is_asked = order.asked.is_some();
            let times_out = order.opened_at.plus_ms(CONFIRM_WITHIN_MS) == order.expires_at;
            let is_early = matches!(order.state, OrderState::Reversed { at, .. }
                if !is_after(order.opened_at, REVERSIBLE_AFTER_MS, at));
            let is_late = matches!(order.state, OrderState::Paid { at, .. }
                | OrderState::Refunded { at, .. } if at >= order.expires_at);
            (is_asked && !times_out) || is_early || is_late
        };
        let wrong = self.orders.iter().filter(is_wrong);
        wrong.map(|order| format!("ended as no order may end: {order:?}")).collect()
    }
}

fn is_after(from: TimeMs, ms: u64, at: TimeMs) -> bool {
    at >= from.plus_ms(ms)
}
