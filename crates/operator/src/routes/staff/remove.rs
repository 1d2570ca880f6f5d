//! `POST /v1/merchants/{merchant}/staff/{staff}/remove`: removes somebody.

use super::{merchant_id, staff_id};
use crate::clock;
use crate::problem::Fault;
use crate::request::{Signed, detached};
use crate::service::{Shared, merchant};
use axum::Json;
use axum::extract::{Path, State};
use bank::Command;
use bank::command::RemoveStaff;
use wire::Id;
use wire::staff::{RemoveStaffRequest, StaffResponse};

/// Removes a member of the staff, or has the caller leave; who is gone stays gone.
#[utoipa::path(post, path = "/v1/merchants/{merchant}/staff/{staff}/remove", tag = "staff",
    params(("merchant" = Id, Path), ("staff" = Id, Path)), request_body = RemoveStaffRequest,
    security(("device" = [])),
    responses(
        (status = 200, body = StaffResponse),
        (status = "default", description = "a problem", body = wire::Problem,
            content_type = "application/problem+json")))]
pub async fn remove(
    State(service): State<Shared>,
    Path((merchant, staff)): Path<(String, String)>,
    request: Signed<RemoveStaffRequest>,
) -> Result<Json<StaffResponse>, Fault> {
    let caller = request.caller;
    let (merchant, staff) = (merchant_id(&merchant)?, staff_id(&staff)?);
    let by = caller.person;
    let command = Command::RemoveStaff(RemoveStaff { merchant, staff, by });
    detached(async move {
        service.decide(None, Some(caller.signed_by), clock::now(), command).await?;
        let staff = service.read(move |it| merchant::staff_after(it, merchant, by)).await?;
        Ok(Json(staff))
    })
    .await
}
