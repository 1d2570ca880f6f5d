//! What an order is made of, where its till says so.

use serde::{Deserialize, Serialize};

/// How many lines of goods an order has at most.
pub const GOODS_MAX: usize = 50;

/// So many of a thing. The prices of an order's lines, each times its pieces, come to its amount.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct GoodsLine {
    /// What it is: one line of up to 40 characters; absent for what was typed without a name.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(min_length = 1, max_length = 40)]
    pub name: Option<String>,
    /// How many; all lines of an order have at most 200 pieces together.
    #[schema(minimum = 1, maximum = 200)]
    pub pieces: u32,
    /// What one costs, in minor units of the order's currency.
    #[schema(minimum = 1, maximum = 999_999_999_999_999_u64)]
    pub price_minor: u64,
    /// What kinds of goods it is, each of 1 to 32 of `a`–`z`, `0`–`9`, `-` and `_`: coupons are for
    /// goods by their tags.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[schema(max_items = 8)]
    pub tags: Vec<String>,
}
