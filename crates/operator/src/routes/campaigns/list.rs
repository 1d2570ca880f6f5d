//! `GET /v1/campaigns`: the campaigns that were started.

use crate::clock;
use crate::problem::Fault;
use crate::service::Shared;
use crate::service::campaign::published;
use crate::service::merchant_names::MerchantNames;
use axum::Json;
use axum::extract::State;
use bank::store::StoreError;
use wire::campaign::CampaignsResponse;

/// Returns the campaigns, those that begin last in front.
#[utoipa::path(get, path = "/v1/campaigns", tag = "campaigns",
    responses(
        (status = 200, body = CampaignsResponse),
        (status = "default", description = "a problem", body = wire::Problem,
            content_type = "application/problem+json")))]
pub async fn list(State(service): State<Shared>) -> Result<Json<CampaignsResponse>, Fault> {
    let told = service.read(|service| {
        let mut campaigns = service.reader.campaigns()?;
        campaigns.sort_by_key(|one| std::cmp::Reverse((one.terms.period.first, one.id)));
        let mut names = MerchantNames::default();
        let told = campaigns.iter().map(|campaign| {
            let names = names.of(service.reader.as_ref(), &campaign.terms.merchants)?;
            Ok(published(campaign, names))
        });
        Ok(told.collect::<Result<Vec<_>, StoreError>>()?)
    });
    let campaigns = told.await?.into_iter().flatten().collect();
    Ok(Json(CampaignsResponse { campaigns, as_of_ms: clock::now().0 }))
}
