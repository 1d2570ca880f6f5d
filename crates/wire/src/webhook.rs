//! Webhooks: the addresses that a merchant has told what happens, and what they are told.
//! `POST /v1/webhooks`, `GET /v1/webhooks` and what can be done with one of them.

use crate::order::{OrderResponse, ReverseOrderResponse};
use crate::payment::PaymentResponse;
use crate::{Id, Secret};
use serde::{Deserialize, Serialize};

/// What an address can be told.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
pub enum WebhookEvent {
    /// The merchant was paid.
    #[serde(rename = "payment.succeeded")]
    PaymentSucceeded,
    /// The merchant gave a payment back, whole or in part.
    #[serde(rename = "refund.succeeded")]
    RefundSucceeded,
    /// An order was closed, or its time was over, and nobody paid it.
    #[serde(rename = "order.closed")]
    OrderClosed,
    /// An attempt to be paid was taken back.
    #[serde(rename = "order.reversed")]
    OrderReversed,
}

impl WebhookEvent {
    /// Every event.
    pub const ALL: [Self; 4] =
        [Self::PaymentSucceeded, Self::RefundSucceeded, Self::OrderClosed, Self::OrderReversed];

    /// Returns the event as it is written on the wire.
    pub const fn word(self) -> &'static str {
        match self {
            Self::PaymentSucceeded => "payment.succeeded",
            Self::RefundSucceeded => "refund.succeeded",
            Self::OrderClosed => "order.closed",
            Self::OrderReversed => "order.reversed",
        }
    }

    /// Returns the event with this word.
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|event| event.word() == word)
    }
}

/// What is sent to an address, signed by the convention Standard Webhooks. One event has one
/// `webhook-id` however often it is sent; no order is promised; things are shown as they stand when
/// it is sent.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct WebhookMessage {
    /// What happened.
    #[serde(flatten)]
    pub content: WebhookContent,
    /// When it happened: ISO 8601, UTC.
    #[schema(format = DateTime)]
    pub timestamp: String,
}

/// What happened.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(tag = "type", content = "data")]
pub enum WebhookContent {
    /// The merchant was paid.
    #[serde(rename = "payment.succeeded")]
    PaymentSucceeded(Box<PaymentResponse>),
    /// The merchant gave a payment back, whole or in part: the movement.
    #[serde(rename = "refund.succeeded")]
    RefundSucceeded(Box<PaymentResponse>),
    /// An order was closed, or its time was over.
    #[serde(rename = "order.closed")]
    OrderClosed(Box<OrderResponse>),
    /// An attempt to be paid was taken back.
    #[serde(rename = "order.reversed")]
    OrderReversed(Box<ReverseOrderResponse>),
    /// Nothing happened: the merchant tries the address.
    #[serde(rename = "webhook.test")]
    Test(WebhookTest),
}

/// What a test says.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct WebhookTest {
    /// The identifier that the test was asked with.
    pub test: Id,
}

/// `POST /v1/webhooks`: opens an address. It is told what happens from then on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct OpenWebhookRequest {
    /// The webhook's identifier, made by who asks; the same again gives the same answer.
    pub webhook: Id,
    /// Where it is: `https` to a public address.
    #[schema(min_length = 1, max_length = 1024)]
    pub url: String,
    /// What it is told; everything when absent.
    #[schema(min_items = 1, max_items = 4)]
    pub events: Option<Vec<WebhookEvent>>,
}

/// `POST /v1/webhooks/{webhook}/rotate`: gives the webhook the next secret. For a day after it the
/// one before signs too.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct RotateWebhookRequest {
    /// The number of the secret so far.
    #[schema(minimum = 0, maximum = 4_294_967_295_u64)]
    pub secret_number: u32,
}

/// `POST /v1/webhooks/{webhook}/test`: has it told that this is a test.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct TestWebhookRequest {
    /// The test's identifier, made by who asks.
    pub test: Id,
}

/// `POST /v1/webhooks/{webhook}/replay`: has it told again, one event or all from a moment on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ReplayWebhookRequest {
    /// From when, in Unix milliseconds; or `event`.
    #[schema(minimum = 0, maximum = 9_007_199_254_740_991_u64)]
    pub from_ms: Option<u64>,
    /// The event's `webhook-id`; or `from_ms`.
    #[schema(max_length = 64)]
    pub event: Option<String>,
}

