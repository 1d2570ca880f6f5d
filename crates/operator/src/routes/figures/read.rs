//! `GET /v1/figures`: what a shop took in within a time: a shift, a day, a week, a month.

use crate::clock;
use crate::figures::{self, Asked};
use crate::problem::Fault;
use crate::request::{Counter, Looking};
use crate::service::Shared;
use axum::Json;
use axum::extract::rejection::QueryRejection;
use axum::extract::{Query, State};
use bank::TimeMs;
use bank::record::Role;
use wire::ErrorCode;
use wire::bill::FiguresResponse;

/// The longest time that figures are made for.
const LONGEST_MS: u64 = 366 * 24 * 60 * 60 * 1000;

/// Which time is asked for.
#[derive(Clone, Copy, Debug, serde::Deserialize, utoipa::IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct Time {
    /// From when, in Unix milliseconds.
    #[param(minimum = 0, maximum = 9_007_199_254_740_991_u64)]
    from: u64,
    /// Until when: at most 366 days later.
    #[param(minimum = 0, maximum = 9_007_199_254_740_991_u64)]
    until: u64,
}

impl Time {
    /// Reads the query.
    ///
    /// # Errors
    /// `request_malformed` for one that is none, runs backwards, or is about too long a time.
    pub(super) fn read(
        time: Result<Query<Self>, QueryRejection>,
        longest_ms: u64,
    ) -> Result<(TimeMs, TimeMs), Fault> {
        let wrong = |detail: String| Fault::from(ErrorCode::RequestMalformed).detail(detail);
        let Query(Self { from, until }) =
            time.map_err(|_| wrong("the query takes from and until, both moments".to_owned()))?;
        if from >= until || until - from > longest_ms {
            let days = longest_ms / (24 * 60 * 60 * 1000);
            return Err(wrong(format!("until is behind from, by {days} days at most")));
        }
        Ok((TimeMs(from), TimeMs(until)))
    }
}

/// Returns the shop's figures, not for cashiers. Days that have their bill are added up from their
/// bills; what is left is read from the account's history.
#[utoipa::path(get, path = "/v1/figures", tag = "bills", params(Time),
    security(("till" = []), ("device" = [])),
    responses(
        (status = 200, body = FiguresResponse),
        (status = "default", description = "a problem", body = wire::Problem,
            content_type = "application/problem+json")))]
pub async fn read(
    State(service): State<Shared>,
    time: Result<Query<Time>, QueryRejection>,
    Looking(counter, ()): Looking<()>,
) -> Result<Json<FiguresResponse>, Fault> {
    counter.require(Role::sees_all)?;
    let Counter { merchant, .. } = counter;
    let (from, until) = Time::read(time, LONGEST_MS)?;
    let asked = Asked { from, until, as_of: clock::now() };
    let read = service.read(move |service| {
        let zone = service.config.time_zone;
        Ok(figures::of(service.books(), &merchant, zone, asked)?)
    });
    Ok(Json(read.await?))
}
