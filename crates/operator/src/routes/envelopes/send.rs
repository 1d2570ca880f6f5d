//! `POST /v1/envelopes`: sends an envelope.
//!
//! As with payments, an envelope that was answered before is answered again the same way, without
//! the PIN too; and its shares are those of the first time, whatever seed would be drawn now.

use crate::problem::Fault;
use crate::request::signed::Caller;
use crate::request::{Signed, detached};
use crate::routes::payments::create::{amount, verified};
use crate::service::Shared;
use crate::{clock, random};
use axum::Json;
use axum::extract::State;
use bank::command::SendEnvelope;
use bank::id::{EnvelopeId, ReceiveCodeId, TimeMs};
use bank::record::Evidence;
use bank::{Command, CommandKey, Receipt, Scope};
use money::Amount;
use promotion::Seed;
use promotion::envelope::Split;
use wire::envelope::{EnvelopeResponse, EnvelopeSplit, SendEnvelopeRequest};

/// Sends an envelope; the same one again gives the same answer.
#[utoipa::path(post, path = "/v1/envelopes", tag = "envelopes", request_body = SendEnvelopeRequest,
    security(("device" = [])),
    responses(
        (status = 200, body = EnvelopeResponse),
        (status = "default", description = "a problem", body = wire::Problem,
            content_type = "application/problem+json")))]
pub async fn send(
    State(service): State<Shared>,
    request: Signed<SendEnvelopeRequest>,
) -> Result<Json<EnvelopeResponse>, Fault> {
    let Signed { caller, body } = request;
    let total = amount(&body.order.total)?;
    // First that no field can look like another in the signed text.
    body.order.validate().map_err(|error| Fault::from(error.code()))?;
    let signed_text = body.order.signed_text(&service.config.operator);
    let evidence = verified(signed_text, body.order_signature_bytes(), &caller)?;
    // A client that hangs up after its PIN was counted must not have lost a try.
    detached(sent(service, caller, body, total, evidence)).await
}

async fn sent(
    service: Shared,
    caller: Caller,
    body: SendEnvelopeRequest,
    total: Amount,
    evidence: Evidence,
) -> Result<Json<EnvelopeResponse>, Fault> {
    let SendEnvelopeRequest { order, order_signature: _, pin } = body;
    let key = CommandKey { scope: Scope::Person(caller.person), id: order.envelope.0 };
    let who = (caller.person, caller.signed_by);
    let shown = service.show_pin(key, who, pin).await?;
    let envelope = EnvelopeId(order.envelope.0);
    let command = Command::SendEnvelope(Box::new(SendEnvelope {
        envelope,
        sender: caller.person,
        total,
        shares: order.shares,
        split: match order.split {
            EnvelopeSplit::Equal => Split::Equal,
            EnvelopeSplit::Lucky => Split::Lucky,
        },
        payee: order.payee.map(|payee| ReceiveCodeId(payee.0)),
        claim_hash: order.claim_hash_bytes(),
        greeting: order.greeting.filter(|greeting| !greeting.is_empty()),
        order_expires_at: TimeMs(order.expires_at_ms),
        pin: shown.check,
        pin_from_minor: service.config.pin_from.minor(),
        payment_max_minor: service.config.payment_max.minor(),
        seed: Seed::new(random::bytes().map_err(Fault::internal)?),
        evidence,
    }));
    let receipt = service.decide(Some(key), shown.nonce, clock::now(), command).await?;
    let Receipt::Paid(_) = receipt else {
        return Err(Fault::internal("an envelope was answered with another receipt"));
    };
    super::seen(&service, envelope, caller.person).await
}
