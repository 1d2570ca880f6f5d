//! Replays what is held: how much of each account, and how each hold ended.

use super::{Movement, Replay, ReplayedHold, insert_new};
use crate::audit::{AuditReport, Finding};
use crate::id::{HoldId, TimeMs};
use crate::key::Key;
use crate::record::{Hold, HoldState, Record};
use crate::store::StoreError;

impl Replay<'_> {
    pub(super) fn hold(
        &mut self,
        hold: HoldId,
        held: ReplayedHold,
        sequence: u64,
        report: &mut AuditReport,
    ) -> Result<bool, StoreError> {
        let ReplayedHold { debit, credit, amount, opened_at, expires_at, .. } = held;
        let currency = amount.currency();
        let mut possible = debit != credit && !amount.is_zero() && opened_at < expires_at;
        possible &= self.account(credit)?.is_some_and(|account| account.currency == currency);
        match self.account(debit)? {
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
        let is_new = insert_new(&mut self.holds, hold, held);
        self.holds_placed += u64::from(is_new);
        Ok(is_new && possible)
    }

    pub(super) fn post(
        &mut self,
        hold: HoldId,
        moved: Movement,
        report: &mut AuditReport,
    ) -> Result<bool, StoreError> {
        let mut possible = false;
        if let Some(held) = self.take_hold(hold)? {
            possible = (held.debit, held.credit) == (moved.debit, moved.credit)
                && held.amount.currency() == moved.amount.currency()
                && moved.amount.minor() <= held.amount.minor()
                && moved.at < held.expires_at;
            let state = HoldState::Posted(moved.payment);
            self.compare_hold(hold, ReplayedHold { state, ..held }, report)?;
            if let Some(account) = self.account(held.debit)? {
                account.held_minor -= i128::from(held.amount.minor());
            }
        }
        Ok(self.move_money(&moved, report)? && possible)
    }

    pub(super) fn release(
        &mut self,
        hold: HoldId,
        state: HoldState,
        at: TimeMs,
        report: &mut AuditReport,
    ) -> Result<bool, StoreError> {
        let Some(held) = self.take_hold(hold)? else { return Ok(false) };
        self.compare_hold(hold, ReplayedHold { state, ..held }, report)?;
        let is_over = at >= held.expires_at;
        let Some(account) = self.account(held.debit)? else { return Ok(false) };
        account.held_minor -= i128::from(held.amount.minor());
        account.version += 1;
        Ok(is_over == (state == HoldState::Expired))
    }

    /// Takes a hold off the pending ones; one that was placed before the audit began is believed.
    fn take_hold(&mut self, hold: HoldId) -> Result<Option<ReplayedHold>, StoreError> {
        if let Some(held) = self.holds.remove(&hold) {
            return Ok(Some(held));
        }
        if self.since == 0 {
            return Ok(None);
        }
        let Some(Record::Hold(stored)) = self.reader.record(&Key::Hold(hold))? else {
            return Ok(None);
        };
        let Hold { debit, credit, amount, opened_at, expires_at, .. } = stored;
        let state = HoldState::Pending;
        Ok(Some(ReplayedHold { debit, credit, amount, opened_at, expires_at, state }))
    }

    fn compare_hold(
        &self,
        hold: HoldId,
        replayed: ReplayedHold,
        report: &mut AuditReport,
    ) -> Result<(), StoreError> {
        let fits = match self.reader.record(&Key::Hold(hold))? {
            Some(Record::Hold(stored)) => hold_fits(&stored, &replayed),
            _ => false,
        };
        if !fits {
            report.findings.push(Finding::HoldDiffers { hold });
        }
        Ok(())
    }
}

/// Returns whether a hold's record is what the journal says.
pub(in crate::audit) fn hold_fits(stored: &Hold, replayed: &ReplayedHold) -> bool {
    let Hold { id: _, debit, credit, amount, note: _, opened_at, expires_at, state } = stored;
    (*debit, *credit, *amount) == (replayed.debit, replayed.credit, replayed.amount)
        && (*opened_at, *expires_at) == (replayed.opened_at, replayed.expires_at)
        && *state == replayed.state
}
