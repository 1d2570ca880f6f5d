//! `POST /v1/merchants/{merchant}/invitations`: invites one person to a merchant's staff.

use super::merchant_id;
use crate::problem::Fault;
use crate::request::{Signed, detached};
use crate::service::{Shared, merchant};
use crate::{clock, hex};
use axum::Json;
use axum::extract::{Path, State};
use bank::command::InviteStaff;
use bank::id::InvitationId;
use bank::{Command, CommandKey, Receipt, Scope};
use wire::staff::{InvitationResponse, InviteRequest};
use wire::{ErrorCode, Id};

/// Invites one person, for a day; the same invitation again gives the same answer.
#[utoipa::path(post, path = "/v1/merchants/{merchant}/invitations", tag = "staff",
    params(("merchant" = Id, Path)), request_body = InviteRequest, security(("device" = [])),
    responses(
        (status = 200, body = InvitationResponse),
        (status = "default", description = "a problem", body = wire::Problem,
            content_type = "application/problem+json")))]
pub async fn invite(
    State(service): State<Shared>,
    Path(merchant): Path<String>,
    request: Signed<InviteRequest>,
) -> Result<Json<InvitationResponse>, Fault> {
    let Signed { caller, body: InviteRequest { invitation, secret_hash, role } } = request;
    let secret_hash = hex::decode(&secret_hash);
    let secret_hash = secret_hash
        .ok_or_else(|| Fault::from(ErrorCode::RequestMalformed).detail("secret_hash"))?;
    let command = InviteStaff {
        invitation: InvitationId(invitation.0),
        merchant: merchant_id(&merchant)?,
        by: Some(caller.person),
        role: merchant::role_of(role),
        secret_hash,
    };
    let key = CommandKey { scope: Scope::Person(caller.person), id: invitation.0 };
    detached(async move {
        let command = Command::InviteStaff(command);
        let receipt =
            service.decide(Some(key), Some(caller.signed_by), clock::now(), command).await?;
        let Receipt::Invited(_, expires_at) = receipt else {
            return Err(Fault::internal("an invitation was answered with another receipt"));
        };
        Ok(Json(InvitationResponse { invitation, role, expires_at_ms: expires_at.0 }))
    })
    .await
}
