//! `GET /v1/merchants/{merchant}/staff`: who works for a merchant.

use super::merchant_id;
use crate::problem::Fault;
use crate::request::Reading;
use crate::request::counter::member_who;
use crate::service::{Shared, merchant};
use axum::Json;
use axum::extract::{Path, State};
use bank::record::Role;
use wire::Id;
use wire::staff::StaffResponse;

/// Returns who works for a merchant, those who joined first in front; not for cashiers.
#[utoipa::path(get, path = "/v1/merchants/{merchant}/staff", tag = "staff",
    params(("merchant" = Id, Path)), security(("device" = [])),
    responses(
        (status = 200, body = StaffResponse),
        (status = "default", description = "a problem", body = wire::Problem,
            content_type = "application/problem+json")))]
pub async fn list(
    State(service): State<Shared>,
    Path(merchant): Path<String>,
    Reading(caller): Reading,
) -> Result<Json<StaffResponse>, Fault> {
    let merchant = merchant_id(&merchant)?;
    let staff = service
        .read(move |service| {
            member_who(service, merchant, caller.person, Role::sees_all)?;
            merchant::staff(service, merchant, caller.person)
        })
        .await?;
    Ok(Json(staff))
}
