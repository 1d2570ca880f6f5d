//! `GET /v1/entrants`: how the caller stands in each campaign.

use crate::clock;
use crate::problem::Fault;
use crate::request::Reading;
use crate::service::Shared;
use axum::Json;
use axum::extract;
use bank::Key;
use bank::record::Record;
use promotion::State;
use wire::Id;
use wire::campaign::{EntrantResponse, EntrantsResponse};

/// Returns the campaigns in which the caller has had a draw, and those that hold the caller out.
#[utoipa::path(get, path = "/v1/entrants", tag = "campaigns", security(("device" = [])),
    responses(
        (status = 200, body = EntrantsResponse),
        (status = "default", description = "a problem", body = wire::Problem,
            content_type = "application/problem+json")))]
pub async fn entrants(
    extract::State(service): extract::State<Shared>,
    Reading(caller): Reading,
) -> Result<Json<EntrantsResponse>, Fault> {
    let told = service.read(move |service| {
        let account = service.person(caller.person)?.account;
        let (mut entrants, mut held_out) = (Vec::new(), Vec::new());
        for campaign in service.reader.campaigns()? {
            let is_begun = campaign.state != State::Draft;
            if is_begun && campaign.terms.holds_out(&campaign.anchor, account.0) {
                held_out.push(Id(campaign.id.0));
            }
            let key = Key::Entrant(campaign.id, caller.person);
            if let Some(Record::Entrant(entrant)) = service.reader.record(&key)? {
                entrants.push(EntrantResponse {
                    campaign: Id(entrant.campaign.0),
                    last_day: entrant.last_day.0,
                    won_minor: entrant.won_minor,
                });
            }
        }
        Ok((entrants, held_out))
    });
    let (entrants, held_out) = told.await?;
    Ok(Json(EntrantsResponse { entrants, held_out, as_of_ms: clock::now().0 }))
}
