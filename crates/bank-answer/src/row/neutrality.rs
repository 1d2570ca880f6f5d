//! Rows about the neutrality log.

use super::StoredEntry;
use super::digits::{bytes, digits};
use crate::StoredId;
use bank::id::MerchantId;
use bank::journal::JournalEntry;
use proof::neutrality::Action;

/// Returns what a row's text is to say; none for other rows.
pub(super) fn stored(entry: &JournalEntry) -> Option<StoredEntry> {
    match entry {
        JournalEntry::NeutralityEntered { number, merchant, action, hash } => {
            Some(StoredEntry::NeutralityEntered {
                number: *number,
                merchant: StoredId(merchant.0),
                action: action.word().to_owned(),
                hash: digits(hash),
            })
        }
        _ => None,
    }
}

/// Returns what happened; none for what is no row about the log, or has a part that is unknown.
pub(super) fn entry(stored: StoredEntry) -> Option<JournalEntry> {
    match stored {
        StoredEntry::NeutralityEntered { number, merchant, action, hash } => {
            Some(JournalEntry::NeutralityEntered {
                number,
                merchant: MerchantId(merchant.0),
                action: Action::from_word(&action)?,
                hash: bytes(&hash)?,
            })
        }
        _ => None,
    }
}
