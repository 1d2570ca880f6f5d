//! Rows about envelopes, in columns: those that moved money have them as payments do.

use super::Parts;
use bank::id::EnvelopeId;
use bank::journal::JournalEntry;
use bank::store::StoreError;

impl Parts {
    /// Returns the columns of a row about envelopes; none for others.
    pub(super) fn of_envelopes(entry: &JournalEntry) -> Option<Self> {
        let in_text = |kind| Self { kind, ..Self::default() };
        Some(match entry {
            JournalEntry::EnvelopeMoved { payment, debit, credit, amount, envelope, .. } => Self {
                payment: Some(*payment),
                subject: Some(envelope.0),
                ..Self::between(81, Some(*debit), *credit, *amount)
            },
            JournalEntry::EnvelopeSealed { .. } => in_text(80),
            JournalEntry::ShareClaimed { .. } => in_text(82),
            JournalEntry::EnvelopeEnded { .. } => in_text(83),
            _ => return None,
        })
    }

    /// Returns what moved of an envelope; nothing where a part is missing.
    pub(super) fn envelope_moved(
        &self,
        evidence_hash: [u8; 32],
    ) -> Result<Option<JournalEntry>, StoreError> {
        let (Some(payment), Some(debit), Some(credit), Some(amount), Some(envelope)) =
            (self.payment, self.debit, self.credit, self.amount()?, self.subject)
        else {
            return Ok(None);
        };
        let envelope = EnvelopeId(envelope);
        Ok(Some(JournalEntry::EnvelopeMoved {
            payment,
            debit,
            credit,
            amount,
            envelope,
            evidence_hash,
        }))
    }
}
