//! Rows about money from cards, and their bytes; the layout is in the module above. What such a
//! top-up moves is a row like any payment's.

use crate::canonical::Bytes;
use crate::id::{AccountId, CardId, CardTopUpId};
use crate::record::CardRefusal;
use money::Amount;

/// What happened to a top-up by card besides its payment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CardTopUpEntry {
    /// A person asked for it; from now on its issuer is asked.
    Asked {
        /// The top-up.
        top_up: CardTopUpId,
        /// The person's account.
        account: AccountId,
        /// The card.
        card: CardId,
        /// How much.
        amount: Amount,
        /// As of a card that is bound.
        hash: [u8; 32],
    },
    /// The issuer refused it.
    Refused {
        /// The top-up.
        top_up: CardTopUpId,
        /// Why.
        reason: CardRefusal,
    },
}

pub(super) fn content(bytes: Bytes, entry: &CardTopUpEntry) -> Bytes {
    match entry {
        CardTopUpEntry::Asked { top_up, account, card, amount, hash } => {
            bytes.tag(103).id(top_up.0).id(account.0).id(card.0).amount(*amount).fixed(hash)
        }
        CardTopUpEntry::Refused { top_up, reason } => {
            bytes.tag(104).id(top_up.0).tag(reason.number())
        }
    }
}
