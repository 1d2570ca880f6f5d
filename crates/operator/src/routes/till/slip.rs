//! `GET /v1/till/slips/{payment}`: what stands on the shop's receipt of a payment.

use crate::problem::Fault;
use crate::request::{Counter, Looking};
use crate::routes::refunds::of::Of;
use crate::service::Shared;
use axum::Json;
use axum::extract::{Path, State};
use wire::slip::SlipResponse;
use wire::{ErrorCode, Id};

/// Returns what stands on the receipt of a purchase at the till's own shop; the till prints it,
/// with what was bought, which only it knows.
#[utoipa::path(get, path = "/v1/till/slips/{payment}", tag = "till",
    params(("payment" = Id, Path)), security(("till" = []), ("device" = [])),
    responses(
        (status = 200, body = SlipResponse),
        (status = "default", description = "a problem", body = wire::Problem,
            content_type = "application/problem+json")))]
pub async fn slip(
    State(service): State<Shared>,
    Path(payment): Path<String>,
    Looking(Counter { merchant, .. }, ()): Looking<()>,
) -> Result<Json<SlipResponse>, Fault> {
    let id: Id = payment.parse().map_err(|_| ErrorCode::PaymentUnknown)?;
    let payment = Of::Payment(id).find(&service, &merchant).await?;
    let slip = service.read(move |service| Ok(service.slip(&payment, &merchant)?)).await?;
    slip.map(Json).ok_or_else(|| ErrorCode::PaymentUnknown.into())
}
