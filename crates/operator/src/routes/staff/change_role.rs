//! `POST /v1/merchants/{merchant}/staff/{staff}/role`: an owner gives another role.

use super::{merchant_id, staff_id};
use crate::clock;
use crate::problem::Fault;
use crate::request::{Signed, detached};
use crate::service::{Shared, merchant};
use axum::Json;
use axum::extract::{Path, State};
use bank::Command;
use bank::command::ChangeRole;
use wire::Id;
use wire::staff::{ChangeRoleRequest, StaffResponse};

/// Gives a member of the staff another role; one that has it already keeps it.
#[utoipa::path(post, path = "/v1/merchants/{merchant}/staff/{staff}/role", tag = "staff",
    params(("merchant" = Id, Path), ("staff" = Id, Path)), request_body = ChangeRoleRequest,
    security(("device" = [])),
    responses(
        (status = 200, body = StaffResponse),
        (status = "default", description = "a problem", body = wire::Problem,
            content_type = "application/problem+json")))]
pub async fn change_role(
    State(service): State<Shared>,
    Path((merchant, staff)): Path<(String, String)>,
    request: Signed<ChangeRoleRequest>,
) -> Result<Json<StaffResponse>, Fault> {
    let caller = request.caller;
    let (merchant, staff) = (merchant_id(&merchant)?, staff_id(&staff)?);
    let by = caller.person;
    let role = merchant::role_of(request.body.role);
    let command = Command::ChangeRole(ChangeRole { merchant, staff, by, role });
    detached(async move {
        service.decide(None, Some(caller.signed_by), clock::now(), command).await?;
        let staff = service.read(move |it| merchant::staff_after(it, merchant, by)).await?;
        Ok(Json(staff))
    })
    .await
}
