//! `GET /v1/campaigns/{campaign}`: one campaign, with all that it commits to.

use super::find;
use crate::problem::Fault;
use crate::service::Shared;
use crate::service::campaign::published;
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
    let found = service.read(move |service| find(service, &campaign)).await?;
    Ok(Json(published(&found).ok_or(ErrorCode::NotFound)?))
}
