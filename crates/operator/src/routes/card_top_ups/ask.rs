//! `POST /v1/card-top-ups`: asks for money from a bound card.
//!
//! That it was asked is durable before the issuer hears of it. What is lost after that is asked for
//! by the job, with the same identifier, so the answer here may be that nobody knows yet.

use crate::clock;
use crate::problem::Fault;
use crate::request::{Signed, detached};
use crate::routes::payments::create::amount;
use crate::service::Shared;
use crate::service::card_top_up::{kept, response, settle};
use axum::Json;
use axum::extract::State;
use bank::command::{AskCardTopUp, PinCheck};
use bank::id::{CardId, CardTopUpId};
use bank::record::CardTopUpState;
use bank::{Command, CommandKey, Receipt, Scope};
use wire::ErrorCode;
use wire::card_top_up::{CardTopUpRequest, CardTopUpResponse};

/// Asks for money from a card; the same top-up again says what became of it.
#[utoipa::path(post, path = "/v1/card-top-ups", tag = "cards", request_body = CardTopUpRequest,
    security(("device" = [])),
    responses(
        (status = 200, body = CardTopUpResponse),
        (status = "default", description = "a problem", body = wire::Problem,
            content_type = "application/problem+json")))]
pub async fn ask(
    State(service): State<Shared>,
    request: Signed<CardTopUpRequest>,
) -> Result<Json<CardTopUpResponse>, Fault> {
    let Signed { caller, body: CardTopUpRequest { top_up, card, amount: money, pin } } = request;
    let Some(issuer) = service.issuer.clone() else {
        let signed_by = Some(caller.signed_by);
        service.decide(None, signed_by, clock::now(), Command::UseNonce).await?;
        return Err(ErrorCode::CardsNotOffered.into());
    };
    let ask = AskCardTopUp {
        top_up: CardTopUpId(top_up.0),
        person: caller.person,
        card: CardId(card.0),
        amount: amount(&money)?,
        pin: PinCheck::Missing,
        pin_from_minor: service.config.pin_from.minor(),
        limits: service.config.card_top_up,
    };
    let key = CommandKey { scope: Scope::Person(caller.person), id: top_up.0 };
    // A client that hangs up has asked all the same.
    detached(async move {
        let who = (caller.person, caller.signed_by);
        let shown = service.show_pin(key, who, pin).await?;
        let command = Command::AskCardTopUp(AskCardTopUp { pin: shown.check, ..ask });
        let receipt = service.decide(Some(key), shown.nonce, clock::now(), command).await?;
        let Receipt::CardTopUp(id) = receipt else {
            return Err(Fault::internal("a top-up was answered with another receipt"));
        };
        let asked = kept(&service, id).await?;
        if asked.state != CardTopUpState::Asked {
            return Ok(Json(response(&asked)));
        }
        settle(&service, issuer.as_ref(), &asked).await;
        Ok(Json(response(&kept(&service, id).await?)))
    })
    .await
}
