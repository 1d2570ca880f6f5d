//! A person's devices: `GET /v1/devices`, and revoking one from another.

use crate::{Id, Secret};
use serde::{Deserialize, Serialize};

/// `POST /v1/devices/{device}/revoke`: nothing that the device signs counts any more, for good.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct RevokeDeviceRequest {
    /// The payment PIN, which is always asked for.
    #[serde(default)]
    #[schema(value_type = Option<String>, format = Password, min_length = 6, max_length = 6,
        pattern = "^[0-9]{6}$")]
    pub pin: Option<Secret>,
}

/// A device that the caller has or had.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct DeviceResponse {
    /// The device.
    pub device: Id,
    /// When it was enrolled, in Unix milliseconds.
    #[schema(minimum = 0, maximum = 9_007_199_254_740_991_u64)]
    pub enrolled_at_ms: u64,
    /// Whether it is the one that asks.
    pub is_current: bool,
    /// Whether it was revoked.
    pub is_revoked: bool,
    /// When it was revoked, in Unix milliseconds; absent where that was not noted.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(minimum = 0, maximum = 9_007_199_254_740_991_u64)]
    pub revoked_at_ms: Option<u64>,
}

/// `GET /v1/devices`, and the answer when one is revoked.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct DevicesResponse {
    /// The devices, those enrolled last in front; at most 100.
    #[schema(max_items = 100)]
    pub devices: Vec<DeviceResponse>,
}
