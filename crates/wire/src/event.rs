//! Live events: `GET /v1/events`, server-sent, each with its number as `id` and its kind as
//! `event`; a client that comes back with `Last-Event-ID` misses none.

use crate::payment::PaymentResponse;
use serde::{Deserialize, Serialize};

/// One thing that happened to the account that listens.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct EventResponse {
    /// Its place in the operator's sequence; grows, with gaps.
    #[schema(minimum = 0, maximum = 9_007_199_254_740_991_u64)]
    pub event: u64,
    /// What happened.
    pub kind: EventKind,
    /// The payment, as the listener sees it.
    pub payment: PaymentResponse,
}

/// What can happen.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum EventKind {
    /// Money came in.
    Received,
    /// Money went out.
    Sent,
}
