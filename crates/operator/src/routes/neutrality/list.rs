//! `GET /v1/neutrality`: the log, newest first, with its signed end.

use crate::problem::Fault;
use crate::routes::payments::list::{Page, checked};
use crate::service::{Shared, neutrality};
use axum::Json;
use axum::extract::rejection::QueryRejection;
use axum::extract::{Query, State};
use wire::neutrality::NeutralityResponse;

/// Returns entries, newest first; `before` is a number.
#[utoipa::path(get, path = "/v1/neutrality", tag = "neutrality", params(Page),
    responses(
        (status = 200, body = NeutralityResponse),
        (status = "default", description = "a problem", body = wire::Problem,
            content_type = "application/problem+json")))]
pub async fn list(
    State(service): State<Shared>,
    page: Result<Query<Page>, QueryRejection>,
) -> Result<Json<NeutralityResponse>, Fault> {
    let page = checked(page)?;
    let (before, limit) = page.bounds();
    let read = move |reader: &dyn bank::store::Reader| {
        Ok((reader.neutrality(before, limit)?, reader.neutrality(None, 1)?))
    };
    let (entries, last) = service.read(move |service| read(service.reader.as_ref())).await?;
    let is_full = entries.len() >= usize::try_from(limit).unwrap_or(usize::MAX);
    let next_before = entries.last().filter(|_| is_full).map(|kept| kept.entry.number);
    Ok(Json(NeutralityResponse {
        operator: service.config.operator.clone(),
        entries: entries.iter().map(neutrality::view).collect(),
        next_before: next_before.filter(|number| *number > 1),
        end: neutrality::signed_end(&service, last.first())?,
    }))
}
