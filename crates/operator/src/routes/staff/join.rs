//! `POST /v1/staff`: uses an invitation.

use crate::problem::Fault;
use crate::request::{Signed, detached};
use crate::service::{Shared, merchant};
use crate::{clock, random};
use axum::Json;
use axum::extract::State;
use bank::command::JoinStaff;
use bank::id::InvitationId;
use bank::record::Record;
use bank::registered::Salt;
use bank::{Command, Key, Receipt};
use ring::digest::{SHA256, digest};
use wire::merchant::MerchantResponse;
use wire::staff::JoinRequest;
use wire::{ErrorCode, Id, Secret};

/// Joins a merchant's staff; the same again by the same person gives the same answer.
#[utoipa::path(post, path = "/v1/staff", tag = "staff", request_body = JoinRequest,
    security(("device" = [])),
    responses(
        (status = 200, body = MerchantResponse),
        (status = "default", description = "a problem", body = wire::Problem,
            content_type = "application/problem+json")))]
pub async fn join(
    State(service): State<Shared>,
    request: Signed<JoinRequest>,
) -> Result<Json<MerchantResponse>, Fault> {
    let Signed { caller, body: JoinRequest { invitation, secret } } = request;
    // 128 bits cannot be guessed; that nobody tries is cheaper for everybody.
    service.limits.claim(caller.person)?;
    let (invitation, person) = (InvitationId(invitation.0), caller.person);
    let command = JoinStaff {
        invitation,
        person,
        secret_hash: hash(&secret)?,
        profile_salt: Salt(random::bits().map_err(Fault::internal)?),
    };
    detached(async move {
        let command = Command::JoinStaff(command);
        let receipt = service.decide(None, Some(caller.signed_by), clock::now(), command).await?;
        let Receipt::Staff(_) = receipt else {
            return Err(Fault::internal("an invitation was answered with another receipt"));
        };
        let seen = service
            .read(move |service| match service.reader.record(&Key::Invitation(invitation))? {
                Some(Record::Invitation(used)) => merchant::seen(service, used.merchant, person),
                _ => Err(ErrorCode::InvitationUnknown.into()),
            })
            .await?;
        Ok(Json(seen))
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
