//! `GET /v1/till/payments`: what the merchant was paid.

use crate::clock;
use crate::problem::Fault;
use crate::request::Looking;
use crate::routes::payments::list::{Page, checked, history};
use crate::service::Shared;
use crate::service::view::Side;
use axum::Json;
use axum::extract::rejection::QueryRejection;
use axum::extract::{Query, State};
use wire::payment::PaymentsResponse;

/// Returns payments to the merchant, newest first; no payer is named.
#[utoipa::path(get, path = "/v1/till/payments", tag = "till", params(Page),
    security(("till" = []), ("device" = [])),
    responses(
        (status = 200, body = PaymentsResponse),
        (status = "default", description = "a problem", body = wire::Problem,
            content_type = "application/problem+json")))]
pub async fn payments(
    State(service): State<Shared>,
    page: Result<Query<Page>, QueryRejection>,
    Looking(counter, ()): Looking<()>,
) -> Result<Json<PaymentsResponse>, Fault> {
    let page = checked(page)?;
    let side = Side { account: counter.merchant.account, is_merchant: true };
    let as_of_ms = clock::now().0;
    let (payments, next_before) =
        service.read(move |service| Ok(history(service, side, page)?)).await?;
    Ok(Json(PaymentsResponse { payments, next_before, as_of_ms }))
}
