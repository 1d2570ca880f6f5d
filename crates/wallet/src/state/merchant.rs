//! The shops where this person works, as far as they are kept on the device.

use crate::goods::Tag;
use money::Amount;
use wire::Id;
use wire::merchant::MerchantState;
use wire::staff::StaffRole;

/// A shop as it was known last. What its account holds is not kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KnownMerchant {
    /// The shop.
    pub merchant: Id,
    /// The registered name.
    pub name: String,
    /// The city.
    pub city: String,
    /// Where it stands.
    pub state: MerchantState,
    /// The person's role in it.
    pub role: StaffRole,
}

/// A shop whose opening was sent and not answered yet: the same again opens it once.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OpeningMerchant {
    /// The shop.
    pub merchant: Id,
    /// The name that payers would see.
    pub name: String,
    /// The city.
    pub city: String,
    /// Where it is.
    pub address: String,
    /// The merchant category code of ISO 18245.
    pub category: String,
}

/// A movement from a shop's account into its owner's that is not answered yet.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct UnfinishedWithdrawal {
    /// The movement.
    pub payment: Id,
    /// The shop.
    pub merchant: Id,
    /// How much.
    pub amount: Amount,
}

/// The things that a shop sells, kept on this device alone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Catalogue {
    /// The shop.
    pub merchant: Id,
    /// The things, in the order in which they are shown.
    pub items: Vec<Item>,
}

/// A thing with its price.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Item {
    /// The thing, as this device calls it.
    pub item: Id,
    /// What it is.
    pub name: String,
    /// What one costs.
    pub price: Amount,
    /// The text of its bar code.
    pub barcode: Option<String>,
    /// What kinds of goods it is: coupons are for goods by their tags.
    pub tags: Vec<Tag>,
}
