//! `GET /v1/sandbox/clock`: what the clock of a sandbox says.

use crate::problem::Fault;
use crate::request::Till;
use crate::service::Shared;
use axum::Json;
use axum::extract::State;
use wire::sandbox::ClockResponse;

/// Returns what the clock says, and how far it is ahead.
#[utoipa::path(get, path = "/v1/sandbox/clock", tag = "sandbox", security(("till" = [])),
    responses(
        (status = 200, body = ClockResponse),
        (status = "default", description = "a problem", body = wire::Problem,
            content_type = "application/problem+json")))]
pub async fn read(
    State(service): State<Shared>,
    Till(_merchant): Till,
) -> Result<Json<ClockResponse>, Fault> {
    super::check(&service)?;
    Ok(Json(super::response()))
}
