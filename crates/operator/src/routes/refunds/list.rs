//! `GET /v1/refunds?payment=ID` or `?order=ID`: what went back of a payment so far.

use super::of::Of;
use crate::figures::takers::{taken_by, told};
use crate::problem::Fault;
use crate::request::{Counter, Looking};
use crate::service::Shared;
use crate::service::view::Side;
use axum::Json;
use axum::extract::rejection::QueryRejection;
use axum::extract::{Query, State};
use serde::Deserialize;
use wire::refund::RefundsResponse;
use wire::{ErrorCode, Id, Money};

/// Which payment is meant: one of the two.
#[derive(Clone, Copy, Debug, Deserialize, utoipa::IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct Wanted {
    /// The payment.
    payment: Option<Id>,
    /// The order whose payment it is.
    order: Option<Id>,
}

/// Returns what went back of a payment, oldest first.
#[utoipa::path(get, path = "/v1/refunds", tag = "refunds", params(Wanted),
    security(("till" = []), ("device" = [])),
    responses(
        (status = 200, body = RefundsResponse),
        (status = "default", description = "a problem", body = wire::Problem,
            content_type = "application/problem+json")))]
pub async fn list(
    State(service): State<Shared>,
    wanted: Result<Query<Wanted>, QueryRejection>,
    Looking(Counter { merchant, .. }, ()): Looking<()>,
) -> Result<Json<RefundsResponse>, Fault> {
    let Query(Wanted { payment, order }) = wanted.map_err(|_| {
        Fault::from(ErrorCode::RequestMalformed).detail("the query takes payment or order")
    })?;
    let payment = Of::one(payment, order)?.find(&service, &merchant).await?;
    let side = Side { account: merchant.account, is_merchant: true };
    let answer = service
        .read(move |service| {
            let returned = service.returned(payment.id)?.map_or(0, |returned| returned.minor);
            let refunds = service.reader.returns(payment.id)?;
            let refunds = refunds.iter().map(|movement| service.seen_payment(movement, side));
            // Refunds are of the price: with coupons that is more than was paid in money.
            let coupons = service.coupons_of(payment.id)?;
            let price = coupons.map_or(payment.amount, |coupons| coupons.discount.total);
            let currency = price.currency().code().to_owned();
            let reader = service.reader.as_ref();
            let taken_by = taken_by(reader, merchant.id, &payment)?;
            Ok(RefundsResponse {
                goods: service.goods_of_payment(&payment)?,
                taken_by: taken_by.map(|taker| told(reader, taker)).transpose()?,
                left: Money { minor: price.minor().saturating_sub(returned), currency },
                refunds: refunds.collect::<Result<_, _>>()?,
                payment: service.seen_payment(&payment, side)?,
            })
        })
        .await?;
    Ok(Json(answer))
}
