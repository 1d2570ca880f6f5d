//! `POST /v1/devices/{device}/revoke`: a person revokes one device from another, with the payment
//! PIN: a stolen phone that is unlocked must not be enough to lock its owner out.

use crate::clock;
use crate::problem::Fault;
use crate::request::{Signed, detached};
use crate::service::Shared;
use axum::Json;
use axum::extract::{Path, State};
use bank::Command;
use bank::command::{OtherDevice, RevokeDevice};
use bank::id::DeviceId;
use wire::device::{DevicesResponse, RevokeDeviceRequest};
use wire::{ErrorCode, Id};

/// Revokes another device of the caller, for good and at once; one that was revoked stays so.
#[utoipa::path(post, path = "/v1/devices/{device}/revoke", tag = "devices",
    params(("device" = Id, Path)), request_body = RevokeDeviceRequest, security(("device" = [])),
    responses(
        (status = 200, body = DevicesResponse),
        (status = "default", description = "a problem", body = wire::Problem,
            content_type = "application/problem+json")))]
pub async fn revoke(
    State(service): State<Shared>,
    Path(device): Path<String>,
    request: Signed<RevokeDeviceRequest>,
) -> Result<Json<DevicesResponse>, Fault> {
    let Signed { caller, body: RevokeDeviceRequest { pin } } = request;
    let device: Id = device.parse().map_err(|_| ErrorCode::DeviceNotFound)?;
    let (person, asking) = (caller.person, caller.device);
    // A client that hangs up after its PIN was counted must not have lost a try.
    detached(async move {
        // Its answer is not remembered under a key: again does nothing, with the PIN again.
        let shown = service.show_pin(None, (person, caller.signed_by), pin).await?;
        let from = Some(OtherDevice { device: asking, pin: shown.check });
        let command = RevokeDevice { device: DeviceId(device.0), person, from };
        let command = Command::RevokeDevice(command);
        service.decide(None, shown.nonce, clock::now(), command).await?;
        let devices = service.read(move |it| Ok(it.devices_of(person, asking)?)).await?;
        Ok(Json(devices))
    })
    .await
}
