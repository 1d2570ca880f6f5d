//! Sound boxes: phones and browsers that say what a shop was paid, and may do nothing else.

use crate::{Id, Money, Secret};
use serde::{Deserialize, Serialize};

/// How many digits a pairing code has.
pub const CODE_DIGITS: usize = 12;

/// A pairing code, made by a till: `POST /v1/sound-boxes/codes`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct SoundCodeResponse {
    /// Twelve digits, good for one box.
    #[schema(value_type = String, format = Password, min_length = 12, max_length = 12,
        pattern = "^[0-9]{12}$")]
    pub code: Secret,
    /// The address of the page that becomes the box, with the code behind its `#`.
    #[schema(value_type = String, format = Password, min_length = 1, max_length = 512)]
    pub link: Secret,
    /// That address as a QR code, an SVG picture.
    #[schema(value_type = String, format = Password, min_length = 1, max_length = 65536)]
    pub picture: Secret,
    /// When it ends, in Unix milliseconds.
    #[schema(minimum = 0, maximum = 9_007_199_254_740_991_u64)]
    pub expires_at_ms: u64,
}

/// `POST /v1/sound-boxes`: becomes a box, with a code from a till.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct PairSoundBoxRequest {
    /// The code.
    #[schema(value_type = String, format = Password, min_length = 12, max_length = 12,
        pattern = "^[0-9]{12}$")]
    pub code: Secret,
    /// 128 random bits that the box made: who repeats a request whose answer was lost gets the
    /// same answer, and nobody else does.
    #[serde(rename = "box")]
    pub sound_box: Id,
}

/// What a box was paired with.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct PairedSoundBoxResponse {
    /// What the box shows from now on: `Authorization: Bearer TOKEN`. It opens the box's events
    /// and nothing else.
    #[schema(value_type = String, format = Password, min_length = 135, max_length = 135,
        pattern = "^tbsb_[0-9a-f]{130}$")]
    pub token: Secret,
    /// The shop's registered name.
    pub name: String,
    /// The shop's city.
    pub city: String,
    /// The box's place among those of the shop, from 1.
    #[schema(minimum = 1, maximum = 8)]
    pub place: u8,
    /// Until when it is paired, in Unix milliseconds.
    #[schema(minimum = 0, maximum = 9_007_199_254_740_991_u64)]
    pub until_ms: u64,
}

/// `GET /v1/sound-boxes`: the boxes of a till's shop.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct SoundBoxesResponse {
    /// In the order of their places.
    pub boxes: Vec<SoundBoxResponse>,
}

/// A box of a shop.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct SoundBoxResponse {
    /// The box.
    #[serde(rename = "box")]
    pub sound_box: Id,
    /// Its place among those of the shop, from 1.
    #[schema(minimum = 1, maximum = 8)]
    pub place: u8,
    /// When it was paired, in Unix milliseconds.
    #[schema(minimum = 0, maximum = 9_007_199_254_740_991_u64)]
    pub paired_at_ms: u64,
    /// Until when it is, in Unix milliseconds.
    #[schema(minimum = 0, maximum = 9_007_199_254_740_991_u64)]
    pub until_ms: u64,
}

/// What a box hears: `GET /v1/sound-boxes/events`, server-sent as `GET /v1/events` is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum SoundEvent {
    /// The stream begins.
    Opened {
        /// From here on is told.
        #[schema(minimum = 0, maximum = 9_007_199_254_740_991_u64)]
        event: u64,
        /// The shop's registered name.
        name: String,
        /// The box's place, from 1.
        #[schema(minimum = 1, maximum = 8)]
        place: u8,
        /// The operator's clock, in Unix milliseconds.
        #[schema(minimum = 0, maximum = 9_007_199_254_740_991_u64)]
        now_ms: u64,
    },
    /// The shop was paid by somebody who stands there.
    Paid {
        /// Its place in the sequence.
        #[schema(minimum = 0, maximum = 9_007_199_254_740_991_u64)]
        event: u64,
        /// The payment.
        payment: Id,
        /// What the payer paid.
        amount: Money,
        /// The price, where coupons took something off.
        price: Option<Money>,
        /// The two digits that the payer's screen shows too.
        #[schema(min_length = 2, max_length = 2, pattern = "^[0-9]{2}$")]
        check: String,
        /// When, in Unix milliseconds.
        #[schema(minimum = 0, maximum = 9_007_199_254_740_991_u64)]
        at_ms: u64,
        /// Whether money of it went back since: nothing to be spoken any more.
        is_returned: bool,
    },
    /// More happened while nobody listened than a box is told.
    Missed {
        /// From here on is told.
        #[schema(minimum = 0, maximum = 9_007_199_254_740_991_u64)]
        event: u64,
    },
}

impl SoundEvent {
    /// Returns the event's place in the sequence.
    pub const fn event(&self) -> u64 {
        match self {
            Self::Opened { event, .. } | Self::Paid { event, .. } | Self::Missed { event } => {
                *event
            }
        }
    }

    /// Returns the kind as it is written on the wire.
    pub const fn word(&self) -> &'static str {
        match self {
            Self::Opened { .. } => "opened",
            Self::Paid { .. } => "paid",
            Self::Missed { .. } => "missed",
        }
    }
}
