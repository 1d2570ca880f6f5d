//! `GET /v1/cards`: the caller's bound cards.

use crate::problem::Fault;
use crate::request::Reading;
use crate::service::Shared;
use axum::Json;
use axum::extract::State;
use wire::card::CardsResponse;

/// Returns the caller's bound cards, those bound last in front.
#[utoipa::path(get, path = "/v1/cards", tag = "cards", security(("device" = [])),
    responses(
        (status = 200, body = CardsResponse),
        (status = "default", description = "a problem", body = wire::Problem,
            content_type = "application/problem+json")))]
pub async fn list(
    State(service): State<Shared>,
    Reading(caller): Reading,
) -> Result<Json<CardsResponse>, Fault> {
    let cards = service.read(move |service| Ok(service.cards(caller.person)?)).await?;
    Ok(Json(cards))
}
