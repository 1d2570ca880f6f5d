//! `GET /v1/bills/{date}`: one bill, with what the operator signed.

use super::{find, view};
use crate::problem::Fault;
use crate::request::{Counter, Looking};
use crate::service::Shared;
use axum::Json;
use axum::extract::{Path, State};
use bank::record::Role;
use wire::bill::BillResponse;

/// Returns the bill of a local day.
#[utoipa::path(get, path = "/v1/bills/{date}", tag = "bills",
    params(("date" = String, Path, max_length = 10)),
    security(("till" = []), ("device" = [])),
    responses(
        (status = 200, body = BillResponse),
        (status = "default", description = "a problem", body = wire::Problem,
            content_type = "application/problem+json")))]
pub async fn read(
    State(service): State<Shared>,
    Path(date): Path<String>,
    Looking(counter, ()): Looking<()>,
) -> Result<Json<BillResponse>, Fault> {
    counter.require(Role::sees_all)?;
    let Counter { merchant, .. } = counter;
    let read = service.read(move |service| {
        let (_, kept, bill) = find(service, &merchant, &date)?;
        Ok(view(kept, &bill))
    });
    Ok(Json(read.await?))
}
