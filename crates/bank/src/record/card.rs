//! What the bank knows of cards: who bound which, and what each got for it. No numbers.

use super::State;
use crate::canonical::Bytes;
use crate::id::{CardId, CouponId, PersonId, StockId, TimeMs};
use std::fmt;

/// A card that a person bound.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Card {
    /// Who.
    pub person: PersonId,
    /// The card; several people may have bound the same.
    pub id: CardId,
    /// What its kind is called.
    pub brand: String,
    /// The last four digits of its number, as a number.
    pub last_four: u16,
    /// What the issuer takes for it.
    pub token: CardToken,
    /// When it was bound last.
    pub bound_at: TimeMs,
    /// Whether it is bound.
    pub state: State,
}

impl Card {
    /// Returns the hash over what the journal does not say of it.
    pub(crate) fn hash(&self) -> [u8; 32] {
        let Self { person: _, id: _, brand, last_four, token, bound_at: _, state: _ } = self;
        Bytes::default().text(brand).small(*last_four).text(token.expose()).sha256()
    }
}

/// What a card's issuer takes in the place of its number, from this operator only. Not shown.
#[derive(Clone, PartialEq, Eq)]
pub struct CardToken(String);

impl CardToken {
    /// Takes the text over.
    pub const fn new(text: String) -> Self {
        Self(text)
    }

    /// Returns the text, for the issuer and for the store.
    pub fn expose(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for CardToken {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("[REDACTED]")
    }
}

/// What a card got of a batch that needs one: once, whoever bound it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CardGift {
    /// The batch.
    pub stock: StockId,
    /// The card.
    pub card: CardId,
    /// The coupon.
    pub coupon: CouponId,
}
