//! `POST /v1/sound-boxes`: a phone or browser becomes a sound box.

use crate::problem::Fault;
use crate::request::body;
use crate::request::guard::ClientIp;
use crate::service::Shared;
use axum::extract::State;
use axum::{Extension, Json};
use wire::sound_box::{PairSoundBoxRequest, PairedSoundBoxResponse};

/// Pairs a box with a till's code. Needs nothing but the code; asked again by the same box, it
/// gives the same answer.
#[utoipa::path(post, path = "/v1/sound-boxes", tag = "sound-boxes",
    request_body = PairSoundBoxRequest,
    responses(
        (status = 200, body = PairedSoundBoxResponse),
        (status = "default", description = "a problem", body = wire::Problem,
            content_type = "application/problem+json")))]
pub async fn pair(
    State(service): State<Shared>,
    Extension(ClientIp(ip)): Extension<ClientIp>,
    body::Json(request): body::Json<PairSoundBoxRequest>,
) -> Result<Json<PairedSoundBoxResponse>, Fault> {
    service.limits.sound_pair(ip)?;
    let PairSoundBoxRequest { code, sound_box } = request;
    let (merchant, paired) = service.pair_box(&code, sound_box.0).await?;
    Ok(Json(PairedSoundBoxResponse {
        token: service.box_key().token(paired.sound_box),
        name: merchant.name,
        city: merchant.city,
        place: paired.sound_box.place,
        until_ms: paired.until.0,
    }))
}
