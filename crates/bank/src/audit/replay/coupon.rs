//! Replays what the journal says of coupons: batches, what of their budgets is gone, who holds
//! which, and what was saved with them.

use super::{Replay, ReplayedPayment, insert_new};
use crate::audit::AuditReport;
use crate::id::{AccountId, CouponId, PaymentId, StockId, TimeMs};
use crate::journal::{JournalEntry, JournalRow};
use crate::record::{CouponState, UsedCoupon};
use ::money::Amount;
use promotion::State;
use promotion::calendar::LocalDay;
use promotion::coupon::{Budget, Limits, Taken};
use std::collections::BTreeMap;

/// What the journal adds up to of coupons.
#[derive(Default)]
pub(in crate::audit) struct Coupons {
    pub(in crate::audit) stocks: BTreeMap<StockId, ReplayedStock>,
    pub(in crate::audit) coupons: BTreeMap<CouponId, ReplayedCoupon>,
    /// How many each person's account received of each batch.
    pub(in crate::audit) received: BTreeMap<(StockId, AccountId), u32>,
    pub(in crate::audit) discounts: BTreeMap<PaymentId, ReplayedDiscount>,
}

/// A batch as the journal tells it.
pub(in crate::audit) struct ReplayedStock {
    pub(in crate::audit) account: Option<AccountId>,
    pub(in crate::audit) rules_hash: [u8; 32],
    pub(in crate::audit) opened_at: TimeMs,
    pub(in crate::audit) state: State,
    pub(in crate::audit) budget: Budget,
}

/// A coupon as the journal tells it.
pub(in crate::audit) struct ReplayedCoupon {
    pub(in crate::audit) coupon: promotion::coupon::Coupon,
    pub(in crate::audit) account: AccountId,
    pub(in crate::audit) taken: Taken,
    pub(in crate::audit) received_at: TimeMs,
    pub(in crate::audit) state: CouponState,
}

/// What coupons saved of a payment.
pub(in crate::audit) struct ReplayedDiscount {
    pub(in crate::audit) total: Amount,
    pub(in crate::audit) used: Vec<UsedCoupon>,
}

impl Replay {
    /// Applies a row about coupons; returns whether it can follow those before it.
    pub(super) fn apply_coupon(
        &mut self,
        row: JournalRow,
        moved: Option<ReplayedPayment>,
        report: &mut AuditReport,
    ) -> bool {
        let at = row.at;
        match row.entry {
            JournalEntry::StockOpened { stock, account, rules_hash, limits, day } => {
                let budget = Budget::new(limits, LocalDay(day));
                let state = State::Draft;
                let opened = ReplayedStock { account, rules_hash, opened_at: at, state, budget };
                insert_new(&mut self.coupons.stocks, stock, opened)
            }
            JournalEntry::StockChanged { stock, state } => {
                self.coupons.stocks.get_mut(&stock).is_some_and(|found| {
                    found.state = state;
                    true
                })
            }
            JournalEntry::StockLimited { stock, limits } => self.limit(stock, limits),
            JournalEntry::CouponReceived { .. } => self.receive(at, &row.entry),
            JournalEntry::CouponUsed { coupon, payment, saving_minor } => {
                self.use_up(coupon, payment, saving_minor)
            }
            JournalEntry::CouponLapsed { coupon } => self.lapse(coupon),
            JournalEntry::CouponTakenBack { coupon, refund: _, saving_minor, is_out_again } => {
                self.take_back(coupon, saving_minor, is_out_again)
            }
            JournalEntry::Discounted { payment, amount, total, order, .. } => {
                let discount = ReplayedDiscount { total, used: Vec::new() };
                let is_new = insert_new(&mut self.coupons.discounts, payment, discount);
                let cheaper =
                    amount.currency() == total.currency() && amount.minor() < total.minor();
                let Some(moved) = moved else { return false };
                self.pay_for(payment, moved, (order, total), report) && is_new && cheaper
            }
            JournalEntry::BudgetMoved { payment, .. } => {
                moved.is_some_and(|moved| self.move_money(payment, moved, report))
            }
            _ => false,
        }
    }

    fn limit(&mut self, stock: StockId, limits: Limits) -> bool {
        let found = self.coupons.stocks.get_mut(&stock);
        found.is_some_and(|found| match found.budget.change(found.budget.limits, limits) {
            Ok(budget) => {
                found.budget = budget;
                true
            }
            Err(_) => false,
        })
    }

    fn receive(&mut self, at: TimeMs, entry: &JournalEntry) -> bool {
        let JournalEntry::CouponReceived {
            coupon,
            stock,
            account,
            reserved_minor,
            value_minor,
            from,
            until,
            day,
        } = *entry
        else {
            return false;
        };
        let Some(found) = self.coupons.stocks.get_mut(&stock) else { return false };
        let Ok((budget, taken)) = found.budget.take(reserved_minor, LocalDay(day)) else {
            return false;
        };
        let is_active = found.state == State::Active;
        found.budget = budget;
        *self.coupons.received.entry((stock, account)).or_default() += 1;
        let (from, until) =
            (promotion::calendar::TimeMs(from.0), promotion::calendar::TimeMs(until.0));
        let received = ReplayedCoupon {
            coupon: promotion::coupon::Coupon { id: coupon, stock, value_minor, from, until },
            account,
            taken,
            received_at: at,
            state: CouponState::Held,
        };
        is_active && insert_new(&mut self.coupons.coupons, coupon, received)
    }

    fn use_up(&mut self, coupon: CouponId, payment: PaymentId, saving_minor: u64) -> bool {
        let Coupons { stocks, coupons, discounts, .. } = &mut self.coupons;
        let Some(used) = coupons.get_mut(&coupon) else { return false };
        let Some(stock) = stocks.get_mut(&used.coupon.stock) else { return false };
        let Some(discount) = discounts.get_mut(&payment) else { return false };
        let is_funded = stock.account.is_some();
        discount.used.push(UsedCoupon { coupon, saving_minor, is_funded });
        let is_payers = self.payments.get(&payment).is_some_and(|paid| paid.debit == used.account);
        let was_held = used.state == CouponState::Held;
        used.state = CouponState::Used(payment);
        match stock.budget.used(used.taken, saving_minor) {
            Some(budget) => stock.budget = budget,
            None => return false,
        }
        was_held && is_payers
    }

    fn lapse(&mut self, coupon: CouponId) -> bool {
        let Coupons { stocks, coupons, .. } = &mut self.coupons;
        let Some(lapsed) = coupons.get_mut(&coupon) else { return false };
        let Some(stock) = stocks.get_mut(&lapsed.coupon.stock) else { return false };
        let was_held = lapsed.state == CouponState::Held;
        lapsed.state = CouponState::Lapsed;
        stock.budget = stock.budget.lapsed(lapsed.taken).unwrap_or(stock.budget);
        was_held
    }

    fn take_back(&mut self, coupon: CouponId, saving_minor: u64, is_out_again: bool) -> bool {
        let Coupons { stocks, coupons, .. } = &mut self.coupons;
        let Some(used) = coupons.get_mut(&coupon) else { return false };
        let Some(stock) = stocks.get_mut(&used.coupon.stock) else { return false };
        let was_used = matches!(used.state, CouponState::Used(_));
        let Some(mut budget) = stock.budget.came_back(saving_minor) else { return false };
        if is_out_again {
            used.state = CouponState::Held;
            match budget.out_again(used.taken) {
                Some(again) => budget = again,
                None => return false,
            }
        }
        stock.budget = budget;
        was_used
    }
}
