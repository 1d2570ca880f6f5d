//! `PUT /v1/pin`: sets the payment PIN, or changes it with the current one.

use crate::problem::Fault;
use crate::request::signed::Caller;
use crate::request::{Signed, detached};
use crate::service::Shared;
use crate::{clock, pin};
use axum::extract::State;
use axum::http::StatusCode;
use bank::Command;
use bank::command::SetPin;
use wire::pin::SetPinRequest;
use wire::{ErrorCode, Secret};

/// Sets the payment PIN.
#[utoipa::path(put, path = "/v1/pin", tag = "pin", request_body = SetPinRequest,
    security(("device" = [])),
    responses(
        (status = 204, description = "it is set"),
        (status = "default", description = "a problem", body = wire::Problem,
            content_type = "application/problem+json")))]
pub async fn set(
    State(service): State<Shared>,
    request: Signed<SetPinRequest>,
) -> Result<StatusCode, Fault> {
    let Signed { caller, body: SetPinRequest { pin, current_pin } } = request;
    if !pin::is_allowed(pin.expose()) {
        return Err(ErrorCode::PinMalformed.into());
    }
    detached(change(service, caller, pin, current_pin)).await
}

async fn change(
    service: Shared,
    caller: Caller,
    pin: Secret,
    current_pin: Option<Secret>,
) -> Result<StatusCode, Fault> {
    let current_pin_right = current_pin.is_some();
    let _turn = service.pin_turns.of(caller.person).await;
    // The nonce goes with the first command that the request gives.
    let nonce = match current_pin {
        Some(current) => {
            service.check_pin(caller.person, Some(caller.signed_by), current).await?;
            None
        }
        None => Some(caller.signed_by),
    };
    let verifier = service.make_pin(caller.person, pin).await?;
    let command = SetPin { person: caller.person, verifier, current_pin_right };
    service.decide(None, nonce, clock::now(), Command::SetPin(command)).await?;
    Ok(StatusCode::NO_CONTENT)
}
