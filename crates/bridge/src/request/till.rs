//! What the UI asks a shop's till with.

use super::id;
use crate::UiError;
use serde::Deserialize;
use ts_rs::TS;
use wire::{Id, Secret};

/// Opens an order.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct OpenOrderRequest {
    /// The shop.
    pub merchant: String,
    /// The digits of the amount.
    pub amount: String,
    /// What it is for.
    pub note: Option<String>,
}

/// Charges the code that a payer shows.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct ChargePayerCodeRequest {
    /// The shop.
    pub merchant: String,
    /// The digits of the amount.
    pub amount: String,
    /// What it is for.
    pub note: Option<String>,
    /// The 18 digits.
    #[ts(type = "string")]
    pub payer_code: Secret,
}

/// Names an attempt of a till to be paid.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct ChargeRequest {
    /// The attempt.
    pub charge: String,
}

impl ChargeRequest {
    /// Returns the attempt's identifier.
    pub(crate) fn id(&self) -> Result<Id, UiError> {
        id(&self.charge)
    }
}

/// Asks for a page of what a shop was paid and gave back.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct TakingsRequest {
    /// The shop.
    pub merchant: String,
    /// Where the page before ended; null for the newest.
    pub before: Option<u64>,
}

/// Names a payment of a shop.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct TakenRequest {
    /// The shop.
    pub merchant: String,
    /// The payment.
    pub payment: String,
}

/// Asks what a refund would give back.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct PreviewRefundRequest {
    /// The shop.
    pub merchant: String,
    /// The payment.
    pub payment: String,
    /// The digits of the amount.
    pub amount: String,
}

/// Gives back what was paid, whole or in part.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct RefundRequest {
    /// The shop.
    pub merchant: String,
    /// The payment.
    pub payment: String,
    /// The digits of the amount.
    pub amount: String,
    /// Why, for the payer.
    pub reason: Option<String>,
}
