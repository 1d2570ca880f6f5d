//! Rows about top-ups by card.

use super::digits::{bytes, digits};
use super::{StoredAmount, StoredEntry};
use crate::{StoredId, Unreadable};
use bank::id::{AccountId, CardId, CardTopUpId};
use bank::journal::{CardTopUpEntry, JournalEntry};
use bank::record::CardRefusal;

/// Returns what a row's text is to say; none for other rows.
pub(super) fn stored(entry: &JournalEntry) -> Option<StoredEntry> {
    let JournalEntry::CardTopUp(entry) = entry else { return None };
    Some(match *entry {
        CardTopUpEntry::Asked { top_up, account, card, amount, hash } => {
            StoredEntry::CardTopUpAsked {
                top_up: StoredId(top_up.0),
                account: StoredId(account.0),
                card: StoredId(card.0),
                amount: StoredAmount::from_amount(amount),
                hash: digits(&hash),
            }
        }
        CardTopUpEntry::Refused { top_up, reason } => StoredEntry::CardTopUpRefused {
            top_up: StoredId(top_up.0),
            reason: reason.word().to_owned(),
        },
    })
}

/// Returns what happened.
///
/// # Errors
/// For what is no row about top-ups, or has a part that is unknown.
pub(super) fn entry(stored: StoredEntry) -> Result<JournalEntry, Unreadable> {
    Ok(JournalEntry::CardTopUp(match stored {
        StoredEntry::CardTopUpAsked { top_up, account, card, amount, hash } => {
            CardTopUpEntry::Asked {
                top_up: CardTopUpId(top_up.0),
                account: AccountId(account.0),
                card: CardId(card.0),
                amount: amount.into_amount()?,
                hash: bytes(&hash).ok_or(Unreadable::UnknownPart)?,
            }
        }
        StoredEntry::CardTopUpRefused { top_up, reason } => CardTopUpEntry::Refused {
            top_up: CardTopUpId(top_up.0),
            reason: CardRefusal::find(&reason).ok_or(Unreadable::UnknownPart)?,
        },
        _ => return Err(Unreadable::UnknownPart),
    }))
}
