//! The clock of a sandbox: `GET` and `POST /v1/sandbox/clock`. Authorised by the till key, or by a
//! key with the scope `sandbox:write`. No operator with real money has one.

use crate::Id;
use serde::{Deserialize, Serialize};

/// How far one request moves the clock at most, in seconds: 31 days.
pub const ADVANCE_MAX_S: u32 = 31 * 24 * 60 * 60;

/// `POST /v1/sandbox/clock`: moves the clock ahead, by `advance_s` or to `to_ms`: one of both.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct AdvanceClockRequest {
    /// The move's identifier, made by who asks; the same again moves nothing.
    #[serde(rename = "move")]
    pub id: Id,
    /// By so many seconds.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(minimum = 1, maximum = 2_678_400)]
    pub advance_s: Option<u32>,
    /// To a moment that is not over, in Unix milliseconds.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(minimum = 0, maximum = 9_007_199_254_740_991_u64)]
    pub to_ms: Option<u64>,
}

/// What the clock of a sandbox says.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct ClockResponse {
    /// The operator's time, in Unix milliseconds.
    #[schema(minimum = 0, maximum = 9_007_199_254_740_991_u64)]
    pub now_ms: u64,
    /// How far it is ahead of the machine's, in milliseconds.
    #[schema(minimum = 0, maximum = 9_007_199_254_740_991_u64)]
    pub ahead_ms: u64,
}
