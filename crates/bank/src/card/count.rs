//! Which card counts for a coupon: a batch that needs one gives each card one, whoever bound it, so
//! that one card in many hands is no farm of gifts.

use crate::effects::Stop;
use crate::id::{CardId, PersonId};
use crate::page::Page;
use crate::record::{State, Stock};
use crate::rejection::Rejection;

/// Returns the card that is counted; none for a batch that needs none.
pub(crate) fn counted(
    page: &Page,
    stock: &Stock,
    person: PersonId,
    card: Option<CardId>,
) -> Result<Option<CardId>, Stop> {
    if !stock.rules.needs_card {
        return Ok(None);
    }
    let card = card.ok_or(Rejection::CardNeeded)?;
    match page.card(person, card)? {
        Some(bound) if bound.state == State::Active => {}
        _ => return Err(Rejection::CardUnknown.into()),
    }
    match page.card_gift(stock.id, card)? {
        None => Ok(Some(card)),
        Some(_) => Err(Rejection::CardGiftTaken.into()),
    }
}
