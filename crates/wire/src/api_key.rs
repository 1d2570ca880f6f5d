//! Keys of a merchant's programs: `POST /v1/keys`, `GET /v1/keys` and revoking one. Authorised by
//! the till key, or by a key that may make keys.

use crate::{Id, Secret};
use serde::{Deserialize, Serialize};

/// What a key may do. A till key may do all of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
pub enum KeyScope {
    /// See orders.
    #[serde(rename = "orders:read")]
    OrdersRead,
    /// Open, close and reverse orders, and charge payer codes.
    #[serde(rename = "orders:write")]
    OrdersWrite,
    /// See what was paid and given back, the balance, and live events.
    #[serde(rename = "payments:read")]
    PaymentsRead,
    /// Give payments back.
    #[serde(rename = "refunds:write")]
    RefundsWrite,
    /// Say where the merchant is told what happens.
    #[serde(rename = "webhooks:write")]
    WebhooksWrite,
    /// Make and revoke keys that may do no more than this one.
    #[serde(rename = "keys:write")]
    KeysWrite,
    /// Move the clock of a sandbox.
    #[serde(rename = "sandbox:write")]
    SandboxWrite,
}

impl KeyScope {
    /// Every scope.
    pub const ALL: [Self; 7] = [
        Self::OrdersRead,
        Self::OrdersWrite,
        Self::PaymentsRead,
        Self::RefundsWrite,
        Self::WebhooksWrite,
        Self::KeysWrite,
        Self::SandboxWrite,
    ];

    /// Returns the scope as it is written on the wire.
    pub const fn word(self) -> &'static str {
        match self {
            Self::OrdersRead => "orders:read",
            Self::OrdersWrite => "orders:write",
            Self::PaymentsRead => "payments:read",
            Self::RefundsWrite => "refunds:write",
            Self::WebhooksWrite => "webhooks:write",
            Self::KeysWrite => "keys:write",
            Self::SandboxWrite => "sandbox:write",
        }
    }

    /// Returns the scope with this word.
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|scope| scope.word() == word)
    }
}

/// `POST /v1/keys`: makes a key.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct OpenKeyRequest {
    /// The key's identifier, made by who asks; the same again makes no second key.
    pub key: Id,
    /// What it is for: one line.
    #[schema(min_length = 1, max_length = 64)]
    pub name: String,
    /// What it may do.
    #[schema(min_items = 1, max_items = 7)]
    pub scopes: Vec<KeyScope>,
}

/// A key of a merchant's program.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct KeyResponse {
    /// The key's identifier; not the key itself.
    pub key: Id,
    /// What it is for.
    pub name: String,
    /// What it may do.
    pub scopes: Vec<KeyScope>,
    /// When it was made, in Unix milliseconds.
    #[schema(minimum = 0, maximum = 9_007_199_254_740_991_u64)]
    pub opened_at_ms: u64,
    /// Whether it was revoked.
    pub is_revoked: bool,
    /// The key itself, to be shown as `Authorization: Bearer KEY`: in the answer that makes it, and
    /// never again.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub secret: Option<Secret>,
}

/// `GET /v1/keys`: the keys that the merchant's programs have or had.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct KeysResponse {
    /// The keys, in the order of their identifiers.
    pub keys: Vec<KeyResponse>,
}

#[cfg(test)]
mod tests {
    use super::KeyScope;

    #[test]
    fn the_word_of_a_scope_is_what_is_serialised() {
        for scope in KeyScope::ALL {
            let json = serde_json::to_string(&scope).expect("serialises");
            assert_eq!(json, format!("\"{}\"", scope.word()));
            assert_eq!(KeyScope::from_word(scope.word()), Some(scope));
        }
    }
}
