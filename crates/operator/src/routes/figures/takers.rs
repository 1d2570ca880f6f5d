//! `GET /v1/figures/takers`: who took what a shop was paid within a time, for the close of a day or
//! a shift. A cashier is told of their own takings only.

use super::read::Time;
use crate::clock;
use crate::figures::takers::Asker;
use crate::figures::{Asked, takers};
use crate::problem::Fault;
use crate::request::{Counter, Looking};
use crate::service::Shared;
use axum::Json;
use axum::extract::rejection::QueryRejection;
use axum::extract::{Query, State};
use wire::ErrorCode;
use wire::taker::TakersResponse;

/// The longest time that this is made for.
const LONGEST_MS: u64 = 31 * 24 * 60 * 60 * 1000;

/// Returns who took what: each of the staff, each of the shop's keys, and labels that payers
/// scanned.
#[utoipa::path(get, path = "/v1/figures/takers", tag = "bills", params(Time),
    security(("till" = []), ("device" = [])),
    responses(
        (status = 200, body = TakersResponse),
        (status = "default", description = "a problem", body = wire::Problem,
            content_type = "application/problem+json")))]
pub async fn takers(
    State(service): State<Shared>,
    time: Result<Query<Time>, QueryRejection>,
    Looking(counter, ()): Looking<()>,
) -> Result<Json<TakersResponse>, Fault> {
    let (from, until) = Time::read(time, LONGEST_MS)?;
    let asker = Asker { taker: counter.taker(), sees_all: counter.sees_all() };
    let Counter { merchant, .. } = counter;
    let asked = Asked { from, until, as_of: clock::now() };
    let read = service.read(move |service| {
        let zone = service.config.time_zone;
        Ok(takers::of(service.books(), &merchant, zone, asked, asker)?)
    });
    let detail = "there are too many payments in this time; ask for a shorter one";
    let too_many = || Fault::from(ErrorCode::RequestMalformed).detail(detail);
    read.await?.map(Json).ok_or_else(too_many)
}
