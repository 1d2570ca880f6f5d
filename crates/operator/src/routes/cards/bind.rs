//! `POST /v1/card-bindings`: has the issuer send a code to whom a card is of.
//!
//! The number goes from the request to the issuer. Nothing here keeps it, and the bank is told only
//! that the signed request was used.

use crate::clock;
use crate::issuer::{Reference, ShownCard};
use crate::problem::Fault;
use crate::request::Signed;
use crate::service::{Shared, card};
use axum::Json;
use axum::extract::State;
use bank::{CARDS_MAX, Command};
use wire::ErrorCode;
use wire::card::{BindCardRequest, BindCardResponse};

/// The longest number, and the longest name on a card, as they are typed.
const NUMBER_MAX: usize = 32;
const HOLDER_MAX: usize = 64;

/// Begins to bind a card; the same binding again sends the same code again.
#[utoipa::path(post, path = "/v1/card-bindings", tag = "cards", request_body = BindCardRequest,
    security(("device" = [])),
    responses(
        (status = 200, body = BindCardResponse),
        (status = "default", description = "a problem", body = wire::Problem,
            content_type = "application/problem+json")))]
pub async fn bind(
    State(service): State<Shared>,
    request: Signed<BindCardRequest>,
) -> Result<Json<BindCardResponse>, Fault> {
    let Signed { caller, body: BindCardRequest { binding, number, holder } } = request;
    let (now, signed_by) = (clock::now(), Some(caller.signed_by));
    service.decide(None, signed_by, now, Command::UseNonce).await?;
    let issuer = service.card_issuer()?;
    if number.expose().len() > NUMBER_MAX || holder.chars().count() > HOLDER_MAX {
        return Err(Fault::from(ErrorCode::RequestMalformed).detail("number or holder is too long"));
    }
    service.limits.card(caller.person)?;
    let person = caller.person;
    let bound = service.read(move |it| Ok(card::bound(it.reader.as_ref(), person)?)).await?;
    // So that no code is sent in vain; the bank decides it when the code comes back.
    if bound.len() >= CARDS_MAX {
        return Err(ErrorCode::CardsFull.into());
    }
    let reference = Reference::of(person, binding);
    let sent = issuer.begin(&reference, &ShownCard { number, holder }).await;
    let sent = sent.map_err(card::fault)?;
    Ok(Json(BindCardResponse {
        binding,
        sent_to: sent.to,
        code_digits: sent.digits,
        expires_at_ms: sent.expires_at_ms,
    }))
}
