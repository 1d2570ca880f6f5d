//! `POST /v1/enrolments`: sends a one-time code to a handle.
//!
//! Known and unknown handles are treated alike up to the last byte and moment: whether a handle has
//! an account is not even looked at here.

use crate::clock;
use crate::code::handle::Handle;
use crate::code::{self, SendError};
use crate::problem::Fault;
use crate::request::SignedRequest;
use crate::request::guard::ClientIp;
use crate::service::Shared;
use axum::extract::State;
use axum::{Extension, Json};
use bank::command::StartEnrolment;
use bank::id::{DeviceId, EnrolmentId};
use bank::{Command, CommandKey, Receipt, Scope};
use wire::enrolment::{StartEnrolmentRequest, StartEnrolmentResponse};
use wire::{ErrorCode, signature};

/// Sends a one-time code; the same enrolment again sends the same code again.
#[utoipa::path(post, path = "/v1/enrolments", tag = "enrolments",
    request_body = StartEnrolmentRequest, security(("device" = [])),
    responses(
        (status = 200, body = StartEnrolmentResponse),
        (status = "default", description = "a problem", body = wire::Problem,
            content_type = "application/problem+json")))]
pub async fn start(
    State(service): State<Shared>,
    Extension(ClientIp(ip)): Extension<ClientIp>,
    request: SignedRequest,
) -> Result<Json<StartEnrolmentResponse>, Fault> {
    let StartEnrolmentRequest { enrolment, handle, device_key } = request.json()?;
    let public_key = signature::parse_device_key(&device_key)
        .map_err(|error| Fault::from(error.code()).detail(error.to_string()))?;
    if request.device() != signature::device_id(&public_key) {
        return Err(Fault::from(ErrorCode::SignatureInvalid)
            .detail("keyid is not the identifier of device_key"));
    }
    let signed_by = request.verify(&public_key)?;
    let handle = Handle::parse(&handle)?;
    if !service.codes.kinds().contains(&handle.kind()) {
        return Err(ErrorCode::HandleKindUnsupported.into());
    }
    service.limits.enrolment_ip(ip)?;
    service.limits.enrolment_handle(handle.text())?;

    let code = code::make(&service.keys.code, enrolment, handle.text(), &public_key);
    let now = clock::now();
    let key = CommandKey { scope: Scope::Device(DeviceId(request.device().0)), id: enrolment.0 };
    let command = Command::StartEnrolment(StartEnrolment {
        enrolment: EnrolmentId(enrolment.0),
        handle: handle.text().to_owned(),
        public_key,
        code_hash: code::hash(&service.keys.code, enrolment, &code),
        expires_at: now.plus_ms(code::GOOD_FOR_MS),
    });
    let receipt = service.decide(Some(key), Some(signed_by), now, command).await?;
    let Receipt::EnrolmentStarted { expires_at, .. } = receipt else {
        return Err(Fault::internal("an enrolment was answered with another receipt"));
    };
    if now >= expires_at {
        return Err(ErrorCode::EnrolmentExpired.into());
    }
    match service.codes.send(&handle, &code, &service.config.name).await {
        Ok(()) => Ok(Json(StartEnrolmentResponse {
            enrolment,
            sent_to: handle.masked(),
            code_digits: code::DIGITS,
            expires_at_ms: expires_at.0,
        })),
        Err(SendError::KindUnsupported) => Err(ErrorCode::HandleKindUnsupported.into()),
        Err(SendError::NotSent) => Err(ErrorCode::CodeNotSent.into()),
    }
}
