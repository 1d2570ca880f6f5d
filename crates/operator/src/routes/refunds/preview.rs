//! `POST /v1/refunds/preview`: what a refund would give back, by the function that decides it.

use super::of::Of;
use crate::clock;
use crate::problem::{Fault, code};
use crate::request::{Counter, Looking, body};
use crate::routes::payments::create::amount;
use crate::service::Shared;
use axum::Json;
use axum::extract::State;
use bank::refund::{self, Beside};
use wire::refund::{RefundPreviewRequest, RefundPreviewResponse};
use wire::{ErrorCode, Money};

/// Says what a refund would give back, or why it would be refused; changes nothing.
#[utoipa::path(post, path = "/v1/refunds/preview", tag = "refunds",
    request_body = RefundPreviewRequest, security(("till" = []), ("device" = [])),
    responses(
        (status = 200, body = RefundPreviewResponse),
        (status = "default", description = "a problem", body = wire::Problem,
            content_type = "application/problem+json")))]
pub async fn preview(
    State(service): State<Shared>,
    Looking(Counter { merchant, .. }, body::Json(request)): Looking<
        body::Json<RefundPreviewRequest>,
    >,
) -> Result<Json<RefundPreviewResponse>, Fault> {
    let RefundPreviewRequest { payment, order, amount: money } = request;
    let amount = amount(&money)?;
    if amount.is_zero() {
        return Err(ErrorCode::AmountZero.into());
    }
    let payment = Of::one(payment, order)?.find(&service, &merchant).await?;
    let now = clock::now();
    let (previewed, coupons) = service
        .read(move |service| {
            let account = service.account(merchant.account)?;
            let returned = service.returned(payment.id)?;
            let coupons = service.coupons_of(payment.id)?;
            let drawn = service.drawn(payment.id)?;
            let fee = service.fee_moved(payment.id)?;
            let (coupons, drawn, fee) = (coupons.as_ref(), drawn.as_ref(), fee.as_ref());
            let beside = Beside { coupons, drawn, fee };
            let returned = returned.as_ref();
            let preview =
                refund::preview(&payment, beside, returned, &account, amount, now).map_err(code)?;
            let told = coupons.map(|used| service.refunded_coupons(&payment, used, &preview));
            Ok((preview, told.transpose()?.unwrap_or_default()))
        })
        .await?;
    let refund::RefundPreview { amount, cash, clawed_back, fee_back, .. } = previewed;
    let refund::RefundPreview { left_minor, refunds_left, .. } = previewed;
    let currency = amount.currency().code().to_owned();
    Ok(Json(RefundPreviewResponse {
        amount: Money::from(amount),
        cash: Money::from(cash),
        clawed_back: (!clawed_back.is_zero()).then(|| Money::from(clawed_back)),
        fee_back: (!fee_back.is_zero()).then(|| Money::from(fee_back)),
        coupons,
        left: Money { minor: left_minor, currency },
        refunds_left,
    }))
}
