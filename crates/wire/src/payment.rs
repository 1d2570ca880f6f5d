//! Payments: `POST /v1/payments`, `GET /v1/payments/{payment}`, `GET /v1/payments`.

use crate::{Id, Money, Secret, payee::Payee};
use serde::{Deserialize, Serialize};

/// What a payer orders: the signed part of a payment, kept as evidence.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct PaymentOrder {
    /// The payment's identifier, made by the device; also its idempotency key.
    pub payment: Id,
    /// Who is paid.
    pub payee: Payee,
    /// How much.
    pub amount: Money,
    /// A note for the payee: up to 64 characters.
    #[schema(max_length = 64)]
    pub note: Option<String>,
    /// After this moment the order is void, in Unix milliseconds.
    #[schema(minimum = 0, maximum = 9_007_199_254_740_991_u64)]
    pub expires_at_ms: u64,
}

impl PaymentOrder {
    /// Returns the one text that the device signs: the same for the same order, whatever JSON
    /// carried it, and naming the operator so that it is worth nothing at another.
    ///
    /// The note stands last and its line breaks are refused before (see `operator`), so no field
    /// can be mistaken for another.
    pub fn signed_text(&self, operator: &str) -> String {
        let Self { payment, payee, amount, note, expires_at_ms } = self;
        let kind = payee.kind.word();
        let note = note.as_deref().unwrap_or_default();
        format!(
            "tongbao-payment-order-1\noperator: {operator}\npayment: {payment}\n\
             payee: {kind} {}\namount: {} {}\nexpires: {expires_at_ms}\nnote: {note}",
            payee.id, amount.minor, amount.currency
        )
    }
}

impl crate::payee::PayeeKind {
    /// Returns the word for this kind in paths and signed texts.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Label => "label",
            Self::Order => "order",
            Self::Receive => "receive",
        }
    }
}

/// `POST /v1/payments`: pays a label, an order or a person.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct PayRequest {
    /// The order.
    pub order: PaymentOrder,
    /// The device's ES256 signature over [`PaymentOrder::signed_text`]: 64 bytes `r || s`,
    /// base64url unpadded.
    #[schema(min_length = 86, max_length = 86)]
    pub order_signature: String,
    /// The payment PIN, where the operator asks for it.
    pub pin: Option<Secret>,
}

/// A payment as one of its two sides sees it: also its receipt.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct PaymentResponse {
    /// The payment.
    pub payment: Id,
    /// What was paid.
    pub kind: PaymentKind,
    /// Which side the reader stands on.
    pub direction: Direction,
    /// How much moved.
    pub amount: Money,
    /// The other side's registered name; a merchant sees no payer's name, but `null`.
    pub counterparty: Option<String>,
    /// The note of the order.
    pub note: Option<String>,
    /// The merchant's order, where there was one.
    pub order: Option<Id>,
    /// When it was done, in Unix milliseconds.
    pub at_ms: u64,
    /// Its place in the operator's journal: newer payments have larger numbers.
    #[schema(minimum = 0, maximum = 9_007_199_254_740_991_u64)]
    pub sequence: u64,
    /// The hash of its journal row, in hexadecimal.
    #[schema(min_length = 64, max_length = 64)]
    pub journal_hash: String,
}

/// What was paid.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum PaymentKind {
    /// A merchant's label.
    Label,
    /// A merchant's order.
    Order,
    /// A person's receive code.
    Transfer,
    /// Money paid in at the operator's desk.
    TopUp,
}

/// The reader's side of a payment.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Direction {
    /// The reader was paid.
    In,
    /// The reader paid.
    Out,
}

/// `GET /v1/payments?before=SEQUENCE&limit=N`: newest first.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct PaymentsResponse {
    /// At most `limit` payments (1–100, 30 when absent).
    pub payments: Vec<PaymentResponse>,
    /// What to ask for as `before` to go on; absent at the end.
    pub next_before: Option<u64>,
    /// When this was true, in Unix milliseconds.
    pub as_of_ms: u64,
}
