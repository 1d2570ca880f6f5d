//! Merchants that persons open: `POST /v1/merchants`, `GET /v1/merchants`,
//! `POST /v1/merchants/{merchant}/withdrawals`. Signed by a device.

use crate::staff::StaffRole;
use crate::{Id, Money, Secret};
use serde::{Deserialize, Serialize};

/// How many merchants one person opens at most.
pub const MERCHANTS_MAX: u16 = 20;

/// `POST /v1/merchants`: opens a merchant; whoever asks is its owner. The same identifier again
/// gives the same answer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct OpenMerchantRequest {
    /// The merchant's identifier, made by the device.
    pub merchant: Id,
    /// The name that payers see: 1–25 visible characters.
    #[schema(min_length = 1, max_length = 25)]
    pub name: String,
    /// The city: 1–25 visible characters.
    #[schema(min_length = 1, max_length = 25)]
    pub city: String,
    /// Where it is, for the operator: one line of 1–100 characters.
    #[schema(min_length = 1, max_length = 100)]
    pub address: String,
    /// The merchant category code of ISO 18245: four digits.
    #[schema(min_length = 4, max_length = 4, pattern = "^[0-9]{4}$", example = "5411")]
    pub category: String,
}

/// A merchant as one of its staff sees it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct MerchantResponse {
    /// The merchant.
    pub merchant: Id,
    /// The registered name.
    pub name: String,
    /// The city.
    pub city: String,
    /// Where it is; absent for one that the operator opened itself.
    pub address: Option<String>,
    /// The merchant category code of ISO 18245: four digits.
    #[schema(min_length = 4, max_length = 4, pattern = "^[0-9]{4}$")]
    pub category: String,
    /// Where it stands.
    pub state: MerchantState,
    /// Why the operator refused, limited or closed it.
    pub reason: Option<String>,
    /// The reader's role in it.
    pub role: StaffRole,
    /// The reader's place among its staff: what a payment that the reader took is marked with.
    pub staff: Id,
    /// Its labels, oldest first; at most 100.
    #[schema(max_items = 100)]
    pub labels: Vec<MerchantLabel>,
    /// What its account holds; absent for a cashier.
    pub balance: Option<Money>,
    /// What of that can be paid out, the rest is held; absent for a cashier.
    pub available: Option<Money>,
    /// How much of one payment the reader's role lets go back, in all; zero for an auditor.
    pub refund_most: Money,
}

/// Where a merchant stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum MerchantState {
    /// The operator has to approve it before it can be paid.
    Pending,
    /// It can be paid.
    Active,
    /// The operator refused it: it will never be paid.
    Refused,
    /// It can be paid within limits that the operator set.
    Limited,
    /// It was closed.
    Closed,
}

impl MerchantState {
    /// Returns the state as it is written on the wire.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Pending => "pending",
            Self::Active => "active",
            Self::Refused => "refused",
            Self::Limited => "limited",
            Self::Closed => "closed",
        }
    }
}

/// A printed label of a merchant.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct MerchantLabel {
    /// The label.
    pub label: Id,
    /// The text of its code, to draw.
    pub code: String,
}

/// `GET /v1/merchants`: where the reader works.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct MerchantsResponse {
    /// The merchants, in the order in which the reader came to work there; at most 100.
    #[schema(max_items = 100)]
    pub merchants: Vec<MerchantResponse>,
    /// When this was true, in Unix milliseconds.
    #[schema(minimum = 0, maximum = 9_007_199_254_740_991_u64)]
    pub as_of_ms: u64,
}

/// `POST /v1/merchants/{merchant}/withdrawals`: moves money from the merchant's account into the
/// owner's own. Answered with the payment as the merchant sees it; the same again gives the same
/// answer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct WithdrawRequest {
    /// The payment's identifier, made by the device.
    pub payment: Id,
    /// How much.
    pub amount: Money,
    /// The payment PIN, which is asked for whatever the amount; not needed to hear once more what
    /// was done.
    #[serde(default)]
    #[schema(value_type = Option<String>, format = Password, min_length = 6, max_length = 6,
        pattern = "^[0-9]{6}$")]
    pub pin: Option<Secret>,
}

#[cfg(test)]
mod tests {
    use super::MerchantState::{Active, Closed, Limited, Pending, Refused};

    #[test]
    fn the_word_of_a_state_is_what_is_serialised() {
        for state in [Pending, Active, Refused, Limited, Closed] {
            let json = serde_json::to_string(&state).expect("serialises");
            assert_eq!(json, format!("\"{}\"", state.word()));
        }
    }
}
