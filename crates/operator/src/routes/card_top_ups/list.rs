//! `GET /v1/card-top-ups`: how far the caller can go with top-ups by card, and those of a day.

use crate::clock;
use crate::problem::Fault;
use crate::request::Reading;
use crate::service::Shared;
use axum::Json;
use axum::extract::State;
use wire::card_top_up::CardTopUpsResponse;

/// Returns the limits, what is left of them, and the caller's top-ups of the last 24 hours and
/// those that wait.
#[utoipa::path(get, path = "/v1/card-top-ups", tag = "cards", security(("device" = [])),
    responses(
        (status = 200, body = CardTopUpsResponse),
        (status = "default", description = "a problem", body = wire::Problem,
            content_type = "application/problem+json")))]
pub async fn list(
    State(service): State<Shared>,
    Reading(caller): Reading,
) -> Result<Json<CardTopUpsResponse>, Fault> {
    let now = clock::now();
    let list = service.read(move |service| Ok(service.card_top_ups(caller.person, now)?)).await?;
    Ok(Json(list))
}
