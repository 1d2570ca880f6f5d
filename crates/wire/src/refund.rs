//! What a merchant gives back: `POST /v1/refunds`, `POST /v1/refunds/preview`,
//! `GET /v1/refunds?payment=ID` or `?order=ID`. Authorised by a till key.

use crate::coupon::SavingFunder;
use crate::goods::GoodsLine;
use crate::payment::PaymentResponse;
use crate::taker::TakerName;
use crate::{Id, Money};
use serde::{Deserialize, Serialize};

/// Refunds a payment, whole or in part. The same refund again gives the same answer; the same
/// identifier with another amount or reason is refused.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct RefundRequest {
    /// The refund's identifier, made by the till.
    pub refund: Id,
    /// The payment; or `order`.
    pub payment: Option<Id>,
    /// The order whose payment it is; or `payment`.
    pub order: Option<Id>,
    /// How much.
    pub amount: Money,
    /// Why, for the payer: one line of up to 64 characters ([`crate::note`]).
    #[schema(max_length = 64)]
    pub reason: Option<String>,
}

/// Asks what a refund would give back, and whether it would be done.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct RefundPreviewRequest {
    /// The payment; or `order`.
    pub payment: Option<Id>,
    /// The order whose payment it is; or `payment`.
    pub order: Option<Id>,
    /// How much.
    pub amount: Money,
}

/// What a refund would give back.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct RefundPreviewResponse {
    /// What of the payment would be refunded.
    pub amount: Money,
    /// What would come back for it in money.
    pub cash: Money,
    /// What of that would go on to the campaign of which the payment had won; absent for nothing.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub clawed_back: Option<Money>,
    /// What of the operator's fee would come back to the shop; absent for nothing.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub fee_back: Option<Money>,
    /// What would become of the coupons that were used.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[schema(max_items = 28)]
    pub coupons: Vec<RefundedCoupon>,
    /// What could still be refunded afterwards.
    pub left: Money,
    /// In how many parts.
    #[schema(minimum = 0, maximum = 50)]
    pub refunds_left: u32,
}

/// What a refund would do with a coupon that was used.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct RefundedCoupon {
    /// The title of its batch.
    pub title: String,
    /// Who paid for it.
    pub funder: SavingFunder,
    /// What the shop would give back to its batch or funder; absent for nothing.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub given_back: Option<Money>,
    /// Where it would stand.
    pub becomes: CouponBecomes,
}

/// Where a coupon stands after a refund.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum CouponBecomes {
    /// It stays used: a part of the price is not refunded.
    Used,
    /// The payer has it again.
    Returned,
    /// It is over: its time, its batch or the batch's budget is.
    Over,
}

/// What went back of a payment so far.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct RefundsResponse {
    /// The payment as the merchant sees it.
    pub payment: PaymentResponse,
    /// What was sold with it, as far as the till said.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[schema(max_items = 50)]
    pub goods: Vec<GoodsLine>,
    /// Who took it; absent where the payer scanned a label.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub taken_by: Option<TakerName>,
    /// What can still be refunded.
    pub left: Money,
    /// The refunds, or the reversal, oldest first.
    pub refunds: Vec<PaymentResponse>,
}
