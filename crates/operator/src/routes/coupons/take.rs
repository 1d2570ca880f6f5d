//! `POST /v1/coupons`: takes a coupon of a batch.
//!
//! The command is kept under the coupon's own identifier: a retry gets the coupon that was drawn
//! the first time, whatever the system's randomness would say now.

use crate::problem::Fault;
use crate::request::{Signed, detached};
use crate::service::Shared;
use crate::service::card;
use crate::service::coupon::{self, Stocks};
use crate::{clock, random};
use axum::Json;
use axum::extract::State;
use bank::command::ReceiveCoupon;
use bank::id::{CouponId, StockId};
use bank::store::StoreError;
use bank::{Command, CommandKey, Receipt, Scope};
use promotion::Seed;
use wire::coupon::{TakeCouponRequest, TakeCouponResponse};

/// Takes a coupon; the same request again gives the same answer.
#[utoipa::path(post, path = "/v1/coupons", tag = "coupons", request_body = TakeCouponRequest,
    security(("device" = [])),
    responses(
        (status = 200, body = TakeCouponResponse),
        (status = "default", description = "a problem", body = wire::Problem,
            content_type = "application/problem+json")))]
pub async fn take(
    State(service): State<Shared>,
    request: Signed<TakeCouponRequest>,
) -> Result<Json<TakeCouponResponse>, Fault> {
    let Signed { caller, body: TakeCouponRequest { coupon, stock } } = request;
    let (stock, person) = (StockId(stock.0), caller.person);
    let card = service.read(move |it| Ok(card::counting(it.reader.as_ref(), stock, person)?));
    let command = Command::ReceiveCoupon(ReceiveCoupon {
        coupon: CouponId(coupon.0),
        stock,
        person,
        card: card.await?,
        zone: service.config.time_zone.zone(),
        seed: Seed::new(random::bytes().map_err(Fault::internal)?),
    });
    let key = CommandKey { scope: Scope::Person(caller.person), id: coupon.0 };
    let now = clock::now();
    // A client that hangs up has its coupon all the same, and is told so when it asks again.
    detached(async move {
        let receipt = service.decide(Some(key), Some(caller.signed_by), now, command).await?;
        let Receipt::Coupon(taken) = receipt else {
            return Err(Fault::internal("a coupon was answered with another receipt"));
        };
        let stock = service
            .read(move |service| {
                let mut stocks = Stocks::new(service.reader.as_ref());
                stocks.find(taken.coupon.stock)?;
                let missing = || StoreError("a coupon without its batch".to_owned());
                Ok(stocks.told().pop().ok_or_else(missing)?)
            })
            .await?;
        Ok(Json(TakeCouponResponse { coupon: coupon::coupon(&taken, taken.received_at), stock }))
    })
    .await
}
