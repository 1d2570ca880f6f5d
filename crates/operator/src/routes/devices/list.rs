//! `GET /v1/devices`: the caller's devices.

use crate::problem::Fault;
use crate::request::Reading;
use crate::service::Shared;
use axum::Json;
use axum::extract::State;
use wire::device::DevicesResponse;

/// Returns the devices that the caller has or had, those enrolled last in front.
#[utoipa::path(get, path = "/v1/devices", tag = "devices", security(("device" = [])),
    responses(
        (status = 200, body = DevicesResponse),
        (status = "default", description = "a problem", body = wire::Problem,
            content_type = "application/problem+json")))]
pub async fn list(
    State(service): State<Shared>,
    Reading(caller): Reading,
) -> Result<Json<DevicesResponse>, Fault> {
    let devices = service.read(move |it| Ok(it.devices_of(caller.person, caller.device)?)).await?;
    Ok(Json(devices))
}
