//! `POST /v1/sound-boxes/{box}/off`: a till turns a box off.

use super::list::listed;
use crate::problem::Fault;
use crate::request::{Counter, Looking};
use crate::service::Shared;
use axum::Json;
use axum::extract::{Path, State};
use bank::record::Role;
use wire::sound_box::SoundBoxesResponse;
use wire::{ErrorCode, Id};

/// Turns a box off: it hears nothing from then on, on any node. Again changes nothing.
#[utoipa::path(post, path = "/v1/sound-boxes/{box}/off", tag = "sound-boxes",
    params(("box" = Id, Path)), security(("till" = []), ("device" = [])),
    responses(
        (status = 200, body = SoundBoxesResponse),
        (status = "default", description = "a problem", body = wire::Problem,
            content_type = "application/problem+json")))]
pub async fn turn_off(
    State(service): State<Shared>,
    Path(sound_box): Path<String>,
    Looking(counter, ()): Looking<()>,
) -> Result<Json<SoundBoxesResponse>, Fault> {
    counter.require(Role::sets_up)?;
    let Counter { merchant, .. } = counter;
    let sound_box: Id = sound_box.parse().map_err(|_| ErrorCode::SoundBoxUnknown)?;
    service.turn_box_off(merchant.id, sound_box.0).await?;
    Ok(Json(listed(&service.boxes(merchant.id).await?)))
}
