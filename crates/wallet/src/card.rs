//! Bound cards: bound with a code of their issuer, listed, taken off.
//!
//! A card's number goes to the operator once, for the issuer, and is not kept here.

use crate::WalletError;
use crate::port::{OperatorApi as _, Ports};
use crate::wallet::Wallet;
use wire::card::{BindCardRequest, CardResponse, CardsResponse, ConfirmCardRequest};
use wire::{Id, Secret};

/// The person's cards.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cards {
    /// The cards, those bound last in front.
    pub cards: Vec<Card>,
    /// Whether the operator binds cards.
    pub can_bind: bool,
}

/// A bound card.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Card {
    /// The card.
    pub card: Id,
    /// What its kind is called.
    pub brand: String,
    /// The last four digits of its number.
    pub last_four: String,
    /// When it was bound, in Unix milliseconds.
    pub bound_at_ms: u64,
}

/// A code that the issuer has sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CardCode {
    /// The binding that it confirms.
    pub binding: Id,
    /// Where it was sent, with its middle hidden.
    pub sent_to: String,
    /// How many digits it has.
    pub code_digits: u8,
    /// When it ends, in Unix milliseconds.
    pub expires_at_ms: u64,
}

impl<P: Ports> Wallet<P> {
    /// Returns the person's bound cards.
    ///
    /// # Errors
    /// `NotEnrolled`, and what the network does.
    pub async fn cards(&self) -> Result<Cards, WalletError> {
        let profile = self.profile()?;
        read(self.ports.api().cards(&profile.operator_url).await?)
    }

    /// Has the issuer of a card send a code to whom it is of.
    ///
    /// # Errors
    /// As [`Self::cards`], and why none is sent: `card_refused`, `card_locked`, …
    pub async fn bind_card(&self, number: Secret, holder: &str) -> Result<CardCode, WalletError> {
        let profile = self.profile()?;
        let (binding, holder) = (self.new_id(), holder.trim().to_owned());
        let request = BindCardRequest { binding, number, holder };
        let sent = self.ports.api().bind_card(&profile.operator_url, &request).await?;
        if sent.binding != binding {
            return Err(WalletError::AnswerMalformed("another binding".to_owned()));
        }
        Ok(CardCode {
            binding,
            sent_to: sent.sent_to,
            code_digits: sent.code_digits,
            expires_at_ms: sent.expires_at_ms,
        })
    }

    /// Binds a card with its code. When the answer is lost, the same again gets the same.
    ///
    /// # Errors
    /// As [`Self::cards`], and why not: `code_wrong`, `card_binding_expired`, …
    pub async fn confirm_card(&self, binding: Id, code: Secret) -> Result<Card, WalletError> {
        let profile = self.profile()?;
        let request = ConfirmCardRequest { code };
        let api = self.ports.api();
        card(api.confirm_card(&profile.operator_url, binding, &request).await?)
    }

    /// Takes a card off; returns those that are left.
    ///
    /// # Errors
    /// As [`Self::cards`], and `card_unknown`.
    pub async fn unbind_card(&self, card: Id) -> Result<Cards, WalletError> {
        let profile = self.profile()?;
        read(self.ports.api().unbind_card(&profile.operator_url, card).await?)
    }
}

fn read(answer: CardsResponse) -> Result<Cards, WalletError> {
    let CardsResponse { cards, can_bind } = answer;
    let cards = cards.into_iter().map(card).collect::<Result<_, _>>()?;
    Ok(Cards { cards, can_bind })
}

fn card(answer: CardResponse) -> Result<Card, WalletError> {
    let CardResponse { card, brand, last_four, bound_at_ms } = answer;
    let are_digits = last_four.len() == 4 && last_four.bytes().all(|one| one.is_ascii_digit());
    if !are_digits {
        return Err(WalletError::AnswerMalformed("the last digits of a card".to_owned()));
    }
    Ok(Card { card, brand, last_four, bound_at_ms })
}
