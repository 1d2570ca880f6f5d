//! What the bank can be told of money that people take from their cards.

use super::PinCheck;
use crate::card_top_up::CardTopUpLimits;
use crate::id::{CardId, CardTopUpId, PersonId};
use crate::record::CardRefusal;
use money::Amount;

/// Asks for money from a card; nothing moves before its issuer's word.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct AskCardTopUp {
    /// Its identifier, by which the issuer knows it too.
    pub top_up: CardTopUpId,
    /// Who asks.
    pub person: PersonId,
    /// A card that the person has bound.
    pub card: CardId,
    /// How much.
    pub amount: Amount,
    /// What is known about the person's PIN.
    pub pin: PinCheck,
    /// From this many minor units on the PIN is needed, unless a setting says otherwise.
    pub pin_from_minor: u64,
    /// How far people go.
    pub limits: CardTopUpLimits,
}

/// Brings the issuer's word of a top-up.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SettleCardTopUp {
    /// Which.
    pub top_up: CardTopUpId,
    /// What the issuer says.
    pub word: CardWord,
}

/// What an issuer says of a charge, for good.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CardWord {
    /// The card has paid.
    Charged,
    /// It has not, and never will under this identifier.
    Refused(CardRefusal),
}
