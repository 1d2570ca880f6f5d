//! `POST /v1/enrolments/{enrolment}/confirm`: enrols the device with its one-time code.

use crate::problem::Fault;
use crate::request::SignedRequest;
use crate::service::{ReadError, Shared};
use crate::{clock, code};
use axum::Json;
use axum::extract::{Path, State};
use bank::command::ConfirmEnrolment;
use bank::id::{AccountId, DeviceId, EnrolmentId, PersonId, ReceiveCodeId};
use bank::record::{Enrolment, Record};
use bank::registered::Salt;
use bank::{Command, Key, Receipt};
use wire::enrolment::{ConfirmEnrolmentRequest, ConfirmEnrolmentResponse};
use wire::{ErrorCode, Id};

/// Enrols a device; opens an account where the handle is new.
#[utoipa::path(post, path = "/v1/enrolments/{enrolment}/confirm", tag = "enrolments",
    params(("enrolment" = Id, Path)), request_body = ConfirmEnrolmentRequest,
    security(("device" = [])),
    responses(
        (status = 200, body = ConfirmEnrolmentResponse),
        (status = "default", description = "a problem", body = wire::Problem,
            content_type = "application/problem+json")))]
pub async fn confirm(
    State(service): State<Shared>,
    Path(enrolment): Path<String>,
    request: SignedRequest,
) -> Result<Json<ConfirmEnrolmentResponse>, Fault> {
    let enrolment: Id = enrolment.parse().map_err(|_| ErrorCode::EnrolmentUnknown)?;
    let public_key = service
        .read(move |service| {
            match service.reader.record(&Key::Enrolment(EnrolmentId(enrolment.0)))? {
                Some(Record::Enrolment(Enrolment { public_key, .. })) => Ok(public_key),
                _ => Err(ReadError::from(ErrorCode::EnrolmentUnknown)),
            }
        })
        .await?;
    if request.device() != wire::signature::device_id(&public_key) {
        // Another device's enrolment is nobody's business.
        return Err(ErrorCode::EnrolmentUnknown.into());
    }
    let signed_by = request.verify(&public_key)?;
    let ConfirmEnrolmentRequest { code, name } = request.json()?;
    // Before it is known whether the handle is: both kinds are told the same.
    if name.as_deref().is_some_and(|name| bank::registered_name(name).is_none()) {
        return Err(ErrorCode::NameMalformed.into());
    }
    let device = DeviceId(request.device().0);
    let command = Command::ConfirmEnrolment(ConfirmEnrolment {
        enrolment: EnrolmentId(enrolment.0),
        code_hash: code::hash(&service.keys.code, enrolment, &code),
        device,
        name,
        new_person: PersonId(service.new_id()?),
        new_account: AccountId(service.new_id()?),
        new_receive_code: ReceiveCodeId(service.new_id()?),
        new_salt: Salt(service.new_id()?),
        new_handle_salt: Salt(service.new_id()?),
        currency: service.config.currency,
    });
    // No key: a wrong code must count each time, and the enrolment itself remembers whom it made.
    let receipt = service.decide(None, Some(signed_by), clock::now(), command).await?;
    let Receipt::Enrolled { device, person } = receipt else {
        return Err(Fault::internal("a confirmation was answered with another receipt"));
    };
    service.payer_codes.add(device);
    Ok(Json(ConfirmEnrolmentResponse {
        person: Id(person.id.0),
        device: Id(device.0),
        name: person.name,
        receive_code: Id(person.receive_code.0),
        has_pin: person.pin.verifier.is_some(),
    }))
}
