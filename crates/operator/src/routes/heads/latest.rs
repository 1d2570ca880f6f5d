//! `GET /v1/heads/latest`: the newest signed head.

use super::view;
use crate::problem::Fault;
use crate::service::Shared;
use axum::Json;
use axum::extract::State;
use wire::ErrorCode;
use wire::head::HeadResponse;

/// Returns the newest head.
#[utoipa::path(get, path = "/v1/heads/latest", tag = "heads",
    responses(
        (status = 200, body = HeadResponse),
        (status = "default", description = "a problem", body = wire::Problem,
            content_type = "application/problem+json")))]
pub async fn latest(State(service): State<Shared>) -> Result<Json<HeadResponse>, Fault> {
    let head = service.read(|service| Ok(service.reader.heads(None, 1)?.pop())).await?;
    Ok(Json(view(head.ok_or(ErrorCode::HeadUnknown)?)))
}
