//! `POST /v1/refunds`: a till gives a payment back, whole or in part.

use super::of::Of;
use crate::clock;
use crate::problem::Fault;
use crate::request::{Serving, body};
use crate::routes::payments::create::amount;
use crate::service::Shared;
use crate::service::view::Side;
use axum::Json;
use axum::extract::State;
use bank::command::Refund;
use bank::id::PaymentId;
use bank::{Command, CommandKey, Receipt, Scope};
use wire::payment::PaymentResponse;
use wire::refund::RefundRequest;

/// Refunds a payment; the same refund again gives the same answer.
#[utoipa::path(post, path = "/v1/refunds", tag = "refunds", request_body = RefundRequest,
    security(("till" = []), ("device" = [])),
    responses(
        (status = 200, body = PaymentResponse),
        (status = "default", description = "a problem", body = wire::Problem,
            content_type = "application/problem+json")))]
pub async fn make(
    State(service): State<Shared>,
    Serving(counter, body::Json(request)): Serving<body::Json<RefundRequest>>,
) -> Result<Json<PaymentResponse>, Fault> {
    let RefundRequest { refund, payment, order, amount: money, reason } = request;
    let merchant = &counter.merchant;
    let amount = amount(&money)?;
    let payment = Of::one(payment, order)?.find(&service, merchant).await?;
    let command = Command::Refund(Refund {
        refund: PaymentId(refund.0),
        payment: payment.id,
        merchant: merchant.id,
        amount,
        reason: reason.filter(|reason| !reason.is_empty()),
    });
    let key = CommandKey { scope: Scope::Merchant(merchant.id), id: refund.0 };
    let receipt = counter.decide(&service, Some(key), clock::now(), command).await?;
    let Receipt::Paid(made) = receipt else {
        return Err(Fault::internal("a refund was answered with another receipt"));
    };
    let side = Side { account: merchant.account, is_merchant: true };
    let made = service.read(move |service| Ok(service.seen_payment(&made, side)?)).await?;
    Ok(Json(made))
}
