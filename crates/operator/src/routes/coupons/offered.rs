//! `GET /v1/coupons/offered`: of which batches the caller can take a coupon now.

use crate::clock;
use crate::problem::Fault;
use crate::request::Reading;
use crate::service::card;
use crate::service::coupon::{Stocks, received};
use crate::service::{Service, Shared};
use axum::Json;
use axum::extract::State;
use bank::id::PersonId;
use bank::record::Stock;
use bank::store::StoreError;
use bank::{TimeMs, coupon_refusal};
use wire::ErrorCode;
use wire::coupon::OfferedResponse;

/// Returns the listed batches that would give the caller a coupon now, those that end first in
/// front.
#[utoipa::path(get, path = "/v1/coupons/offered", tag = "coupons", security(("device" = [])),
    responses(
        (status = 200, body = OfferedResponse),
        (status = "default", description = "a problem", body = wire::Problem,
            content_type = "application/problem+json")))]
pub async fn offered(
    State(service): State<Shared>,
    Reading(caller): Reading,
) -> Result<Json<OfferedResponse>, Fault> {
    let now = clock::now();
    let stocks = service
        .read(move |service| {
            let mut stocks = Stocks::new(service.reader.as_ref());
            for stock in offers(service, caller.person, now)? {
                stocks.add(stock)?;
            }
            Ok(stocks.told())
        })
        .await?;
    Ok(Json(OfferedResponse { stocks }))
}

fn offers(service: &Service, person: PersonId, now: TimeMs) -> Result<Vec<Stock>, StoreError> {
    let zone = service.config.time_zone.zone();
    let mut offers = Vec::new();
    for stock in service.reader.stocks()? {
        // The cheap part of the question first: most batches have ended long ago.
        if !stock.is_listed || coupon_refusal(&stock, 0, now, zone).is_some() {
            continue;
        }
        let received = received(service.reader.as_ref(), stock.id, person)?;
        if coupon_refusal(&stock, received, now, zone).is_none() && is_for(service, &stock, person)?
        {
            offers.push(stock);
        }
    }
    offers.sort_by_key(|stock| (stock.rules.window.until, stock.id));
    Ok(offers)
}

/// Returns whether a gift for a card can be had: with a card that has had none, or with the one
/// that the person may bind first.
fn is_for(service: &Service, stock: &Stock, person: PersonId) -> Result<bool, StoreError> {
    Ok(match card::refusal(service.reader.as_ref(), stock, person)? {
        None => true,
        Some(ErrorCode::CardNeeded) => service.issuer.is_some(),
        Some(_) => false,
    })
}
