//! `GET /v1/coupons`: the caller's coupons, with all that they promise.

use crate::clock;
use crate::problem::Fault;
use crate::request::Reading;
use crate::service::Shared;
use crate::service::coupon::{self, COUPONS_MAX, Stocks};
use axum::Json;
use axum::extract::State;
use bank::TimeMs;
use wire::coupon::CouponsResponse;

/// Returns the caller's coupons, those received last in front.
#[utoipa::path(get, path = "/v1/coupons", tag = "coupons", security(("device" = [])),
    responses(
        (status = 200, body = CouponsResponse),
        (status = "default", description = "a problem", body = wire::Problem,
            content_type = "application/problem+json")))]
pub async fn list(
    State(service): State<Shared>,
    Reading(caller): Reading,
) -> Result<Json<CouponsResponse>, Fault> {
    let as_of_ms = clock::now().0;
    let (coupons, stocks) = service
        .read(move |service| {
            let held = service.reader.coupons_of(caller.person, COUPONS_MAX)?;
            let mut stocks = Stocks::new(service.reader.as_ref());
            for one in &held {
                stocks.find(one.coupon.stock)?;
            }
            Ok((held, stocks.told()))
        })
        .await?;
    Ok(Json(CouponsResponse {
        coupons: coupons.iter().map(|one| coupon::coupon(one, TimeMs(as_of_ms))).collect(),
        stocks,
        zone_ahead_min: service.config.time_zone.zone().ahead_min(),
        as_of_ms,
    }))
}
