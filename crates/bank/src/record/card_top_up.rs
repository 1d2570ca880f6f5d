//! What the bank knows of money that people take from their cards.

use super::CardToken;
use crate::canonical::Bytes;
use crate::id::{CardId, CardTopUpId, PersonId, TimeMs};
use money::Amount;

/// Money that a person asked for from a card.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CardTopUp {
    /// Its identifier, by which the issuer knows it too.
    pub id: CardTopUpId,
    /// Who asked.
    pub person: PersonId,
    /// The card.
    pub card: CardId,
    /// What its kind was called then.
    pub brand: String,
    /// The last four digits of its number, as a number.
    pub last_four: u16,
    /// What the issuer took for it then: it is asked with the same each time, also when the card
    /// was taken off or bound anew meanwhile.
    pub token: CardToken,
    /// How much.
    pub amount: Amount,
    /// When it was asked for.
    pub asked_at: TimeMs,
    /// What became of it.
    pub state: CardTopUpState,
}

/// What became of a top-up.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CardTopUpState {
    /// Not known yet: the issuer is asked until it says so.
    Asked,
    /// The card has paid, and the money is in the account.
    Paid {
        /// Since then.
        at: TimeMs,
    },
    /// The card has not paid.
    Refused {
        /// Why.
        reason: CardRefusal,
        /// Since then.
        at: TimeMs,
    },
}

macro_rules! refusals {
    ($($number:literal $variant:ident $word:literal $is:literal;)*) => {
        /// Why a card does not pay. Numbers are hashed in the journal and words are kept in stores:
        /// neither ever changes its meaning.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum CardRefusal {
            $(#[doc = $is] $variant,)*
        }

        impl CardRefusal {
            /// Every reason.
            pub const ALL: &'static [Self] = &[$(Self::$variant,)*];

            /// Returns the stable number.
            pub const fn number(self) -> u8 {
                match self { $(Self::$variant => $number,)* }
            }

            /// Returns the stable word.
            pub const fn word(self) -> &'static str {
                match self { $(Self::$variant => $word,)* }
            }

            /// Finds a reason by its word.
            pub fn find(word: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|reason| reason.word() == word)
            }
        }
    };
}

refusals! {
    1 FundsShort "funds_short" "There is not that much on it.";
    2 LimitReached "limit_reached" "The issuer's limit for the card is reached.";
    3 CardBlocked "card_blocked" "The issuer has blocked it.";
    4 CardGone "card_gone" "The issuer does not know it any more: it was taken off.";
}

impl CardTopUp {
    /// Returns the card's kind and last digits, as people know it.
    pub fn card_name(&self) -> String {
        format!("{} ····{:04}", self.brand, self.last_four)
    }

    /// Returns the hash over what the journal does not say of the card: as that of the card itself.
    pub(crate) fn card_hash(&self) -> [u8; 32] {
        let Self { brand, last_four, token, .. } = self;
        Bytes::default().text(brand).small(*last_four).text(token.expose()).sha256()
    }
}
