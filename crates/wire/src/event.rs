//! Live events: `GET /v1/events`, server-sent, each with its number as `id` and its kind as
//! `event`; a client that comes back with `Last-Event-ID` misses none, or is told that it did.

use crate::hold::HoldResponse;
use crate::order::OrderState;
use crate::payer_code::QuickPayRule;
use crate::payment::PaymentResponse;
use crate::{Id, Money};
use serde::{Deserialize, Serialize};

/// One thing that happened to the account that listens. `event` is its place in the operator's
/// sequence; it grows, with gaps.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum EventResponse {
    /// Money came in.
    Received {
        /// Its place in the sequence.
        #[schema(minimum = 0, maximum = 9_007_199_254_740_991_u64)]
        event: u64,
        /// The payment, as the listener sees it.
        payment: PaymentResponse,
    },
    /// Money went out.
    Sent {
        /// Its place in the sequence.
        #[schema(minimum = 0, maximum = 9_007_199_254_740_991_u64)]
        event: u64,
        /// The payment, as the listener sees it.
        payment: PaymentResponse,
    },
    /// A till charged the listener's payer code, and the PIN is needed: the order is to be paid.
    PinAsked {
        /// Its place in the sequence.
        #[schema(minimum = 0, maximum = 9_007_199_254_740_991_u64)]
        event: u64,
        /// What is asked.
        ask: PinAskResponse,
    },
    /// An order ended without money: it was closed, reversed, or ran out of time.
    OrderEnded {
        /// Its place in the sequence.
        #[schema(minimum = 0, maximum = 9_007_199_254_740_991_u64)]
        event: u64,
        /// The order.
        order: Id,
        /// How it ended.
        state: OrderState,
    },
    /// Money of the listener's account was held or released, or would have come to it.
    HoldChanged {
        /// Its place in the sequence.
        #[schema(minimum = 0, maximum = 9_007_199_254_740_991_u64)]
        event: u64,
        /// The hold, as it stands now.
        hold: HoldResponse,
    },
    /// An envelope was sent by or to the listener, or a share claimed of one that the listener
    /// sent.
    EnvelopeChanged {
        /// Its place in the sequence.
        #[schema(minimum = 0, maximum = 9_007_199_254_740_991_u64)]
        event: u64,
        /// The envelope.
        envelope: Id,
        /// The registered name of who sent it.
        sender: String,
        /// Whether the listener sent it.
        is_mine: bool,
        /// How many shares are claimed by now.
        #[schema(minimum = 0, maximum = 100)]
        claimed: u16,
        /// How many there are.
        #[schema(minimum = 1, maximum = 100)]
        shares: u16,
    },
    /// More happened since `Last-Event-ID` than is told again: the history has it.
    Missed {
        /// The place of the newest event that is not told.
        #[schema(minimum = 0, maximum = 9_007_199_254_740_991_u64)]
        event: u64,
    },
}

/// An event as it is sent: the fields of a server-sent event.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct EventFrame {
    /// The event's place in the sequence, for `Last-Event-ID`.
    #[schema(pattern = "^[0-9]{1,16}$", max_length = 16)]
    pub id: String,
    /// The event's kind.
    #[schema(max_length = 16)]
    pub event: String,
    /// An `EventResponse`, or to a sound box a `SoundEvent`, as JSON.
    #[schema(content_media_type = "application/json")]
    pub data: String,
}

/// What a payer is asked to confirm.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct PinAskResponse {
    /// The order.
    pub order: Id,
    /// The text of the order's code, to pay as if it had been scanned.
    pub code: String,
    /// How much.
    pub amount: Money,
    /// The merchant's registered name.
    pub name: String,
    /// The rule that asked.
    pub rule: QuickPayRule,
    /// When the order ends, in Unix milliseconds.
    #[schema(minimum = 0, maximum = 9_007_199_254_740_991_u64)]
    pub expires_at_ms: u64,
}

impl EventResponse {
    /// Returns the event's place in the sequence.
    pub const fn event(&self) -> u64 {
        match self {
            Self::Received { event, .. } | Self::Sent { event, .. } => *event,
            Self::PinAsked { event, .. } | Self::OrderEnded { event, .. } => *event,
            Self::HoldChanged { event, .. } | Self::EnvelopeChanged { event, .. } => *event,
            Self::Missed { event } => *event,
        }
    }

    /// Returns the word for this kind, as it is written on the wire.
    pub const fn word(&self) -> &'static str {
        match self {
            Self::Received { .. } => "received",
            Self::Sent { .. } => "sent",
            Self::PinAsked { .. } => "pin_asked",
            Self::OrderEnded { .. } => "order_ended",
            Self::HoldChanged { .. } => "hold_changed",
            Self::EnvelopeChanged { .. } => "envelope_changed",
            Self::Missed { .. } => "missed",
        }
    }
}
