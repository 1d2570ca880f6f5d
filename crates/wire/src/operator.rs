//! What an operator says of itself: `GET /v1/operator`.

use crate::Money;
use serde::{Deserialize, Serialize};

/// The operator's public facts.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct OperatorResponse {
    /// The name of the operator inside payment codes: 1–30 of `a`–`z`, `0`–`9`, `.`, `-`.
    #[schema(example = "demo.tongbao")]
    pub operator: String,
    /// The name for people.
    #[schema(example = "Demo Town")]
    pub name: String,
    /// The currency of every account.
    #[schema(example = "CNY")]
    pub currency: String,
    /// The largest single payment.
    pub payment_max: Money,
    /// The kinds of handle that can enrol: `email`, `phone`.
    pub handle_kinds: Vec<HandleKind>,
    /// The keys with which the operator signs heads and receipts, oldest first; the last one signs
    /// now.
    #[serde(default)]
    pub keys: Vec<OperatorKey>,
    /// The operator's clock, in Unix milliseconds.
    #[schema(minimum = 0, maximum = 9_007_199_254_740_991_u64)]
    pub now_ms: u64,
    /// What is taken of what customers pay to a shop; nothing when absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub fee: Option<MerchantFee>,
    /// Whether this is a sandbox: its money is play money, and its clock is moved by tests.
    #[serde(default)]
    pub sandbox: bool,
}

/// What the operator takes of what customers pay to a shop: out of the shop's money, never on top
/// of the price. It goes back with what is refunded, in proportion. Nothing is taken between
/// people.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct MerchantFee {
    /// The rate in basis points, hundredths of a per cent; the fee is rounded down.
    #[schema(minimum = 1, maximum = 1000)]
    pub rate_bp: u32,
    /// Payments below this amount are free of it.
    pub free_below: Money,
}

/// A public key of the operator.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct OperatorKey {
    /// The key as C2SP writes verifier keys: `NAME+HASH+KEY`.
    #[schema(example = "demo.tongbao/journal+12345678+AQ…", max_length = 256)]
    pub key: String,
    /// The signature by which the key before it vouches for this one, in base64; the first key has
    /// none.
    #[schema(min_length = 92, max_length = 92)]
    pub handover: Option<String>,
}

/// What a handle is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum HandleKind {
    /// An e-mail address.
    Email,
    /// A telephone number in E.164 form.
    Phone,
}
