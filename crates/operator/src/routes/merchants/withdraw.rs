//! `POST /v1/merchants/{merchant}/withdrawals`: an owner moves the merchant's money.

use crate::clock;
use crate::problem::Fault;
use crate::request::{Signed, detached};
use crate::routes::payments::create::amount;
use crate::routes::staff::merchant_id;
use crate::service::Shared;
use crate::service::view::Side;
use axum::Json;
use axum::extract::{Path, State};
use bank::command::Withdraw;
use bank::id::PaymentId;
use bank::{Command, CommandKey, Receipt, Scope};
use wire::Id;
use wire::merchant::WithdrawRequest;
use wire::payment::PaymentResponse;

/// Moves money into the owner's own account; the same payment again gives the same answer.
#[utoipa::path(post, path = "/v1/merchants/{merchant}/withdrawals", tag = "merchants",
    params(("merchant" = Id, Path)), request_body = WithdrawRequest, security(("device" = [])),
    responses(
        (status = 200, body = PaymentResponse),
        (status = "default", description = "a problem", body = wire::Problem,
            content_type = "application/problem+json")))]
pub async fn withdraw(
    State(service): State<Shared>,
    Path(merchant): Path<String>,
    request: Signed<WithdrawRequest>,
) -> Result<Json<PaymentResponse>, Fault> {
    let Signed { caller, body: WithdrawRequest { payment, amount: money } } = request;
    let command = Withdraw {
        payment: PaymentId(payment.0),
        merchant: merchant_id(&merchant)?,
        by: caller.person,
        amount: amount(&money)?,
    };
    let key = CommandKey { scope: Scope::Person(caller.person), id: payment.0 };
    detached(async move {
        let command = Command::Withdraw(command);
        let receipt =
            service.decide(Some(key), Some(caller.signed_by), clock::now(), command).await?;
        let Receipt::Paid(payment) = receipt else {
            return Err(Fault::internal("a withdrawal was answered with another receipt"));
        };
        let side = Side { account: payment.debit, is_merchant: true };
        let seen = service.read(move |it| Ok(it.seen_payment(&payment, side)?)).await?;
        Ok(Json(seen))
    })
    .await
}
