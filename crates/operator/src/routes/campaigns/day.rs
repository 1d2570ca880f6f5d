//! `GET /v1/campaigns/{campaign}/days/{day}`: the draws of a day whose seed was shown.

use super::find;
use crate::hex;
use crate::problem::Fault;
use crate::service::Shared;
use crate::service::campaign::response;
use axum::Json;
use axum::extract::rejection::QueryRejection;
use axum::extract::{Path, Query, State};
use bank::id::PaymentId;
use promotion::Seed;
use promotion::calendar::LocalDay;
use promotion::campaign::{Period, SeedChain};
use serde::Deserialize;
use wire::campaign::DrawsResponse;
use wire::{ErrorCode, Id};

/// How many draws are told at once.
const DRAWS_MAX: u32 = 1000;

/// Where to go on.
#[derive(Debug, Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
pub struct After {
    /// Behind this payment's draw; from the first one on when absent.
    after: Option<Id>,
}

/// Returns the draws of a day, in the order of their payments' identifiers.
#[utoipa::path(get, path = "/v1/campaigns/{campaign}/days/{day}", tag = "campaigns",
    params(("campaign" = Id, Path), ("day" = i32, Path, minimum = -719_162, maximum = 2_932_896), After),
    responses(
        (status = 200, body = DrawsResponse),
        (status = "default", description = "a problem", body = wire::Problem,
            content_type = "application/problem+json")))]
pub async fn day(
    State(service): State<Shared>,
    Path((campaign, day)): Path<(String, String)>,
    query: Result<Query<After>, QueryRejection>,
) -> Result<Json<DrawsResponse>, Fault> {
    let Query(After { after }) = query.map_err(|_| Fault::from(ErrorCode::RequestMalformed))?;
    let day = LocalDay(day.parse().map_err(|_| ErrorCode::NotFound)?);
    let told = service.read(move |service| {
        let campaign = find(service, &campaign)?;
        let (last, seed) = campaign.shown.ok_or(ErrorCode::NotFound)?;
        let period = Period { first: campaign.terms.period.first, last };
        let seeds = SeedChain::new(campaign.id, period, Seed::new(seed));
        let seed = seeds.of(day).ok_or(ErrorCode::NotFound)?;
        let after = after.map(|after| PaymentId(after.0));
        let draws = service.reader.draws(campaign.id, day, after, DRAWS_MAX)?;
        let is_full = draws.len() >= DRAWS_MAX as usize;
        let next_after = draws.last().filter(|_| is_full).map(|drawn| Id(drawn.payment.0));
        let draws = draws.iter().filter_map(|drawn| drawn.draw().map(response)).collect();
        Ok(DrawsResponse { day: day.0, seed: hex::encode(seed.expose()), draws, next_after })
    });
    Ok(Json(told.await?))
}
