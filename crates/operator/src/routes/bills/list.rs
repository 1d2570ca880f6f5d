//! `GET /v1/bills`: the shop's bills, newest first.

use super::{local_day, view};
use crate::problem::Fault;
use crate::request::{Counter, Looking};
use crate::service::Shared;
use axum::Json;
use axum::extract::rejection::QueryRejection;
use axum::extract::{Query, State};
use bank::record::Role;
use wire::ErrorCode;
use wire::bill::BillsResponse;

/// Which part of the list is asked for.
#[derive(Clone, Debug, serde::Deserialize, utoipa::IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct Days {
    /// Bills of days before this one, a `next_before` of an earlier page.
    #[param(max_length = 10, pattern = "^[0-9]{4}-[0-9]{2}-[0-9]{2}$")]
    before: Option<String>,
    /// How many: 1–100, 30 when absent.
    #[param(minimum = 1, maximum = 100)]
    limit: Option<u32>,
}

/// Returns the shop's bills, newest first; not for cashiers. A day in which nothing moved has none.
#[utoipa::path(get, path = "/v1/bills", tag = "bills", params(Days),
    security(("till" = []), ("device" = [])),
    responses(
        (status = 200, body = BillsResponse),
        (status = "default", description = "a problem", body = wire::Problem,
            content_type = "application/problem+json")))]
pub async fn list(
    State(service): State<Shared>,
    days: Result<Query<Days>, QueryRejection>,
    Looking(counter, ()): Looking<()>,
) -> Result<Json<BillsResponse>, Fault> {
    counter.require(Role::sees_all)?;
    let Counter { merchant, .. } = counter;
    let wrong = |detail: &str| Fault::from(ErrorCode::RequestMalformed).detail(detail);
    let Query(days) = days.map_err(|_| wrong("the query takes before and limit"))?;
    let limit = days.limit.unwrap_or(30);
    if !(1..=100).contains(&limit) {
        return Err(wrong("limit is 1 to 100"));
    }
    let before = match days.before.as_deref() {
        None => None,
        Some(text) => Some(local_day(text).ok_or_else(|| wrong("before is a date"))?),
    };
    let bills = service
        .read(move |service| {
            let kept = service.reader.bills(merchant.id, before, limit)?.into_iter();
            let views = kept.map(|kept| {
                let bill = service.books().open(&kept)?;
                Ok(view(kept, &bill))
            });
            views.collect::<Result<Vec<_>, crate::service::ReadError>>()
        })
        .await?;
    let is_full = bills.len() >= usize::try_from(limit).unwrap_or(usize::MAX);
    let next_before = bills.last().filter(|_| is_full).map(|bill| bill.date.clone());
    Ok(Json(BillsResponse { bills, next_before }))
}
