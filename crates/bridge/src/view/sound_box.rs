//! The sound boxes of a shop, and a code to pair one.

use crate::UiError;
use serde::Serialize;
use std::fmt;
use ts_rs::TS;
use wallet::merchant::{SoundBox, SoundOffer};

/// A box that is paired.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct SoundBoxView {
    /// The box.
    pub sound_box: String,
    /// Its place among those of the shop, from 1.
    pub place: u8,
    /// When it was paired, in Unix milliseconds.
    pub paired_at_ms: u64,
    /// Until when it is, in Unix milliseconds.
    pub until_ms: u64,
}

/// The boxes of a shop.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct SoundBoxesView {
    /// In the order of their places.
    pub boxes: Vec<SoundBoxView>,
}

impl SoundBoxesView {
    pub(crate) fn of(boxes: Vec<SoundBox>) -> Self {
        let view = |SoundBox { sound_box, place, paired_at_ms, until_ms }| SoundBoxView {
            sound_box: sound_box.to_string(),
            place,
            paired_at_ms,
            until_ms,
        };
        Self { boxes: boxes.into_iter().map(view).collect() }
    }
}

/// A pairing code: whoever has it makes one device a box of the shop.
#[derive(Clone, PartialEq, Eq, Serialize, TS)]
pub struct SoundOfferView {
    /// Twelve digits.
    pub code: String,
    /// The page that becomes the box.
    pub link: String,
    /// The link as an SVG picture with its quiet zone.
    pub svg: String,
    /// From when it is over, in Unix milliseconds.
    pub ends_at_ms: u64,
}

impl SoundOfferView {
    pub(crate) fn of(offer: &SoundOffer) -> Result<Self, UiError> {
        let SoundOffer { code, link, expires_at_ms } = offer;
        Ok(Self {
            code: code.expose().to_owned(),
            link: link.expose().to_owned(),
            svg: scan::draw::svg(link.expose(), None).map_err(|_| UiError::internal())?,
            ends_at_ms: *expires_at_ms,
        })
    }
}

impl fmt::Debug for SoundOfferView {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("[REDACTED]")
    }
}
