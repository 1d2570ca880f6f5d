//! `POST /v1/shifts/{shift}/close`: ends a shift and makes its report.

use crate::clock;
use crate::problem::Fault;
use crate::request::Serving;
use crate::service::Shared;
use crate::service::shift::Seeing;
use axum::Json;
use axum::extract::{Path, State};
use bank::Command;
use bank::command::CloseShift;
use bank::id::ShiftId;
use wire::shift::ShiftResponse;
use wire::{ErrorCode, Id};

/// Closes a shift: one's own; a manager and an owner close any, and so does the shop's till key.
/// Closing it again gives the same report.
#[utoipa::path(post, path = "/v1/shifts/{shift}/close", tag = "shifts",
    params(("shift" = Id, Path)), security(("till" = []), ("device" = [])),
    responses(
        (status = 200, body = ShiftResponse),
        (status = "default", description = "a problem", body = wire::Problem,
            content_type = "application/problem+json")))]
pub async fn close(
    State(service): State<Shared>,
    Path(shift): Path<String>,
    Serving(counter, ()): Serving<()>,
) -> Result<Json<ShiftResponse>, Fault> {
    let shift: Id = shift.parse().map_err(|_| ErrorCode::ShiftUnknown)?;
    let (merchant, by, shift) = (counter.merchant.id, counter.taker(), ShiftId(shift.0));
    let command = Command::CloseShift(CloseShift { shift, merchant, by });
    // No key: closing twice is closing once.
    counter.decide(&service, None, clock::now(), command).await?;
    Ok(Json(service.reported(Seeing::of(counter), shift).await?))
}
