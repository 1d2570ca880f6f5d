//! What stands on a shop's receipt: `GET /v1/till/slips/{payment}`, and the public page behind its
//! link. What was bought is in it where the shop's till said so.

use crate::coupon::SavingResponse;
use crate::goods::GoodsLine;
use crate::{Id, Money};
use serde::{Deserialize, Serialize};

/// What the operator knows of a payment for the shop's receipt. It names no payer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct SlipResponse {
    /// The shop's registered name.
    #[schema(max_length = 25)]
    pub name: String,
    /// Its city.
    #[schema(max_length = 15)]
    pub city: String,
    /// The payment.
    pub payment: Id,
    /// The shop's order, where there was one.
    pub order: Option<Id>,
    /// The receipt's number: the payment's place in the operator's journal.
    #[schema(minimum = 0, maximum = 9_007_199_254_740_991_u64)]
    pub number: u64,
    /// When it was paid, in Unix milliseconds.
    #[schema(minimum = 0, maximum = 9_007_199_254_740_991_u64)]
    pub at_ms: u64,
    /// How many minutes the shop's clocks are ahead of UTC.
    #[schema(minimum = -899, maximum = 899)]
    pub zone_ahead_min: i16,
    /// What was bought, as far as the shop's till said.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[schema(max_items = 50)]
    pub goods: Vec<GoodsLine>,
    /// What it cost before discounts.
    pub total: Money,
    /// What coupons took off.
    #[schema(max_items = 28)]
    pub discounts: Vec<SavingResponse>,
    /// What the payer paid.
    pub paid: Money,
    /// The note.
    #[schema(max_length = 64)]
    pub note: Option<String>,
    /// What went back, oldest first.
    #[schema(max_items = 50)]
    pub refunds: Vec<SlipRefund>,
    /// The two check digits; absent where nobody stood at a till.
    #[schema(min_length = 2, max_length = 2, pattern = "^[0-9]{2}$")]
    pub check: Option<String>,
    /// The address of the receipt's page, which nobody can guess.
    #[schema(max_length = 512)]
    pub link: String,
}

/// Money that went back to the payer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct SlipRefund {
    /// The refund or reversal.
    pub payment: Id,
    /// When, in Unix milliseconds.
    #[schema(minimum = 0, maximum = 9_007_199_254_740_991_u64)]
    pub at_ms: u64,
    /// How much.
    pub amount: Money,
}
