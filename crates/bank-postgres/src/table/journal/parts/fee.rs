//! Rows about fees: their movement is in columns, as payments have it, their terms in the detail.

use super::Parts;
use crate::column::unreadable;
use bank::id::PaymentId;
use bank::journal::{FeeMoved, JournalEntry};
use bank::store::StoreError;
use bank_answer::row::{Detail, from_text};

impl Parts {
    pub(super) fn of_fee(moved: &FeeMoved) -> Self {
        let FeeMoved { payment, debit, credit, amount, of, terms } = *moved;
        let kind = if terms.is_some() { 140 } else { 141 };
        Self {
            payment: Some(payment),
            subject: Some(of.0),
            ..Self::between(kind, Some(debit), credit, amount)
        }
    }

    /// Returns what happened; nothing where a part is missing, or the detail is of another kind.
    pub(super) fn fee_moved(
        &self,
        detail: Option<&str>,
    ) -> Result<Option<JournalEntry>, StoreError> {
        let Some(detail) = detail else { return Ok(None) };
        let detail = from_text(detail).map_err(|error| unreadable(error.to_string()))?;
        let terms = match (self.kind, detail) {
            (140, Detail::Fee(terms @ Some(_))) => terms,
            (141, Detail::Fee(None)) => None,
            _ => return Ok(None),
        };
        let (Some(payment), Some(debit), Some(credit), Some(amount), Some(of)) =
            (self.payment, self.debit, self.credit, self.amount()?, self.subject.map(PaymentId))
        else {
            return Ok(None);
        };
        Ok(Some(JournalEntry::Fee(FeeMoved { payment, debit, credit, amount, of, terms })))
    }
}
