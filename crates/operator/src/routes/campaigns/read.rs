//! `GET /v1/campaigns/{campaign}`: one campaign, with all that it commits to.

use super::find;
use crate::problem::Fault;
use crate::service::Shared;
use crate::service::campaign::published;
use crate::service::merchant_names::MerchantNames;
use axum::Json;
use axum::extract::{Path, State};
use wire::campaign::CampaignResponse;
use wire::{ErrorCode, Id};

/// Returns a campaign.
#[utoipa::path(get, path = "/v1/campaigns/{campaign}", tag = "campaigns",
    params(("campaign" = Id, Path)),
    responses(
        (status = 200, body = CampaignResponse),
        (status = "default", description = "a problem", body = wire::Problem,
            content_type = "application/problem+json")))]
pub async fn read(
    State(service): State<Shared>,
    Path(campaign): Path<String>,
) -> Result<Json<CampaignResponse>, Fault> {
    let told = service.read(move |service| {
        let found = find(service, &campaign)?;
        let mut names = MerchantNames::default();
        let names = names.of(service.reader.as_ref(), &found.terms.merchants)?;
        Ok(published(&found, names))
    });
    Ok(Json(told.await?.ok_or(ErrorCode::NotFound)?))
}
