//! What the UI asks with about shops, their staff and what they sell.

use super::id;
use crate::UiError;
use crate::view::StaffRole;
use serde::Deserialize;
use ts_rs::TS;
use wallet::catalogue::TipChoice;
use wire::{Id, Secret};

/// Names a shop.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct MerchantRequest {
    /// The shop.
    pub merchant: String,
}

impl MerchantRequest {
    /// Returns the shop's identifier.
    pub(crate) fn id(&self) -> Result<Id, UiError> {
        id(&self.merchant)
    }
}

/// Opens a shop.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct OpenMerchantRequest {
    /// The name that payers see.
    pub name: String,
    /// The city.
    pub city: String,
    /// Where it is, for the operator.
    pub address: String,
    /// The merchant category code of ISO 18245: four digits.
    pub category: String,
}

/// Moves money from a shop's account into its owner's.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct WithdrawRequest {
    /// The shop.
    pub merchant: String,
    /// The digits that were typed.
    pub amount: String,
    /// The payment PIN.
    #[ts(type = "string")]
    pub pin: Secret,
}

/// Invites somebody to a shop's staff.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct InviteStaffRequest {
    /// The shop.
    pub merchant: String,
    /// The role of who joins.
    pub role: StaffRole,
}

/// Joins a shop's staff.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct JoinMerchantRequest {
    /// The text of the invitation.
    #[ts(type = "string")]
    pub code: Secret,
}

/// Gives one of the staff another role.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct ChangeRoleRequest {
    /// The shop.
    pub merchant: String,
    /// Who.
    pub staff: String,
    /// The new role.
    pub role: StaffRole,
}

/// Removes one of the staff.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct RemoveStaffRequest {
    /// The shop.
    pub merchant: String,
    /// Who.
    pub staff: String,
}

/// Puts a thing into a shop's catalogue, or changes one.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct SaveItemRequest {
    /// The shop.
    pub merchant: String,
    /// The thing to change; null for a new one.
    pub item: Option<String>,
    /// What it is.
    pub name: String,
    /// The digits of its price.
    pub price: String,
    /// The text of its bar code; empty for none.
    pub barcode: String,
    /// Its tags, with spaces or commas between them; empty for none.
    #[serde(default)]
    pub tags: String,
}

/// Takes a thing out of a shop's catalogue.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct RemoveItemRequest {
    /// The shop.
    pub merchant: String,
    /// The thing.
    pub item: String,
}

/// Puts what a file says in the place of a shop's catalogue.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct ImportCatalogueRequest {
    /// The shop.
    pub merchant: String,
    /// The content: a table, or JSON.
    pub text: String,
}

/// Adds up what was put together.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct AddUpRequest {
    /// The shop.
    pub merchant: String,
    /// The things, and how many of each.
    pub lines: Vec<BasketLine>,
    /// Digits that were typed besides; empty for none.
    pub typed: String,
    /// What is given above the price.
    #[serde(default)]
    pub tip: Option<TipRequest>,
}

/// A tip as it is chosen.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, TS)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum TipRequest {
    /// So many hundredths of the price.
    Percent {
        /// How many.
        percent: u8,
    },
    /// An amount.
    Typed {
        /// Its digits.
        digits: String,
    },
}

impl From<TipRequest> for TipChoice {
    fn from(tip: TipRequest) -> Self {
        match tip {
            TipRequest::Percent { percent } => Self::Percent(percent),
            TipRequest::Typed { digits } => Self::Typed(digits),
        }
    }
}

/// How many of a thing.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct BasketLine {
    /// The thing.
    pub item: String,
    /// How many.
    pub pieces: u32,
}
