//! `GET /v1/shifts/{shift}`: one shift, with its report or with what was taken so far.

use crate::problem::Fault;
use crate::request::Looking;
use crate::service::Shared;
use crate::service::shift::Seeing;
use axum::Json;
use axum::extract::{Path, State};
use bank::id::ShiftId;
use wire::shift::ShiftResponse;
use wire::{ErrorCode, Id};

/// Returns a shift: a closed one with the report that was made of it, an open one with what was
/// taken so far, which has no number. A cashier reads their own.
#[utoipa::path(get, path = "/v1/shifts/{shift}", tag = "shifts",
    params(("shift" = Id, Path)), security(("till" = []), ("device" = [])),
    responses(
        (status = 200, body = ShiftResponse),
        (status = "default", description = "a problem", body = wire::Problem,
            content_type = "application/problem+json")))]
pub async fn read(
    State(service): State<Shared>,
    Path(shift): Path<String>,
    Looking(counter, ()): Looking<()>,
) -> Result<Json<ShiftResponse>, Fault> {
    let shift: Id = shift.parse().map_err(|_| ErrorCode::ShiftUnknown)?;
    Ok(Json(service.reported(Seeing::of(counter), ShiftId(shift.0)).await?))
}
