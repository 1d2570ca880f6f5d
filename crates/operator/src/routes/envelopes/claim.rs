//! `POST /v1/envelopes/{envelope}/claims`: claims the next share of an envelope.

use crate::clock;
use crate::problem::Fault;
use crate::request::{Signed, detached};
use crate::service::Shared;
use axum::Json;
use axum::extract::{Path, State};
use bank::command::ClaimEnvelope;
use bank::id::PaymentId;
use bank::{Command, CommandKey, Receipt, Scope};
use ring::digest::{SHA256, digest};
use wire::envelope::{ClaimEnvelopeRequest, EnvelopeResponse};
use wire::{ErrorCode, Id, Secret};

/// Claims a share; the same claim again gives the same answer.
#[utoipa::path(post, path = "/v1/envelopes/{envelope}/claims", tag = "envelopes",
    params(("envelope" = Id, Path)), request_body = ClaimEnvelopeRequest,
    security(("device" = [])),
    responses(
        (status = 200, body = EnvelopeResponse),
        (status = "default", description = "a problem", body = wire::Problem,
            content_type = "application/problem+json")))]
pub async fn claim(
    State(service): State<Shared>,
    Path(envelope): Path<String>,
    request: Signed<ClaimEnvelopeRequest>,
) -> Result<Json<EnvelopeResponse>, Fault> {
    let Signed { caller, body: ClaimEnvelopeRequest { claim, secret } } = request;
    let envelope = super::id(&envelope)?;
    // 128 bits cannot be guessed; that nobody tries is cheaper for everybody.
    service.limits.claim(caller.person)?;
    let command = Command::ClaimEnvelope(ClaimEnvelope {
        envelope,
        claim: PaymentId(claim.0),
        person: caller.person,
        secret_hash: secret.as_ref().map(hash).transpose()?,
    });
    let key = CommandKey { scope: Scope::Person(caller.person), id: claim.0 };
    // A client that hangs up has its share all the same, and is told so when it asks again.
    detached(async move {
        let now = clock::now();
        let receipt = service.decide(Some(key), Some(caller.signed_by), now, command).await?;
        let Receipt::Paid(_) = receipt else {
            return Err(Fault::internal("a claim was answered with another receipt"));
        };
        super::seen(&service, envelope, caller.person).await
    })
    .await
}

/// Returns what the bank keeps of a secret.
fn hash(secret: &Secret) -> Result<[u8; 32], Fault> {
    let id: Result<Id, _> = secret.expose().parse();
    let id = id.map_err(|_| Fault::from(ErrorCode::RequestMalformed).detail("secret"))?;
    let hash = digest(&SHA256, &id.0.to_be_bytes());
    hash.as_ref().try_into().map_err(|_| Fault::internal("a SHA-256 of another size"))
}
