//! The bytes of rows about cards; the layout is in the module above.

use super::JournalEntry;
use crate::canonical::Bytes;

pub(super) fn content(bytes: Bytes, entry: &JournalEntry) -> Bytes {
    match entry {
        JournalEntry::CardBound { card, account, hash } => {
            bytes.tag(100).id(card.0).id(account.0).fixed(hash)
        }
        JournalEntry::CardUnbound { card, account } => bytes.tag(101).id(card.0).id(account.0),
        JournalEntry::CardCounted { stock, card, coupon } => {
            bytes.tag(102).id(stock.0).id(card.0).id(coupon.0)
        }
        _ => bytes,
    }
}
