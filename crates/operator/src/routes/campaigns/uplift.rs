//! `GET /v1/campaigns/{campaign}/uplift`: what a campaign brought to the shop that asks.

use super::find;
use crate::problem::Fault;
use crate::request::{Counter, Looking};
use crate::service::Shared;
use crate::{clock, uplift};
use axum::Json;
use axum::extract::{Path, State};
use bank::record::Role;
use promotion::id::MerchantId;
use wire::campaign::UpliftResponse;
use wire::{ErrorCode, Id};

/// Returns what people who may win spent in the shop, against those of the comparison group; not
/// for cashiers.
#[utoipa::path(get, path = "/v1/campaigns/{campaign}/uplift", tag = "campaigns",
    params(("campaign" = Id, Path)), security(("till" = []), ("device" = [])),
    responses(
        (status = 200, body = UpliftResponse),
        (status = "default", description = "a problem", body = wire::Problem,
            content_type = "application/problem+json")))]
pub async fn uplift(
    State(service): State<Shared>,
    Path(campaign): Path<String>,
    Looking(counter, ()): Looking<()>,
) -> Result<Json<UpliftResponse>, Fault> {
    counter.require(Role::sees_all)?;
    let Counter { merchant, .. } = counter;
    let told = service.read(move |service| {
        let found = find(service, &campaign)?;
        if !found.terms.merchants.contain(MerchantId(merchant.id.0)) {
            return Err(ErrorCode::NotFound.into());
        }
        Ok(uplift::of(service.reader.as_ref(), &found, Some(&merchant), clock::now())?)
    });
    Ok(Json(told.await?))
}
