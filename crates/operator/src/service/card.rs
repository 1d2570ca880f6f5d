//! Bound cards as the wire tells them, and which one counts for a coupon.

use crate::issuer::{CardIssuer, IssuerError};
use crate::problem::Fault;
use crate::service::Service;
use bank::Key;
use bank::id::{CardId, PersonId, StockId};
use bank::record::{Card, Record, State, Stock};
use bank::store::{Reader, StoreError};
use std::sync::Arc;
use wire::card::{CardResponse, CardsResponse};
use wire::{ErrorCode, Id};

impl Service {
    /// Returns who confirms cards.
    ///
    /// # Errors
    /// `cards_not_offered`.
    pub fn card_issuer(&self) -> Result<Arc<dyn CardIssuer>, Fault> {
        self.issuer.clone().ok_or_else(|| ErrorCode::CardsNotOffered.into())
    }

    /// Returns a person's bound cards, those bound last in front.
    ///
    /// # Errors
    /// When the store fails.
    pub fn cards(&self, person: PersonId) -> Result<CardsResponse, StoreError> {
        let mut cards = bound(self.reader.as_ref(), person)?;
        cards.sort_by_key(|card| std::cmp::Reverse((card.bound_at, card.id)));
        let cards = cards.iter().map(response).collect();
        Ok(CardsResponse { cards, can_bind: self.issuer.is_some() })
    }
}

/// Returns a card as its person sees it.
pub fn response(card: &Card) -> CardResponse {
    CardResponse {
        card: Id(card.id.0),
        brand: card.brand.clone(),
        last_four: format!("{:04}", card.last_four),
        bound_at_ms: card.bound_at.0,
    }
}

/// Returns the fault that an issuer's refusal stands for.
pub fn fault(error: IssuerError) -> Fault {
    match error {
        IssuerError::Unavailable => Fault::from(ErrorCode::IssuerUnavailable).retry_after_s(5),
        IssuerError::Refused(code, tries_left) => Fault::from(code).tries_left(tries_left),
    }
}

/// Returns the cards that a person has bound.
///
/// # Errors
/// When the store fails.
pub fn bound(reader: &dyn Reader, person: PersonId) -> Result<Vec<Card>, StoreError> {
    let mut cards = reader.cards_of(person)?;
    cards.retain(|card| card.state == State::Active);
    Ok(cards)
}

/// Returns the card of a person that counts for a coupon of a batch that needs one: one that has
/// had none of it, or else any, so that the bank says why not.
///
/// # Errors
/// When the store fails.
pub fn counting(
    reader: &dyn Reader,
    stock: StockId,
    person: PersonId,
) -> Result<Option<CardId>, StoreError> {
    match reader.record(&Key::Stock(stock))? {
        Some(Record::Stock(stock)) if stock.rules.needs_card => {}
        _ => return Ok(None),
    }
    let cards = bound(reader, person)?;
    for card in &cards {
        if reader.record(&Key::CardGift(stock, card.id))?.is_none() {
            return Ok(Some(card.id));
        }
    }
    Ok(cards.first().map(|card| card.id))
}

/// Returns why a person's cards would get no coupon of a batch; none where one would, or where the
/// batch needs none.
///
/// # Errors
/// When the store fails.
pub fn refusal(
    reader: &dyn Reader,
    stock: &Stock,
    person: PersonId,
) -> Result<Option<ErrorCode>, StoreError> {
    if !stock.rules.needs_card {
        return Ok(None);
    }
    let Some(card) = counting(reader, stock.id, person)? else {
        return Ok(Some(ErrorCode::CardNeeded));
    };
    let had = reader.record(&Key::CardGift(stock.id, card))?.is_some();
    Ok(had.then_some(ErrorCode::CardGiftTaken))
}
