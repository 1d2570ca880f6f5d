//! Top-ups by card in the model of an operator: kept first, and ended when the issuer is let speak.

use super::PIN;
use super::operator::{Answer, Operator, refuse};
use wire::card_top_up::{
    CardRefusal, CardTopUpRequest, CardTopUpResponse, CardTopUpState, CardTopUpsResponse,
};
use wire::{ErrorCode, Id, Money, Secret};

/// The card that pays.
pub const CARD: Id = Id(600);

#[derive(Clone, Default)]
pub struct FakeTopUps {
    /// In the order in which they were asked for.
    pub asked: Vec<CardTopUpResponse>,
    /// What the issuer says of what is asked for; nothing while it is away.
    pub word: Option<Result<(), CardRefusal>>,
}

impl Operator {
    pub fn card_top_ups(&self) -> CardTopUpsResponse {
        let money = |minor| Money { minor, currency: "CNY".to_owned() };
        let top_ups = self.inner().top_ups.asked.iter().rev().cloned().collect();
        let (min, max, left) = (money(100), money(200_000), money(150_000));
        CardTopUpsResponse { min, max, left, top_ups }
    }

    pub fn top_up(&self, request: &CardTopUpRequest) -> Answer<CardTopUpResponse> {
        let CardTopUpRequest { top_up, card, amount, pin } = request;
        let is_known = self.inner().top_ups.asked.iter().any(|known| known.top_up == *top_up);
        if !is_known {
            if *card != CARD {
                return refuse(ErrorCode::CardUnknown);
            }
            match pin.as_ref().map(Secret::expose) {
                Some(PIN) => {}
                Some(_) => return refuse(ErrorCode::PinWrong),
                None => return refuse(ErrorCode::PinMissing),
            }
            self.inner().top_ups.asked.push(CardTopUpResponse {
                top_up: *top_up,
                card: *card,
                brand: "Harbour Bank".to_owned(),
                last_four: "1017".to_owned(),
                amount: amount.clone(),
                state: CardTopUpState::Waiting,
                reason: None,
                payment: None,
                asked_at_ms: 1,
            });
        }
        self.ask_the_issuer();
        self.card_top_up(*top_up)
    }

    pub fn card_top_up(&self, top_up: Id) -> Answer<CardTopUpResponse> {
        let found = self.inner().top_ups.asked.iter().find(|one| one.top_up == top_up).cloned();
        found.map_or_else(|| refuse(ErrorCode::CardTopUpUnknown), Ok)
    }

    /// What the operator's job does: asks for all that waits.
    pub fn ask_the_issuer(&self) {
        let mut inner = self.inner();
        let Some(word) = inner.top_ups.word else { return };
        let waiting = |one: &&mut CardTopUpResponse| one.state == CardTopUpState::Waiting;
        for one in inner.top_ups.asked.iter_mut().filter(waiting) {
            match word {
                Ok(()) => {
                    (one.state, one.payment) = (CardTopUpState::Paid, Some(Id(one.top_up.0 + 1)));
                }
                Err(reason) => {
                    (one.state, one.reason) = (CardTopUpState::Refused, Some(reason));
                }
            }
        }
    }
}
