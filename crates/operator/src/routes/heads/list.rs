//! `GET /v1/heads`: the signed heads, newest first.

use super::view;
use crate::problem::Fault;
use crate::routes::payments::list::{Page, checked};
use crate::service::Shared;
use axum::Json;
use axum::extract::rejection::QueryRejection;
use axum::extract::{Query, State};
use wire::head::HeadsResponse;

/// Returns heads, newest first; `before` is a size.
#[utoipa::path(get, path = "/v1/heads", tag = "heads", params(Page),
    responses(
        (status = 200, body = HeadsResponse),
        (status = "default", description = "a problem", body = wire::Problem,
            content_type = "application/problem+json")))]
pub async fn list(
    State(service): State<Shared>,
    page: Result<Query<Page>, QueryRejection>,
) -> Result<Json<HeadsResponse>, Fault> {
    let page = checked(page)?;
    let (before, limit) = page.bounds();
    let heads = service.read(move |service| Ok(service.reader.heads(before, limit)?)).await?;
    let is_full = heads.len() >= usize::try_from(limit).unwrap_or(usize::MAX);
    let next_before = heads.last().filter(|_| is_full).map(|head| head.size);
    Ok(Json(HeadsResponse { heads: heads.into_iter().map(view).collect(), next_before }))
}
