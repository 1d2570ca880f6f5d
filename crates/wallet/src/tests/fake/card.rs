//! Cards in the model of an operator: one binding at a time, with one code.

use super::operator::{Answer, CODE, Operator, refuse};
use std::collections::BTreeMap;
use wire::card::{
    BindCardRequest, BindCardResponse, CardResponse, CardsResponse, ConfirmCardRequest,
};
use wire::{ErrorCode, Id};

pub const NUMBER: &str = "9000 0000 0000 1017";

#[derive(Clone, Default)]
pub struct FakeCards {
    pub bound: Vec<CardResponse>,
    begun: Option<Id>,
    done: BTreeMap<Id, CardResponse>,
    /// How often a card was bound.
    pub times: u64,
}

impl Operator {
    pub fn cards(&self) -> CardsResponse {
        CardsResponse { cards: self.inner().cards.bound.clone(), can_bind: true }
    }

    pub fn bind_card(&self, request: &BindCardRequest) -> Answer<BindCardResponse> {
        let BindCardRequest { binding, number, holder } = request;
        if (number.expose(), holder.as_str()) != (NUMBER, "Lin") {
            return refuse(ErrorCode::CardRefused);
        }
        self.inner().cards.begun = Some(*binding);
        let (binding, sent_to) = (*binding, "+86···01".to_owned());
        Ok(BindCardResponse { binding, sent_to, code_digits: 6, expires_at_ms: 9 })
    }

    pub fn confirm_card(&self, binding: Id, request: &ConfirmCardRequest) -> Answer<CardResponse> {
        let cards = &mut self.inner().cards;
        if cards.begun != Some(binding) {
            return refuse(ErrorCode::CardBindingUnknown);
        }
        if request.code.expose() != CODE {
            return refuse(ErrorCode::CodeWrong);
        }
        if let Some(card) = cards.done.get(&binding) {
            return Ok(card.clone());
        }
        let (brand, last_four) = ("Harbour Bank".to_owned(), "1017".to_owned());
        let card = CardResponse { card: Id(600), brand, last_four, bound_at_ms: 1 };
        cards.times += 1;
        cards.bound.push(card.clone());
        cards.done.insert(binding, card.clone());
        Ok(card)
    }

    pub fn unbind_card(&self, card: Id) -> Answer<CardsResponse> {
        let before = self.inner().cards.bound.len();
        self.inner().cards.bound.retain(|one| one.card != card);
        if self.inner().cards.bound.len() == before {
            return refuse(ErrorCode::CardUnknown);
        }
        Ok(self.cards())
    }
}
