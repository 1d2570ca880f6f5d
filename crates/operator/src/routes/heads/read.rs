//! `GET /v1/heads/{size}`: one signed head.

use super::{find, view};
use crate::problem::Fault;
use crate::service::Shared;
use axum::Json;
use axum::extract::{Path, State};
use wire::head::HeadResponse;

/// Returns the head of a size.
#[utoipa::path(get, path = "/v1/heads/{size}", tag = "heads", params(("size" = u64, Path, minimum = 0, maximum = 9_007_199_254_740_991_u64)),
    responses(
        (status = 200, body = HeadResponse),
        (status = "default", description = "a problem", body = wire::Problem,
            content_type = "application/problem+json")))]
pub async fn read(
    State(service): State<Shared>,
    Path(size): Path<String>,
) -> Result<Json<HeadResponse>, Fault> {
    Ok(Json(view(service.read(move |service| find(service, &size)).await?)))
}
