//! `GET /v1/sound-boxes`: the boxes of a till's shop.

use crate::problem::Fault;
use crate::request::{Counter, Looking};
use crate::service::Shared;
use crate::service::sound_box::Paired;
use crate::sound_box::PAIRED_MS;
use axum::Json;
use axum::extract::State;
use bank::record::Role;
use wire::Id;
use wire::sound_box::{SoundBoxResponse, SoundBoxesResponse};

/// Returns the boxes that are paired.
#[utoipa::path(get, path = "/v1/sound-boxes", tag = "sound-boxes",
    security(("till" = []), ("device" = [])),
    responses(
        (status = 200, body = SoundBoxesResponse),
        (status = "default", description = "a problem", body = wire::Problem,
            content_type = "application/problem+json")))]
pub async fn list(
    State(service): State<Shared>,
    Looking(counter, ()): Looking<()>,
) -> Result<Json<SoundBoxesResponse>, Fault> {
    counter.require(Role::sets_up)?;
    let Counter { merchant, .. } = counter;
    Ok(Json(listed(&service.boxes(merchant.id).await?)))
}

/// Returns boxes as their till sees them.
pub(super) fn listed(boxes: &[Paired]) -> SoundBoxesResponse {
    let boxes = boxes.iter().map(|Paired { sound_box, until }| SoundBoxResponse {
        sound_box: Id(sound_box.id),
        place: sound_box.place,
        paired_at_ms: until.0.saturating_sub(PAIRED_MS),
        until_ms: until.0,
    });
    SoundBoxesResponse { boxes: boxes.collect() }
}
