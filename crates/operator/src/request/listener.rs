//! Requests of a sound box: `Authorization: Bearer TOKEN`, good for its events alone.

use super::guard;
use crate::problem::Fault;
use crate::service::Shared;
use crate::sound_box::SoundBox;
use axum::extract::FromRequestParts;
use axum::http::header;
use axum::http::request::Parts;
use bank::record::Merchant;
use wire::ErrorCode;

/// The box that asks, and its shop.
pub struct Listener {
    /// The box.
    pub sound_box: SoundBox,
    /// Whose payments it hears.
    pub merchant: Merchant,
}

impl FromRequestParts<Shared> for Listener {
    type Rejection = Fault;

    async fn from_request_parts(parts: &mut Parts, service: &Shared) -> Result<Self, Fault> {
        let token = parts
            .headers
            .get(header::AUTHORIZATION)
            .and_then(|value| value.to_str().ok())
            .and_then(|value| value.split_once(' '))
            .filter(|(scheme, _)| scheme.eq_ignore_ascii_case("bearer"))
            .map(|(_, token)| token.trim());
        let sound_box =
            token.and_then(|token| service.box_key().read(token)).ok_or(ErrorCode::SoundBoxOff)?;
        // Counted by itself: a box takes nothing from its till.
        service.limits.device(sound_box.id)?;
        guard::seat(service, sound_box.id)?;
        let merchant = service.read(move |service| service.shop_of_box(sound_box)).await?;
        Ok(Self { sound_box, merchant })
    }
}
