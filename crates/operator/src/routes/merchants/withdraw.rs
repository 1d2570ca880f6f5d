//! `POST /v1/merchants/{merchant}/withdrawals`: an owner moves the merchant's money, with the
//! payment PIN whatever the amount.

use crate::clock;
use crate::problem::Fault;
use crate::request::{Signed, detached};
use crate::routes::payments::create::amount;
use crate::routes::staff::merchant_id;
use crate::service::Shared;
use crate::service::view::Side;
use axum::Json;
use axum::extract::{Path, State};
use bank::command::{PinCheck, Withdraw};
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
    let Signed { caller, body: WithdrawRequest { payment, amount: money, pin } } = request;
    let command = Withdraw {
        pin: PinCheck::Missing,
        payment: PaymentId(payment.0),
        merchant: merchant_id(&merchant)?,
        by: caller.person,
        amount: amount(&money)?,
    };
    let key = CommandKey { scope: Scope::Person(caller.person), id: payment.0 };
    // A client that hangs up after its PIN was counted must not have lost a try.
    detached(async move {
        let who = (caller.person, caller.signed_by);
        let shown = service.show_pin(key, who, pin).await?;
        let command = Command::Withdraw(Withdraw { pin: shown.check, ..command });
        let receipt = service.decide(Some(key), shown.nonce, clock::now(), command).await?;
        let Receipt::Paid(payment) = receipt else {
            return Err(Fault::internal("a withdrawal was answered with another receipt"));
        };
        let side = Side { account: payment.debit, is_merchant: true };
        let seen = service.read(move |it| Ok(it.seen_payment(&payment, side)?)).await?;
        Ok(Json(seen))
    })
    .await
}
