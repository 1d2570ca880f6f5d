//! `POST /v1/shifts`: who takes money opens their shift.

use crate::clock;
use crate::problem::Fault;
use crate::request::{Serving, body};
use crate::service::Shared;
use crate::service::shift::Seeing;
use axum::Json;
use axum::extract::State;
use bank::command::OpenShift;
use bank::id::ShiftId;
use bank::{Command, CommandKey, Scope};
use wire::shift::{OpenShiftRequest, ShiftResponse};

/// Opens the shift of who asks, one at a time; the same shift again gives the same answer.
#[utoipa::path(post, path = "/v1/shifts", tag = "shifts", request_body = OpenShiftRequest,
    security(("till" = []), ("device" = [])),
    responses(
        (status = 200, body = ShiftResponse),
        (status = "default", description = "a problem", body = wire::Problem,
            content_type = "application/problem+json")))]
pub async fn open(
    State(service): State<Shared>,
    Serving(counter, body::Json(request)): Serving<body::Json<OpenShiftRequest>>,
) -> Result<Json<ShiftResponse>, Fault> {
    let OpenShiftRequest { shift } = request;
    let (merchant, taker, shift) = (counter.merchant.id, counter.taker(), ShiftId(shift.0));
    let key = CommandKey { scope: Scope::Merchant(merchant), id: shift.0 };
    let command = Command::OpenShift(OpenShift { shift, merchant, taker });
    counter.decide(&service, Some(key), clock::now(), command).await?;
    let seeing = Seeing::of(counter);
    let read = service.read(move |service| {
        let shift = service.shift(&seeing, shift)?;
        service.seen_shift(&seeing, &shift, true)
    });
    Ok(Json(read.await?))
}
