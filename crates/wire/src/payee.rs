//! Who a code pays, as the operator has it registered: `GET /v1/payees/{kind}/{id}`.

use crate::goods::GoodsLine;
use crate::{Id, Money};
use serde::{Deserialize, Serialize};

/// What a payment is addressed to: the identifier inside a code.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Payee {
    /// What the identifier names.
    pub kind: PayeeKind,
    /// The label, order or receive code.
    pub id: Id,
}

/// The three things that can be paid.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum PayeeKind {
    /// The printed label of a merchant.
    Label,
    /// One order of a merchant.
    Order,
    /// The receive code of a person.
    Receive,
}

impl PayeeKind {
    /// Returns the word for this kind in paths and signed texts.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Label => "label",
            Self::Order => "order",
            Self::Receive => "receive",
        }
    }
}

/// The registered facts about a payee.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct PayeeResponse {
    /// What was asked for.
    pub payee: Payee,
    /// The registered name, never the one printed in a code.
    pub name: String,
    /// The merchant; absent for persons.
    pub merchant: Option<Id>,
    /// The merchant's city; absent for persons.
    pub city: Option<String>,
    /// The amount of an order; absent where the payer types it.
    pub amount: Option<Money>,
    /// What the order is for, as the merchant wrote it.
    pub note: Option<String>,
    /// What the order is made of, as the merchant wrote it; none where only its amount is known.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[schema(max_items = 50)]
    pub goods: Vec<GoodsLine>,
    /// When the order ends, in Unix milliseconds.
    #[schema(minimum = 0, maximum = 9_007_199_254_740_991_u64)]
    pub expires_at_ms: Option<u64>,
}

#[cfg(test)]
mod tests {
    use super::PayeeKind;

    #[test]
    fn the_word_of_a_kind_is_what_is_serialised() {
        for kind in [PayeeKind::Label, PayeeKind::Order, PayeeKind::Receive] {
            let json = serde_json::to_string(&kind).expect("serialises");
            assert_eq!(json, format!("\"{}\"", kind.word()));
        }
    }
}
