//! What went back: never more than was paid, and only when and as the rules of orders allow.

use super::last::Last;
use crate::simulation::door::shop::DAY_MS;
use bank::fee::FeeTerms;
use bank::id::{PaymentId, TimeMs};
use bank::record::{Order, OrderState, Owner, Payment, PaymentKind};
use std::collections::BTreeMap;

/// From how long after an attempt on a till may take it back, in milliseconds.
const REVERSIBLE_AFTER_MS: u64 = 15_000;
/// How long a payer has to confirm at a till, in milliseconds.
const CONFIRM_WITHIN_MS: u64 = 45_000;

/// What the town's operator takes: see its configuration.
const FEE: FeeTerms = FeeTerms { rate_bp: 70, free_below_minor: 100 };

impl Last {
    /// Of each payment to a shop the fee is taken that the configuration says, once; of what went
    /// back whole all of it is back, and what is kept lies in the operator's account.
    pub(super) fn check_fees(&self) -> Vec<String> {
        let (mut found, mut kept) = (Vec::new(), 0);
        let minor = |id: &PaymentId| self.payments.get(id).map_or(0, |one| one.amount.minor());
        for paid in self.payments.values() {
            let (PaymentKind::Label(_)
            | PaymentKind::Order(_)
            | PaymentKind::PayerCode(_)
            | PaymentKind::Held(_)) = paid.kind
            else {
                continue;
            };
            let due = if self.is_to_shop(paid) { FEE.of(paid.amount.minor()) } else { 0 };
            let fee = minor(&PaymentId::of_fee(paid.id));
            let back = self
                .payments
                .values()
                .filter(|one| matches!(one.kind, PaymentKind::FeeReturned(of) if of == paid.id));
            let back: u64 = back.map(|one| one.amount.minor()).sum();
            let is_reversed = self
                .payments
                .values()
                .any(|one| matches!(one.kind, PaymentKind::Reversal(of) if of == paid.id));
            if fee != due || back > fee || (is_reversed && back != fee) {
                found.push(format!("{fee} were taken and {back} went back of {paid:?}"));
            }
            kept += i64::try_from(fee - back.min(fee)).unwrap_or(i64::MAX);
        }
        let own = self.accounts.values().find(|account| account.owner == Owner::Fees);
        let held = own.map_or(0, |account| account.balance.minor());
        if held != kept {
            found.push(format!("{kept} of fees are kept, {held} are there"));
        }
        found
    }

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

    fn is_to_shop(&self, paid: &Payment) -> bool {
        let owner = |id| self.accounts.get(id).map(|account| account.owner);
        let owners = (owner(&paid.debit), owner(&paid.credit));
        matches!(owners, (Some(Owner::Person(_)), Some(Owner::Merchant(_))))
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
