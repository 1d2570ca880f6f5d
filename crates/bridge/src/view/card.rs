//! Bound cards.

use serde::Serialize;
use ts_rs::TS;
use wallet::card::{Card, CardCode, Cards};

/// The person's bound cards.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct CardsView {
    /// The cards, those bound last in front.
    pub cards: Vec<CardView>,
    /// Whether the operator binds cards.
    pub can_bind: bool,
}

/// A bound card.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct CardView {
    /// The card.
    pub card: String,
    /// What its kind is called.
    pub brand: String,
    /// The last four digits of its number.
    pub last_four: String,
    /// When it was bound, in Unix milliseconds.
    pub bound_at_ms: u64,
}

/// A code that the issuer of a card has sent.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct CardCodeView {
    /// The binding that it confirms.
    pub binding: String,
    /// Where it was sent, with its middle hidden.
    pub sent_to: String,
    /// How many digits it has.
    pub code_digits: u8,
    /// When it ends, in Unix milliseconds.
    pub expires_at_ms: u64,
}

impl CardsView {
    pub(crate) fn of(cards: Cards) -> Self {
        let Cards { cards, can_bind } = cards;
        Self { cards: cards.into_iter().map(CardView::of).collect(), can_bind }
    }
}

impl CardView {
    pub(crate) fn of(card: Card) -> Self {
        let Card { card, brand, last_four, bound_at_ms } = card;
        Self { card: card.to_string(), brand, last_four, bound_at_ms }
    }
}

impl CardCodeView {
    pub(crate) fn of(code: CardCode) -> Self {
        let CardCode { binding, sent_to, code_digits, expires_at_ms } = code;
        Self { binding: binding.to_string(), sent_to, code_digits, expires_at_ms }
    }
}
