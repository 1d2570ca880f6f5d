//! `GET /v1/campaigns`: the campaigns that were started.

use crate::clock;
use crate::problem::Fault;
use crate::service::Shared;
use crate::service::campaign::published;
use axum::Json;
use axum::extract::State;
use wire::campaign::CampaignsResponse;

/// Returns the campaigns, those that begin last in front.
#[utoipa::path(get, path = "/v1/campaigns", tag = "campaigns",
    responses(
        (status = 200, body = CampaignsResponse),
        (status = "default", description = "a problem", body = wire::Problem,
            content_type = "application/problem+json")))]
pub async fn list(State(service): State<Shared>) -> Result<Json<CampaignsResponse>, Fault> {
    let mut campaigns = service.read(|service| Ok(service.reader.campaigns()?)).await?;
    campaigns.sort_by_key(|campaign| std::cmp::Reverse((campaign.terms.period.first, campaign.id)));
    let campaigns = campaigns.iter().filter_map(published).collect();
    Ok(Json(CampaignsResponse { campaigns, as_of_ms: clock::now().0 }))
}
