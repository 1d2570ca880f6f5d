//! The payment PIN: `PUT /v1/pin`.

use crate::Secret;
use serde::{Deserialize, Serialize};

/// Sets the first PIN, or changes it with the current one.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct SetPinRequest {
    /// Six digits.
    #[schema(value_type = String, format = Password, min_length = 6, max_length = 6,
        pattern = "^[0-9]{6}$")]
    pub pin: Secret,
    /// The PIN so far; absent only when none is set.
    #[schema(value_type = Option<String>, format = Password, min_length = 6, max_length = 6,
        pattern = "^[0-9]{6}$")]
    pub current_pin: Option<Secret>,
}
