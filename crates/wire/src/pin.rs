//! The payment PIN: `PUT /v1/pin`.

use crate::Secret;
use serde::{Deserialize, Serialize};

/// Sets the first PIN, or changes it with the current one.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct SetPinRequest {
    /// Six digits.
    pub pin: Secret,
    /// The PIN so far; absent only when none is set.
    pub current_pin: Option<Secret>,
}
