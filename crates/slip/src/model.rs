//! What stands on a shop's receipt.

use money::Amount;
use promotion::calendar::{TimeMs, Zone};

/// A shop's receipt of one payment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Slip {
    /// The shop's registered name.
    pub shop: String,
    /// Its city.
    pub city: String,
    /// The receipt's number: the payment's place in the operator's journal.
    pub number: u64,
    /// When it was paid.
    pub at: TimeMs,
    /// The zone in which times are shown.
    pub zone: Zone,
    /// What was bought, as far as the till knows.
    pub lines: Vec<Line>,
    /// What it cost before discounts.
    pub total: Amount,
    /// What was taken off.
    pub discounts: Vec<Discount>,
    /// What the payer paid.
    pub paid: Amount,
    /// What the shop wrote on it.
    pub note: Option<String>,
    /// What went back, oldest first.
    pub refunds: Vec<Refund>,
    /// The payment's identifier.
    pub payment: String,
    /// The two digits that a sound box speaks and the payer's wallet shows.
    pub check: Option<String>,
    /// The address of the receipt's page.
    pub link: Option<String>,
}

/// So many of a thing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// What it is; none for what was typed without a name.
    pub name: Option<String>,
    /// Whether it is a tip, which has no name.
    pub is_tip: bool,
    /// How many.
    pub pieces: u32,
    /// What one costs.
    pub price: Amount,
    /// What they cost together.
    pub sum: Amount,
}

/// What a coupon took off.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Discount {
    /// The coupon's title.
    pub title: String,
    /// Who pays for it.
    pub funder: Funder,
    /// How much.
    pub saving: Amount,
}

/// Who pays for a discount.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Funder {
    /// The operator.
    Operator,
    /// The shop itself.
    Shop,
    /// Another shop.
    OtherShop,
}

/// Money that went back to the payer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refund {
    /// When.
    pub at: TimeMs,
    /// How much.
    pub amount: Amount,
}
