//! Rows about envelopes.

use super::digits::{bytes, digits};
use super::{StoredAmount, StoredEntry};
use crate::StoredId;
use bank::id::{AccountId, EnvelopeId};
use bank::journal::JournalEntry;
use promotion::Seed;
use promotion::envelope::Split;
use serde::{Deserialize, Serialize};

/// How an envelope is divided.
#[derive(Clone, Copy, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum StoredSplit {
    Equal,
    Lucky,
}

/// Returns what a row's text is to say; none for other rows.
pub(super) fn stored(entry: &JournalEntry) -> Option<StoredEntry> {
    Some(match entry {
        JournalEntry::EnvelopeSealed {
            envelope,
            sender,
            payee,
            total,
            shares,
            split,
            claim_hash,
            commitment,
        } => StoredEntry::EnvelopeSealed {
            envelope: StoredId(envelope.0),
            sender: StoredId(sender.0),
            payee: payee.map(|payee| StoredId(payee.0)),
            total: StoredAmount::from_amount(*total),
            shares: *shares,
            split: match split {
                Split::Equal => StoredSplit::Equal,
                Split::Lucky => StoredSplit::Lucky,
            },
            claim_hash: claim_hash.as_ref().map(digits),
            commitment: digits(commitment),
        },
        JournalEntry::ShareClaimed { envelope, account, place } => StoredEntry::ShareClaimed {
            envelope: StoredId(envelope.0),
            account: StoredId(account.0),
            place: *place,
        },
        JournalEntry::EnvelopeEnded { envelope, seed } => StoredEntry::EnvelopeEnded {
            envelope: StoredId(envelope.0),
            seed: digits(seed.expose()),
        },
        JournalEntry::EnvelopeMoved { .. } => StoredEntry::Envelope,
        _ => return None,
    })
}

/// Returns what happened; none for what is no row about envelopes, or has a part that is unknown.
pub(super) fn entry(stored: StoredEntry) -> Option<JournalEntry> {
    Some(match stored {
        StoredEntry::EnvelopeSealed {
            envelope,
            sender,
            payee,
            total,
            shares,
            split,
            claim_hash,
            commitment,
        } => JournalEntry::EnvelopeSealed {
            envelope: EnvelopeId(envelope.0),
            sender: AccountId(sender.0),
            payee: payee.map(|payee| AccountId(payee.0)),
            total: total.into_amount().ok()?,
            shares,
            split: match split {
                StoredSplit::Equal => Split::Equal,
                StoredSplit::Lucky => Split::Lucky,
            },
            claim_hash: match claim_hash {
                None => None,
                Some(hash) => Some(bytes(&hash)?),
            },
            commitment: bytes(&commitment)?,
        },
        StoredEntry::ShareClaimed { envelope, account, place } => JournalEntry::ShareClaimed {
            envelope: EnvelopeId(envelope.0),
            account: AccountId(account.0),
            place,
        },
        StoredEntry::EnvelopeEnded { envelope, seed } => JournalEntry::EnvelopeEnded {
            envelope: EnvelopeId(envelope.0),
            seed: Seed::new(bytes(&seed)?),
        },
        _ => return None,
    })
}
