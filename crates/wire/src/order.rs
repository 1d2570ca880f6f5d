//! Orders that a till opens: `POST /v1/orders`, `GET /v1/orders/{order}`,
//! `POST /v1/orders/{order}/close`, `POST /v1/orders/{order}/reverse`, `GET /v1/till`. Authorised
//! by a till key, or by a member of the merchant's staff ([`crate::staff`]).

use crate::goods::GoodsLine;
use crate::payment::PaymentResponse;
use crate::{Id, Money};
use serde::{Deserialize, Serialize};

/// Opens an order with a fixed amount. The same identifier again gives the same answer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct OpenOrderRequest {
    /// The order's identifier, made by the till.
    pub order: Id,
    /// What is to be paid.
    pub amount: Money,
    /// What it is for: one line of up to 64 characters ([`crate::note`]).
    #[schema(max_length = 64)]
    pub note: Option<String>,
    /// What is bought, at most 50 lines that come to the amount; none where only that is known.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[schema(max_items = 50)]
    pub goods: Vec<GoodsLine>,
    /// How long it can be paid, in seconds: 1–86400, 180 when absent.
    #[schema(minimum = 1, maximum = 86_400)]
    pub expires_in_s: Option<u32>,
}

/// An order as its till sees it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct OrderResponse {
    /// The order.
    pub order: Id,
    /// What is to be paid.
    pub amount: Money,
    /// What it is for.
    pub note: Option<String>,
    /// What it is made of, as the till said.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[schema(max_items = 50)]
    pub goods: Vec<GoodsLine>,
    /// Where it stands.
    pub state: OrderState,
    /// The text of its code, to draw or to send.
    pub code: String,
    /// When it was opened, in Unix milliseconds.
    #[schema(minimum = 0, maximum = 9_007_199_254_740_991_u64)]
    pub opened_at_ms: u64,
    /// When it ends, in Unix milliseconds.
    #[schema(minimum = 0, maximum = 9_007_199_254_740_991_u64)]
    pub expires_at_ms: u64,
    /// The payment, once paid.
    pub payment: Option<Id>,
    /// When it was paid, in Unix milliseconds.
    #[schema(minimum = 0, maximum = 9_007_199_254_740_991_u64)]
    pub paid_at_ms: Option<u64>,
    /// How much money went back to the payer so far; absent while nothing did. Where coupons saved
    /// some of the amount, the money that goes back is less than what is refunded of the amount.
    pub refunded: Option<Money>,
    /// When it was reversed, in Unix milliseconds.
    #[schema(minimum = 0, maximum = 9_007_199_254_740_991_u64)]
    pub reversed_at_ms: Option<u64>,
}

/// Takes an attempt to be paid back: an order that was opened, or a payer code that was charged.
/// What was not paid never will be; what was paid goes back whole. Asked again, it answers what
/// became of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ReverseOrderRequest {
    /// The identifier of the movement that gives money back, made by the till.
    pub reversal: Id,
}

/// What became of an attempt that was taken back.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct ReverseOrderResponse {
    /// The order; absent when a payer code was charged and paid at once.
    pub order: Option<OrderResponse>,
    /// The movement that gave money back; absent when nothing was paid.
    pub reversal: Option<PaymentResponse>,
}

/// Where an order stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum OrderState {
    /// It can be paid.
    Open,
    /// It was paid, once and for ever.
    Paid,
    /// It was closed by the till or ran out of time.
    Closed,
    /// It was taken back: it was never paid, or all of it went back at once.
    Reversed,
    /// It was paid, and some or all of it went back since.
    Refunded,
}

/// The merchant whose till asks: `GET /v1/till`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct TillResponse {
    /// The merchant.
    pub merchant: Id,
    /// The registered name.
    pub name: String,
    /// The merchant's city.
    pub city: String,
    /// What the merchant's account holds; absent for a cashier.
    pub balance: Option<Money>,
    /// What of that can be paid out, the rest is held; absent for a cashier.
    pub available: Option<Money>,
    /// The last event before this answer.
    #[schema(minimum = 0, maximum = 9_007_199_254_740_991_u64)]
    pub last_event: u64,
}
