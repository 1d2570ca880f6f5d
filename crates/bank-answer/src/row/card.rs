//! Rows about cards.

use super::StoredEntry;
use super::digits::{bytes, digits};
use crate::StoredId;
use bank::id::{AccountId, CardId, CouponId, StockId};
use bank::journal::{CardEntry, JournalEntry};

/// Returns what a row's text is to say.
pub(super) fn stored(entry: CardEntry) -> StoredEntry {
    match entry {
        CardEntry::Bound { card, account, hash } => StoredEntry::CardBound {
            card: StoredId(card.0),
            account: StoredId(account.0),
            hash: digits(&hash),
        },
        CardEntry::Unbound { card, account } => {
            StoredEntry::CardUnbound { card: StoredId(card.0), account: StoredId(account.0) }
        }
        CardEntry::Counted { stock, card, coupon } => StoredEntry::CardCounted {
            stock: StoredId(stock.0),
            card: StoredId(card.0),
            coupon: StoredId(coupon.0),
        },
    }
}

/// Returns what happened; none for what is no row about cards, or has a part that is unknown.
pub(super) fn entry(stored: StoredEntry) -> Option<JournalEntry> {
    Some(JournalEntry::Card(match stored {
        StoredEntry::CardBound { card, account, hash } => CardEntry::Bound {
            card: CardId(card.0),
            account: AccountId(account.0),
            hash: bytes(&hash)?,
        },
        StoredEntry::CardUnbound { card, account } => {
            CardEntry::Unbound { card: CardId(card.0), account: AccountId(account.0) }
        }
        StoredEntry::CardCounted { stock, card, coupon } => CardEntry::Counted {
            stock: StockId(stock.0),
            card: CardId(card.0),
            coupon: CouponId(coupon.0),
        },
        _ => return None,
    }))
}
