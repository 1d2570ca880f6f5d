//! Rows about cards, and their bytes; the layout is in the module above.

use crate::canonical::Bytes;
use crate::id::{AccountId, CardId, CouponId, StockId};

/// What happened to a card.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CardEntry {
    /// A person bound a card, or bound it anew.
    Bound {
        /// The card.
        card: CardId,
        /// The person's account.
        account: AccountId,
        /// The SHA-256 of the name of its kind, its last four digits and its token.
        hash: [u8; 32],
    },
    /// A person took a card off.
    Unbound {
        /// The card.
        card: CardId,
        /// The person's account.
        account: AccountId,
    },
    /// A card counts for a coupon, which its person receives with the next row.
    Counted {
        /// The batch.
        stock: StockId,
        /// The card.
        card: CardId,
        /// The coupon.
        coupon: CouponId,
    },
}

pub(super) fn content(bytes: Bytes, entry: &CardEntry) -> Bytes {
    match entry {
        CardEntry::Bound { card, account, hash } => {
            bytes.tag(100).id(card.0).id(account.0).fixed(hash)
        }
        CardEntry::Unbound { card, account } => bytes.tag(101).id(card.0).id(account.0),
        CardEntry::Counted { stock, card, coupon } => {
            bytes.tag(102).id(stock.0).id(card.0).id(coupon.0)
        }
    }
}
