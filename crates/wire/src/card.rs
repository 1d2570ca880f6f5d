//! Bound cards: `POST /v1/card-bindings`, its confirmation, `GET /v1/cards` and taking one off.

use crate::{Id, Secret};
use serde::{Deserialize, Serialize};

/// `POST /v1/card-bindings`: has the card's issuer send a code to whom the card is of. The number
/// goes through to the issuer, and is neither kept nor logged on its way.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct BindCardRequest {
    /// The binding's identifier, made by the device; the same again gives the same answer.
    pub binding: Id,
    /// The number on the card: digits, with spaces where people type some.
    #[schema(value_type = String, format = Password, min_length = 1, max_length = 32)]
    pub number: Secret,
    /// The name on the card.
    #[schema(min_length = 1, max_length = 64)]
    pub holder: String,
}

/// The answer: a code is on its way.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct BindCardResponse {
    /// The binding.
    pub binding: Id,
    /// Where the issuer sent the code, with its middle hidden.
    pub sent_to: String,
    /// How many digits the code has.
    #[schema(minimum = 4, maximum = 8)]
    pub code_digits: u8,
    /// When the code ends, in Unix milliseconds.
    #[schema(minimum = 0, maximum = 9_007_199_254_740_991_u64)]
    pub expires_at_ms: u64,
}

/// `POST /v1/card-bindings/{binding}/confirm`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ConfirmCardRequest {
    /// The issuer's code.
    #[schema(value_type = String, format = Password, min_length = 4, max_length = 8,
        pattern = "^[0-9]{4,8}$")]
    pub code: Secret,
}

/// `POST /v1/cards/{card}/unbind`: there is nothing to say but which card.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct UnbindCardRequest {}

/// A card that the caller has bound.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct CardResponse {
    /// The card.
    pub card: Id,
    /// What its kind is called.
    pub brand: String,
    /// The last four digits of its number.
    #[schema(min_length = 4, max_length = 4, pattern = "^[0-9]{4}$")]
    pub last_four: String,
    /// When it was bound, in Unix milliseconds.
    #[schema(minimum = 0, maximum = 9_007_199_254_740_991_u64)]
    pub bound_at_ms: u64,
}

/// `GET /v1/cards`, and the answer when one is taken off.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct CardsResponse {
    /// The cards, those bound last in front.
    pub cards: Vec<CardResponse>,
    /// Whether this operator binds cards.
    pub can_bind: bool,
}
