//! `GET /v1/payments/{payment}/receipt`: a payment with what proves it, for the person or the till
//! on either side.

use crate::heads::Heads;
use crate::problem::Fault;
use crate::receipts;
use crate::request::Side;
use crate::service::Shared;
use axum::Json;
use axum::extract::{Path, State};
use bank::id::PaymentId;
use wire::receipt::ReceiptResponse;
use wire::{ErrorCode, Id};

/// Returns a receipt that stands alone. If no signed head covers the payment yet, one is made, at
/// most one a second.
#[utoipa::path(get, path = "/v1/payments/{payment}/receipt", tag = "payments",
    params(("payment" = Id, Path)), security(("device" = []), ("till" = [])),
    responses(
        (status = 200, body = ReceiptResponse),
        (status = "default", description = "a problem", body = wire::Problem,
            content_type = "application/problem+json")))]
pub async fn receipt(
    State(service): State<Shared>,
    Path(payment): Path<String>,
    Side(side): Side,
) -> Result<Json<ReceiptResponse>, Fault> {
    let id: Id = payment.parse().map_err(|_| ErrorCode::PaymentUnknown)?;
    let payment =
        service.read(move |service| service.payment(PaymentId(id.0), side.account)).await?;
    let head = Heads::over(&service, payment.sequence).await?;
    let signed =
        service.read(move |service| Ok(receipts::make(service, &payment, side, &head)?)).await?;
    Ok(Json(signed))
}
