//! Top-ups by card: the issuer is asked what becomes of one, and its word is brought to the bank.
//! Whoever does so, and however often: the issuer charges once under a top-up's identifier, and the
//! bank moves the money once.

use crate::clock;
use crate::issuer::{CardIssuer, Charge, Reference};
use crate::problem::Fault;
use crate::service::view::money;
use crate::service::{Service, Shared};
use bank::command::SettleCardTopUp;
use bank::id::{CardTopUpId, PaymentId, PersonId};
use bank::record::{self, CardTopUp, Record};
use bank::store::{Reader, StoreError};
use bank::{CardTopUpLimits, Command, Key, TimeMs};
use wire::card_top_up::{CardRefusal, CardTopUpResponse, CardTopUpState, CardTopUpsResponse};
use wire::{Id, Money};

/// After how long without the issuer's word a top-up is in doubt, in milliseconds. It is asked for
/// all the same.
pub const IN_DOUBT_AFTER_MS: u64 = 24 * 60 * 60 * 1000;

/// Asks the issuer, and brings its word to the bank; whether there was one. Without one nothing has
/// changed, and it is to be asked again with the same.
pub async fn settle(service: &Shared, issuer: &dyn CardIssuer, top_up: &CardTopUp) -> bool {
    let reference = Reference::of_top_up(top_up.id);
    let charge = Charge { token: top_up.token.clone(), amount: top_up.amount };
    let Ok(word) = issuer.charge(&reference, &charge).await else { return false };
    let command = Command::SettleCardTopUp(SettleCardTopUp { top_up: top_up.id, word });
    let decided = service.decide(None, None, clock::now(), command).await;
    if let Err(fault) = &decided {
        let (top_up, code) = (Id(top_up.id.0), fault.0.code);
        tracing::error!(%top_up, ?code, ?word, "an issuer's word of a top-up cannot be kept");
    }
    decided.is_ok()
}

/// Reads a top-up.
///
/// # Errors
/// When the store fails.
pub fn find(reader: &dyn Reader, id: CardTopUpId) -> Result<Option<CardTopUp>, StoreError> {
    match reader.record(&Key::CardTopUp(id))? {
        Some(Record::CardTopUp(top_up)) => Ok(Some(top_up)),
        _ => Ok(None),
    }
}

/// Reads a top-up that must be there.
///
/// # Errors
/// When the store fails, or there is none.
pub async fn kept(service: &Shared, id: CardTopUpId) -> Result<CardTopUp, Fault> {
    let found = service.read(move |it| Ok(find(it.reader.as_ref(), id)?)).await?;
    found.ok_or_else(|| Fault::internal("a top-up that was kept is not there"))
}

impl Service {
    /// Returns how far a person can go now, and their top-ups of the last 24 hours with those that
    /// still wait.
    ///
    /// # Errors
    /// When the store fails.
    pub fn card_top_ups(
        &self,
        person: PersonId,
        now: TimeMs,
    ) -> Result<CardTopUpsResponse, StoreError> {
        let limits = self.values(now)?.card_top_up;
        let since = CardTopUpLimits::since(now);
        let top_ups = self.reader.card_top_ups_of(person, since)?;
        let left_minor = limits.left_minor(CardTopUpLimits::used(top_ups.iter(), now));
        let left_minor = if left_minor < limits.min_minor { 0 } else { left_minor };
        let amount = |minor| money(minor, self.config.currency);
        Ok(CardTopUpsResponse {
            min: amount(limits.min_minor),
            max: amount(limits.max_minor),
            left: amount(left_minor),
            top_ups: top_ups.iter().map(response).collect(),
        })
    }
}

/// Returns a top-up as its person sees it.
pub fn response(top_up: &CardTopUp) -> CardTopUpResponse {
    let (state, reason) = match top_up.state {
        record::CardTopUpState::Asked => (CardTopUpState::Waiting, None),
        record::CardTopUpState::Paid { .. } => (CardTopUpState::Paid, None),
        record::CardTopUpState::Refused { reason, .. } => {
            (CardTopUpState::Refused, Some(refusal(reason)))
        }
    };
    let payment = PaymentId::of_card_top_up(top_up.id);
    CardTopUpResponse {
        top_up: Id(top_up.id.0),
        card: Id(top_up.card.0),
        brand: top_up.brand.clone(),
        last_four: format!("{:04}", top_up.last_four),
        amount: Money::from(top_up.amount),
        state,
        reason,
        payment: (state == CardTopUpState::Paid).then_some(Id(payment.0)),
        asked_at_ms: top_up.asked_at.0,
    }
}

const fn refusal(reason: record::CardRefusal) -> CardRefusal {
    match reason {
        record::CardRefusal::FundsShort => CardRefusal::FundsShort,
        record::CardRefusal::LimitReached => CardRefusal::LimitReached,
        record::CardRefusal::CardBlocked => CardRefusal::CardBlocked,
        record::CardRefusal::CardGone => CardRefusal::CardGone,
    }
}
