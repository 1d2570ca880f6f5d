//! `GET /v1/payments/{payment}`: one payment of the caller, sent or received.

use crate::problem::Fault;
use crate::request::Reading;
use crate::service::Shared;
use crate::service::view::Side;
use axum::Json;
use axum::extract::{Path, State};
use bank::id::PaymentId;
use wire::payment::PaymentResponse;
use wire::{ErrorCode, Id};

/// Returns a payment, as its receipt.
#[utoipa::path(get, path = "/v1/payments/{payment}", tag = "payments",
    params(("payment" = Id, Path)), security(("device" = [])),
    responses(
        (status = 200, body = PaymentResponse),
        (status = "default", description = "a problem", body = wire::Problem,
            content_type = "application/problem+json")))]
pub async fn read(
    State(service): State<Shared>,
    Path(payment): Path<String>,
    Reading(caller): Reading,
) -> Result<Json<PaymentResponse>, Fault> {
    let id: Id = payment.parse().map_err(|_| ErrorCode::PaymentUnknown)?;
    let payment = service
        .read(move |service| {
            let account = service.person(caller.person)?.account;
            let payment = service.payment(PaymentId(id.0), account)?;
            let seen = service.seen_payment(&payment, Side { account, is_merchant: false })?;
            Ok(PaymentResponse { goods: service.goods_of_payment(&payment)?, ..seen })
        })
        .await?;
    Ok(Json(payment))
}
