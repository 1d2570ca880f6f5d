//! What is asked of top-ups by card.

use serde::Deserialize;
use ts_rs::TS;
use wire::Secret;

/// Asks for money from a bound card.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct TopUpRequest {
    /// The card.
    pub card: String,
    /// The digits that were typed.
    pub amount: String,
    /// The payment PIN.
    #[ts(type = "string")]
    pub pin: Secret,
}

/// Names a top-up by card.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct CardTopUpRequest {
    /// The top-up.
    pub top_up: String,
}
