//! `POST /v1/card-bindings/{binding}/confirm`: binds a card with the issuer's code.
//!
//! The issuer gives the same token again after a lost answer, and the bank binds once under the
//! binding's identifier: whatever is lost on whichever way, the same request again completes it.

use crate::clock;
use crate::issuer::Reference;
use crate::problem::Fault;
use crate::request::{Signed, detached};
use crate::service::{Shared, card};
use axum::Json;
use axum::extract::{Path, State};
use bank::command::BindCard;
use bank::record::{Record, State as CardState};
use bank::{Command, CommandKey, Key, Receipt, Scope};
use wire::card::{CardResponse, ConfirmCardRequest};
use wire::{ErrorCode, Id};

/// Binds a card; the same request again gives the same answer.
#[utoipa::path(post, path = "/v1/card-bindings/{binding}/confirm", tag = "cards",
    params(("binding" = Id, Path)), request_body = ConfirmCardRequest,
    security(("device" = [])),
    responses(
        (status = 200, body = CardResponse),
        (status = "default", description = "a problem", body = wire::Problem,
            content_type = "application/problem+json")))]
pub async fn confirm(
    State(service): State<Shared>,
    Path(binding): Path<String>,
    request: Signed<ConfirmCardRequest>,
) -> Result<Json<CardResponse>, Fault> {
    let Signed { caller, body: ConfirmCardRequest { code } } = request;
    let binding: Id = binding.parse().map_err(|_| ErrorCode::CardBindingUnknown)?;
    // First of all, so that a request that is played back counts no try of the code.
    let (now, signed_by) = (clock::now(), Some(caller.signed_by));
    service.decide(None, signed_by, now, Command::UseNonce).await?;
    let issuer = service.card_issuer()?;
    let person = caller.person;
    // A client that hangs up has its card all the same, and is told so when it asks again.
    detached(async move {
        let reference = Reference::of(person, binding);
        let confirmed = issuer.confirm(&reference, &code).await.map_err(card::fault)?;
        let bind = BindCard {
            person,
            card: confirmed.card,
            brand: confirmed.brand,
            last_four: confirmed.last_four,
            token: confirmed.token,
        };
        let key = CommandKey { scope: Scope::Person(person), id: binding.0 };
        let command = Command::BindCard(bind);
        let receipt = service.decide(Some(key), None, clock::now(), command).await?;
        let Receipt::CardBound(id) = receipt else {
            return Err(Fault::internal("a binding was answered with another receipt"));
        };
        let bound = service.read(move |it| Ok(it.reader.record(&Key::Card(person, id))?)).await?;
        match bound {
            Some(Record::Card(bound)) if bound.state == CardState::Active => {
                Ok(Json(card::response(&bound)))
            }
            // It was bound, and taken off since.
            _ => Err(ErrorCode::CardBindingExpired.into()),
        }
    })
    .await
}
