//! `GET /v1/shifts`: the shop's shifts, those that are open and those that were closed last.

use crate::problem::Fault;
use crate::request::Looking;
use crate::service::Shared;
use crate::service::shift::Seeing;
use axum::Json;
use axum::extract::rejection::QueryRejection;
use axum::extract::{Query, State};
use wire::ErrorCode;
use wire::shift::ShiftsResponse;

/// Which part of the list is asked for.
#[derive(Clone, Debug, serde::Deserialize, utoipa::IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct Numbers {
    /// Reports with numbers below this one, a `next_before` of an earlier page.
    #[param(minimum = 1, maximum = 9_007_199_254_740_991_u64)]
    before: Option<u64>,
    /// How many: 1–100, 30 when absent.
    #[param(minimum = 1, maximum = 100)]
    limit: Option<u32>,
}

/// Returns the shop's shifts; a cashier is told of their own only.
#[utoipa::path(get, path = "/v1/shifts", tag = "shifts", params(Numbers),
    security(("till" = []), ("device" = [])),
    responses(
        (status = 200, body = ShiftsResponse),
        (status = "default", description = "a problem", body = wire::Problem,
            content_type = "application/problem+json")))]
pub async fn list(
    State(service): State<Shared>,
    numbers: Result<Query<Numbers>, QueryRejection>,
    Looking(counter, ()): Looking<()>,
) -> Result<Json<ShiftsResponse>, Fault> {
    let wrong = |detail: &str| Fault::from(ErrorCode::RequestMalformed).detail(detail);
    let Query(Numbers { before, limit }) =
        numbers.map_err(|_| wrong("the query takes before and limit"))?;
    let limit = limit.unwrap_or(30);
    if !(1..=100).contains(&limit) {
        return Err(wrong("limit is 1 to 100"));
    }
    let seeing = Seeing::of(counter);
    let read = service.read(move |service| service.shifts(&seeing, before, limit));
    Ok(Json(read.await?))
}
