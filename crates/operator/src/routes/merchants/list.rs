//! `GET /v1/merchants`: where the caller works.

use crate::clock;
use crate::problem::Fault;
use crate::request::Reading;
use crate::service::{Shared, merchant};
use axum::Json;
use axum::extract::State;
use wire::merchant::MerchantsResponse;

/// Returns the merchants for which the caller works, in the order in which they joined.
#[utoipa::path(get, path = "/v1/merchants", tag = "merchants", security(("device" = [])),
    responses(
        (status = 200, body = MerchantsResponse),
        (status = "default", description = "a problem", body = wire::Problem,
            content_type = "application/problem+json")))]
pub async fn list(
    State(service): State<Shared>,
    Reading(caller): Reading,
) -> Result<Json<MerchantsResponse>, Fault> {
    let as_of_ms = clock::now().0;
    let merchants = service.read(move |it| merchant::all_of(it, caller.person)).await?;
    Ok(Json(MerchantsResponse { merchants, as_of_ms }))
}
