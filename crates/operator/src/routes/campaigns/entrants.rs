//! `GET /v1/entrants`: how the caller stands in each campaign.

use crate::clock;
use crate::problem::Fault;
use crate::request::Reading;
use crate::service::Shared;
use axum::Json;
use axum::extract::State;
use bank::Key;
use bank::record::Record;
use wire::Id;
use wire::campaign::{EntrantResponse, EntrantsResponse};

/// Returns the campaigns in which the caller has had a draw.
#[utoipa::path(get, path = "/v1/entrants", tag = "campaigns", security(("device" = [])),
    responses(
        (status = 200, body = EntrantsResponse),
        (status = "default", description = "a problem", body = wire::Problem,
            content_type = "application/problem+json")))]
pub async fn entrants(
    State(service): State<Shared>,
    Reading(caller): Reading,
) -> Result<Json<EntrantsResponse>, Fault> {
    let told = service.read(move |service| {
        let mut entrants = Vec::new();
        for campaign in service.reader.campaigns()? {
            let key = Key::Entrant(campaign.id, caller.person);
            if let Some(Record::Entrant(entrant)) = service.reader.record(&key)? {
                entrants.push(EntrantResponse {
                    campaign: Id(entrant.campaign.0),
                    last_day: entrant.last_day.0,
                    won_minor: entrant.won_minor,
                });
            }
        }
        Ok(entrants)
    });
    Ok(Json(EntrantsResponse { entrants: told.await?, as_of_ms: clock::now().0 }))
}
