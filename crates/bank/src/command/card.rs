//! What the bank can be told of cards. Their numbers it is never told.

use crate::id::{CardId, PersonId};
use crate::record::CardToken;

/// Binds a card to a person, or binds it anew; its issuer has confirmed that the person may.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BindCard {
    /// Whose it is from now on, beside others who have bound it.
    pub person: PersonId,
    /// The card.
    pub card: CardId,
    /// What its kind is called: 1 to 24 visible ASCII characters or spaces.
    pub brand: String,
    /// The last four digits of its number, as a number.
    pub last_four: u16,
    /// What the issuer takes for it from now on.
    pub token: CardToken,
}

/// Takes a card off a person; one that is not bound stays so.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct UnbindCard {
    /// Whose it is.
    pub person: PersonId,
    /// The card.
    pub card: CardId,
}
