//! Rows about cards.

use super::StoredEntry;
use super::digits::{bytes, digits};
use crate::StoredId;
use bank::id::{AccountId, CardId, CouponId, StockId};
use bank::journal::JournalEntry;

/// Returns what a row's text is to say; none for other rows.
pub(super) fn stored(entry: &JournalEntry) -> Option<StoredEntry> {
    Some(match *entry {
        JournalEntry::CardBound { card, account, hash } => StoredEntry::CardBound {
            card: StoredId(card.0),
            account: StoredId(account.0),
            hash: digits(&hash),
        },
        JournalEntry::CardUnbound { card, account } => {
            StoredEntry::CardUnbound { card: StoredId(card.0), account: StoredId(account.0) }
        }
        JournalEntry::CardCounted { stock, card, coupon } => StoredEntry::CardCounted {
            stock: StoredId(stock.0),
            card: StoredId(card.0),
            coupon: StoredId(coupon.0),
        },
        _ => return None,
    })
}

/// Returns what happened; none for what is no row about cards, or has a part that is unknown.
pub(super) fn entry(stored: StoredEntry) -> Option<JournalEntry> {
    Some(match stored {
        StoredEntry::CardBound { card, account, hash } => JournalEntry::CardBound {
            card: CardId(card.0),
            account: AccountId(account.0),
            hash: bytes(&hash)?,
        },
        StoredEntry::CardUnbound { card, account } => {
            JournalEntry::CardUnbound { card: CardId(card.0), account: AccountId(account.0) }
        }
        StoredEntry::CardCounted { stock, card, coupon } => JournalEntry::CardCounted {
            stock: StockId(stock.0),
            card: CardId(card.0),
            coupon: CouponId(coupon.0),
        },
        _ => return None,
    })
}
