//! `GET /v1/card-top-ups/{top_up}`: what became of a top-up by card.

use crate::problem::Fault;
use crate::request::Reading;
use crate::service::Shared;
use crate::service::card_top_up::{find, response};
use axum::Json;
use axum::extract::{Path, State};
use bank::id::CardTopUpId;
use wire::card_top_up::CardTopUpResponse;
use wire::{ErrorCode, Id};

/// Returns a top-up of the caller; to anybody else there is none.
#[utoipa::path(get, path = "/v1/card-top-ups/{top_up}", tag = "cards",
    params(("top_up" = Id, Path)), security(("device" = [])),
    responses(
        (status = 200, body = CardTopUpResponse),
        (status = "default", description = "a problem", body = wire::Problem,
            content_type = "application/problem+json")))]
pub async fn read(
    State(service): State<Shared>,
    Path(top_up): Path<String>,
    Reading(caller): Reading,
) -> Result<Json<CardTopUpResponse>, Fault> {
    let id: Id = top_up.parse().map_err(|_| ErrorCode::CardTopUpUnknown)?;
    let id = CardTopUpId(id.0);
    let found = service.read(move |it| Ok(find(it.reader.as_ref(), id)?)).await?;
    match found.filter(|top_up| top_up.person == caller.person) {
        Some(top_up) => Ok(Json(response(&top_up))),
        None => Err(ErrorCode::CardTopUpUnknown.into()),
    }
}
