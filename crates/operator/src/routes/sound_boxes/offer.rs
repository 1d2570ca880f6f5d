//! `POST /v1/sound-boxes/codes`: a till makes a pairing code.

use crate::paycodes;
use crate::problem::Fault;
use crate::request::{Counter, Looking};
use crate::service::Shared;
use axum::Json;
use axum::extract::State;
use bank::record::Role;
use wire::Secret;
use wire::sound_box::SoundCodeResponse;

/// Makes a code with which one phone or browser becomes a sound box of the shop.
#[utoipa::path(post, path = "/v1/sound-boxes/codes", tag = "sound-boxes",
    security(("till" = []), ("device" = [])),
    responses(
        (status = 200, body = SoundCodeResponse),
        (status = "default", description = "a problem", body = wire::Problem,
            content_type = "application/problem+json")))]
pub async fn offer(
    State(service): State<Shared>,
    Looking(counter, ()): Looking<()>,
) -> Result<Json<SoundCodeResponse>, Fault> {
    counter.require(Role::sets_up)?;
    let Counter { merchant, .. } = counter;
    service.limits.sound_offer(merchant.id)?;
    let (code, expires_at) = service.offer_box(merchant.id).await?;
    // Behind the '#', so that it reaches no server's log when the page is opened.
    let link = format!("{}/sound#code={}", service.config.public_url, code.expose());
    let picture = paycodes::draw_svg(&link).map_err(Fault::internal)?;
    Ok(Json(SoundCodeResponse {
        code,
        link: Secret::new(link),
        picture: Secret::new(picture),
        expires_at_ms: expires_at.0,
    }))
}
