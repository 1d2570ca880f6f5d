//! Rows about envelopes: those that moved money keep that in columns, as payments do.

use super::append::Columns;
use super::detail;
use crate::column::{self, Id, unknown_word};
use bank::id::{AccountId, EnvelopeId, PaymentId};
use bank::journal::JournalEntry;
use bank_answer::row::Detail;
use rusqlite::Row;

/// Returns what a row says that moved money of an envelope.
pub(super) fn moved(row: &Row<'_>) -> rusqlite::Result<JournalEntry> {
    let number = |column| row.get::<_, Id>(column).map(|id| id.number());
    if detail(row)? != Detail::Envelope {
        return Err(unknown_word("envelope_moved").into());
    }
    Ok(JournalEntry::EnvelopeMoved {
        payment: PaymentId(number(7)?),
        debit: AccountId(number(8)?),
        credit: AccountId(number(9)?),
        amount: column::amount(row, 10, 11)?,
        envelope: EnvelopeId(number(15)?),
        evidence_hash: row.get(14)?,
    })
}

/// Returns the columns of a row about envelopes; none for others.
pub(super) fn columns(entry: &JournalEntry) -> Option<Columns> {
    Some(match *entry {
        JournalEntry::EnvelopeMoved { payment, debit, credit, amount, envelope, evidence_hash } => {
            Columns {
                kind: "envelope_moved",
                payment: Some(payment.0),
                debit: Some(debit.0),
                credit: Some(credit.0),
                amount: Some(amount),
                evidence_hash: Some(evidence_hash),
                subject: Some(envelope.0),
                ..Columns::default()
            }
        }
        JournalEntry::EnvelopeSealed { .. } => Columns::in_text("envelope_sealed"),
        JournalEntry::ShareClaimed { .. } => Columns::in_text("share_claimed"),
        JournalEntry::EnvelopeEnded { .. } => Columns::in_text("envelope_ended"),
        _ => return None,
    })
}
