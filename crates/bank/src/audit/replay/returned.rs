//! Replays what went back: of which payment, and how much in all.

use super::{Cause, Movement, Replay};
use crate::audit::{AuditReport, Finding};
use crate::id::{OrderId, PaymentId};
use crate::journal::Return;
use crate::key::Key;
use crate::record::{Payment, PaymentKind, Record, Returned};
use crate::store::StoreError;

impl Replay<'_> {
    /// Checks a movement against the payment's own row, and with the movements before it. With the
    /// last one, what is remembered of them all is compared.
    pub(super) fn give_back(
        &mut self,
        how: Return,
        of: PaymentId,
        order: Option<OrderId>,
        moved: &Movement,
        report: &mut AuditReport,
    ) -> Result<bool, StoreError> {
        let movements = self.reader.returns(of)?;
        let returned = self.add_up(of, how, moved, &movements)?;
        let is_last = movements.iter().all(|other| other.sequence <= moved.sequence);
        if is_last && self.reader.record(&Key::Returned(of))? != Some(Record::Returned(returned)) {
            report.findings.push(Finding::ReturnedDiffers { payment: of });
        }
        let Some(Record::Payment(paid)) = self.reader.record(&Key::Payment(of))? else {
            return Ok(false);
        };
        let paid = self.moved_by(of, paid.sequence)?;
        let Some(paid) = paid.filter(|paid| paid.sequence < moved.sequence) else {
            return Ok(false);
        };
        let part_minor = moved.price.unwrap_or(moved.amount).minor();
        Ok(self.fee_is_in_step(&paid, part_minor, returned.minor)?
            && (paid.debit, paid.credit) == (moved.credit, moved.debit)
            && paid.cause == Cause::Paid(order)
            && paid.amount.currency() == moved.amount.currency()
            && paid.price.is_some() == moved.price.is_some()
            && match how {
                Return::Refunded => returned.minor <= paid.price.unwrap_or(paid.amount).minor(),
                Return::Reversed => moved.amount == paid.amount && returned.count == 1,
            }
            && (returned.reversal.is_none() || how == Return::Reversed))
    }

    /// Returns what went back up to a movement; those before it were compared with their rows. Of a
    /// payment with coupons, parts of the price count, not what the payer got.
    fn add_up(
        &self,
        of: PaymentId,
        how: Return,
        moved: &Movement,
        movements: &[Payment],
    ) -> Result<Returned, StoreError> {
        let before = movements.iter().filter(|other| other.sequence < moved.sequence);
        let mut returned =
            Returned { payment: of, minor: 0, count: 0, last_at: moved.at, reversal: None };
        for other in before {
            let price = match moved.price {
                None => None,
                Some(_) => self.moved_by(other.id, other.sequence)?.and_then(|row| row.price),
            };
            let part = price.unwrap_or(other.amount);
            returned.minor = returned.minor.saturating_add(part.minor());
            returned.count = returned.count.saturating_add(1);
            if matches!(other.kind, PaymentKind::Reversal(_)) {
                returned.reversal = Some(other.id);
            }
        }
        let part = moved.price.unwrap_or(moved.amount);
        returned.minor = returned.minor.saturating_add(part.minor());
        returned.count = returned.count.saturating_add(1);
        if how == Return::Reversed {
            returned.reversal = Some(moved.payment);
        }
        Ok(returned)
    }
}
