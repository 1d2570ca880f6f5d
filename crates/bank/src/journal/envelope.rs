//! The bytes of rows about envelopes.

use super::JournalEntry;
use crate::canonical::Bytes;

pub(super) fn content(bytes: Bytes, entry: &JournalEntry) -> Bytes {
    match entry {
        JournalEntry::EnvelopeSealed {
            envelope,
            sender,
            payee,
            total,
            shares,
            split,
            claim_hash,
            commitment,
        } => bytes
            .tag(80)
            .id(envelope.0)
            .id(sender.0)
            .optional_id(payee.map(|payee| payee.0))
            .amount(*total)
            .small(*shares)
            .tag(split.number())
            .optional_hash(claim_hash.as_ref())
            .fixed(commitment),
        JournalEntry::EnvelopeMoved { payment, debit, credit, amount, envelope, evidence_hash } => {
            bytes
                .tag(81)
                .id(payment.0)
                .id(debit.0)
                .id(credit.0)
                .amount(*amount)
                .id(envelope.0)
                .fixed(evidence_hash)
        }
        JournalEntry::ShareClaimed { envelope, account, place } => {
            bytes.tag(82).id(envelope.0).id(account.0).small(*place)
        }
        JournalEntry::EnvelopeEnded { envelope, seed } => {
            bytes.tag(83).id(envelope.0).fixed(seed.expose())
        }
        _ => bytes,
    }
}
