//! Replays movements of money: balances, links and the payments beside them.

use super::{Cause, Movement, Replay, movement};
use crate::audit::payments::{Told, fits};
use crate::audit::{AuditReport, Finding};
use crate::id::PaymentId;
use crate::key::Key;
use crate::record::Record;
use crate::store::StoreError;

impl Replay<'_> {
    pub(super) fn pay(
        &mut self,
        moved: Movement,
        report: &mut AuditReport,
    ) -> Result<bool, StoreError> {
        let possible = match moved.cause {
            Cause::Paid(Some(order)) => self.settle(order, &moved, report)?,
            Cause::Returned(how, of, order) => self.give_back(how, of, order, &moved, report)?,
            Cause::Envelope(envelope) => self.move_envelope(envelope, &moved, report)?,
            Cause::Paid(None)
            | Cause::Held(_)
            | Cause::Budget(_)
            | Cause::Fee(_)
            | Cause::FeeReturned(_) => true,
        };
        Ok(self.move_money(&moved, report)? && possible)
    }

    pub(super) fn move_money(
        &mut self,
        moved: &Movement,
        report: &mut AuditReport,
    ) -> Result<bool, StoreError> {
        let Movement { sequence, debit, credit, amount, payment, .. } = *moved;
        let mut possible = debit != credit && !amount.is_zero();
        let minor = i128::from(amount.minor());
        let (mut previous, mut owners) = ([None; 2], [None; 2]);
        let sides = [(debit, -minor), (credit, minor)];
        let kept = previous.iter_mut().zip(&mut owners);
        for ((account, change), (previous, owner)) in sides.into_iter().zip(kept) {
            let Some(replayed) = self.account(account)? else {
                possible = false;
                continue;
            };
            possible &= replayed.currency == amount.currency();
            replayed.balance_minor += change;
            replayed.version += 1;
            *previous = replayed.last_sequence.replace(sequence);
            *owner = Some(replayed.owner);
            if change < 0 && replayed.is_below_floor() {
                report.findings.push(Finding::FloorBroken { account, sequence });
            }
        }
        match self.payments.at(sequence, report)? {
            Some(stored) if stored.id == payment => {
                let (directory, since, payer) = (self.directory, self.since, owners[0]);
                fits(&stored, moved, &Told { directory, payer, previous, since }, report);
                self.note_paid(&stored, owners);
                possible &= self.note_topped_up(&stored, report)?;
            }
            other => {
                if let Some(other) = other {
                    report.findings.push(Finding::PaymentExtra { payment: other.id });
                }
                let finding = self.lost(payment, sequence)?;
                report.findings.push(finding);
            }
        }
        Ok(possible)
    }

    /// Returns what is wrong with a payment that is not kept at its row.
    fn lost(&self, payment: PaymentId, sequence: u64) -> Result<Finding, StoreError> {
        let Some(Record::Payment(stored)) = self.reader.record(&Key::Payment(payment))? else {
            return Ok(Finding::PaymentMissing { payment });
        };
        let earlier = self.moved_by(payment, stored.sequence)?;
        Ok(match earlier {
            Some(earlier) if earlier.sequence < sequence => {
                Finding::MovedTwice { payment, sequence }
            }
            _ => Finding::PaymentDiffers { payment },
        })
    }

    /// Returns what a row moved, if it moved this payment's money.
    pub(super) fn moved_by(
        &self,
        payment: PaymentId,
        sequence: u64,
    ) -> Result<Option<Movement>, StoreError> {
        let Some(before) = sequence.checked_sub(1) else { return Ok(None) };
        let row = self.reader.journal(before, 1)?.pop().filter(|row| row.sequence == sequence);
        Ok(row.as_ref().and_then(movement).filter(|moved| moved.payment == payment))
    }
}
