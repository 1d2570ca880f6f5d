//! `GET /v1/coupons/stocks/{stock}`: the batch behind an address, also one that is not listed.

use crate::clock;
use crate::problem::Fault;
use crate::request::Reading;
use crate::service::{Shared, card, coupon};
use axum::Json;
use axum::extract::{Path, State};
use bank::Key;
use bank::id::StockId;
use bank::record::Record;
use wire::coupon::SeenStockResponse;
use wire::id::IdError;
use wire::{ErrorCode, Id};

/// Returns a batch by its identifier, with what is left of it and why the caller would get no
/// coupon of it. A draft is told to nobody.
#[utoipa::path(get, path = "/v1/coupons/stocks/{stock}", tag = "coupons",
    params(("stock" = Id, Path)), security(("device" = [])),
    responses(
        (status = 200, body = SeenStockResponse),
        (status = "default", description = "a problem", body = wire::Problem,
            content_type = "application/problem+json")))]
pub async fn seen(
    State(service): State<Shared>,
    Path(stock): Path<String>,
    Reading(caller): Reading,
) -> Result<Json<SeenStockResponse>, Fault> {
    let id: Id = stock.parse().map_err(|error: IdError| {
        Fault::from(ErrorCode::RequestMalformed).detail(error.to_string())
    })?;
    let (now, zone) = (clock::now(), service.config.time_zone.zone());
    let seen = service
        .read(move |service| {
            let reader = service.reader.as_ref();
            let stock = match reader.record(&Key::Stock(StockId(id.0)))? {
                Some(Record::Stock(stock)) if stock.state != promotion::State::Draft => *stock,
                _ => return Err(ErrorCode::StockUnknown.into()),
            };
            let received = coupon::received(reader, stock.id, caller.person)?;
            let by_card = card::refusal(reader, &stock, caller.person)?;
            let seen = coupon::seen(reader, stock, received, (now, zone))?;
            Ok(SeenStockResponse { refusal: seen.refusal.or(by_card), ..seen })
        })
        .await?;
    Ok(Json(seen))
}
