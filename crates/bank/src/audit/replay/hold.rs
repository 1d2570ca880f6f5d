//! Replays what is held: how much of each account, and how each hold ended.

use super::{Replay, ReplayedHold, ReplayedPayment, insert_new};
use crate::audit::{AuditReport, Finding};
use crate::id::{HoldId, PaymentId, TimeMs};
use crate::record::HoldState;

impl Replay {
    pub(super) fn hold(
        &mut self,
        hold: HoldId,
        held: ReplayedHold,
        sequence: u64,
        report: &mut AuditReport,
    ) -> bool {
        let ReplayedHold { debit, credit, amount, opened_at, expires_at, .. } = held;
        let currency = amount.currency();
        let mut possible = debit != credit && !amount.is_zero() && opened_at < expires_at;
        possible &= self.accounts.get(&credit).is_some_and(|account| account.currency == currency);
        match self.accounts.get_mut(&debit) {
            None => possible = false,
            Some(account) => {
                possible &= account.currency == currency;
                account.held_minor += i128::from(amount.minor());
                account.version += 1;
                if account.is_below_floor() {
                    report.findings.push(Finding::FloorBroken { account: debit, sequence });
                }
            }
        }
        insert_new(&mut self.holds, hold, held) && possible
    }

    pub(super) fn post(
        &mut self,
        hold: HoldId,
        payment: PaymentId,
        moved: ReplayedPayment,
        report: &mut AuditReport,
    ) -> bool {
        let mut possible = false;
        if let Some(held) = self.holds.get_mut(&hold) {
            possible = held.state == HoldState::Pending
                && (held.debit, held.credit) == (moved.debit, moved.credit)
                && held.amount.currency() == moved.amount.currency()
                && moved.amount.minor() <= held.amount.minor()
                && moved.at < held.expires_at;
            held.state = HoldState::Posted(payment);
            if let Some(account) = self.accounts.get_mut(&held.debit) {
                account.held_minor -= i128::from(held.amount.minor());
            }
        }
        self.move_money(payment, moved, report) && possible
    }

    pub(super) fn release(&mut self, hold: HoldId, state: HoldState, at: TimeMs) -> bool {
        let Some(held) = self.holds.get_mut(&hold) else { return false };
        let is_over = at >= held.expires_at;
        let possible = held.state == HoldState::Pending && is_over == (state == HoldState::Expired);
        held.state = state;
        let Some(account) = self.accounts.get_mut(&held.debit) else { return false };
        account.held_minor -= i128::from(held.amount.minor());
        account.version += 1;
        possible
    }
}