/// A webhook.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct WebhookResponse {
    /// The webhook.
    pub webhook: Id,
    /// Where it is.
    pub url: String,
    /// What it is told.
    pub events: Vec<WebhookEvent>,
    /// When it was opened, in Unix milliseconds.
    #[schema(minimum = 0, maximum = 9_007_199_254_740_991_u64)]
    pub opened_at_ms: u64,
    /// Whether it is told anything.
    pub state: WebhookState,
    /// Why it is paused, where it is.
    pub paused: Option<WebhookPause>,
    /// How many events were sent in vain so far and are sent again.
    #[schema(minimum = 0, maximum = 100)]
    pub waiting: u32,
    /// The number of its secret.
    #[schema(minimum = 0, maximum = 4_294_967_295_u64)]
    pub secret_number: u32,
    /// Its secret, with which it checks what it is told: in the answers that open it or rotate it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub secret: Option<Secret>,
}

/// Whether a webhook is told anything.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum WebhookState {
    /// It is.
    Active,
    /// It took nothing for three days, or said that it is gone. Nothing is lost: it is told all of
    /// it when it is resumed.
    Paused,
    /// It was closed.
    Closed,
}

/// Since when and why a webhook is paused.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct WebhookPause {
    /// Since when, in Unix milliseconds.
    #[schema(minimum = 0, maximum = 9_007_199_254_740_991_u64)]
    pub since_ms: u64,
    /// Why.
    pub reason: PauseReason,
}

/// Why a webhook is paused.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum PauseReason {
    /// One event was sent in vain for three days.
    Failing,
    /// The address answered 410 Gone.
    Gone,
}

/// `GET /v1/webhooks`: the addresses that the merchant has or had.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct WebhooksResponse {
    /// The webhooks, in the order of their identifiers.
    pub webhooks: Vec<WebhookResponse>,
}

/// `GET /v1/webhooks/{webhook}/deliveries`: what it was told last, and what it is still to be told.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct DeliveriesResponse {
    /// Those that are sent again first, then those that arrived, the last one in front.
    pub deliveries: Vec<DeliveryResponse>,
}

/// One event on its way to an address.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct DeliveryResponse {
    /// The event's `webhook-id`.
    pub event: String,
    /// Whether it arrived.
    pub is_delivered: bool,
    /// How often it was sent.
    #[schema(minimum = 0, maximum = 4_294_967_295_u64)]
    pub tries: u32,
    /// What the address answered last; absent when it did not.
    #[schema(minimum = 100, maximum = 999)]
    pub status: Option<u16>,
    /// Why it did not arrive.
    pub failure: Option<DeliveryFailure>,
    /// When it arrived, in Unix milliseconds.
    #[schema(minimum = 0, maximum = 9_007_199_254_740_991_u64)]
    pub delivered_at_ms: Option<u64>,
    /// When it is sent next, in Unix milliseconds.
    #[schema(minimum = 0, maximum = 9_007_199_254_740_991_u64)]
    pub next_at_ms: Option<u64>,
}

/// Why an event did not arrive.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum DeliveryFailure {
    /// The address leads to a network that is not public.
    AddressRefused,
    /// Nobody answers there.
    Unreachable,
    /// It took longer than ten seconds.
    TimedOut,
    /// The answer was not 2xx.
    Refused,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_message_has_type_timestamp_and_data() {
        let test = WebhookTest { test: Id(7) };
        let timestamp = "2026-01-02T03:04:05Z".to_owned();
        let message = WebhookMessage { content: WebhookContent::Test(test), timestamp };
        let json = serde_json::to_value(&message).expect("serialises");
        assert_eq!(json["type"], "webhook.test");
        assert_eq!(json["timestamp"], "2026-01-02T03:04:05Z");
        assert_eq!(json["data"]["test"], "00000000000000000000000007");
        assert_eq!(serde_json::from_value::<WebhookMessage>(json).ok(), Some(message));
    }

    #[test]
    fn the_word_of_an_event_is_what_is_serialised() {
        for event in WebhookEvent::ALL {
            let json = serde_json::to_string(&event).expect("serialises");
            assert_eq!(json, format!("\"{}\"", event.word()));
            assert_eq!(WebhookEvent::from_word(event.word()), Some(event));
        }
    }
}
