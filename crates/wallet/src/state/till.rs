//! What is under way at the tills of this person's shops.

use crate::goods::Goods;
use money::Amount;
use wire::payer_code::QuickPayRule;
use wire::{Id, Secret};

/// An attempt of a till to be paid, kept until its end is known.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Charge {
    /// The attempt: its identifier is the order's or the payment's, and the key of every try.
    pub charge: Id,
    /// The shop.
    pub merchant: Id,
    /// How much.
    pub amount: Amount,
    /// What it is for.
    pub note: Option<String>,
    /// What it is made of, as it was sent; none for what was typed.
    pub goods: Option<Goods>,
    /// The digits of the payer's code; none where the till shows an order code.
    pub payer_code: Option<Secret>,
    /// The rule that asked for the payer's PIN, once one did.
    pub pin_rule: Option<QuickPayRule>,
    /// Whether the operator has an order of this identifier, as far as is known.
    pub has_order: bool,
    /// The movement that gives money back, once the attempt is being taken back.
    pub reversal: Option<Id>,
    /// When it began, in Unix milliseconds.
    pub started_at_ms: u64,
}

/// What an attempt was for, kept for its receipt: where an order could not carry it, nobody but
/// this device knows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sold {
    /// The attempt.
    pub charge: Id,
    /// The shop.
    pub merchant: Id,
    /// The things, as they were named and priced.
    pub lines: Vec<SoldLine>,
}

/// So many of a thing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SoldLine {
    /// What it was.
    pub name: String,
    /// How many.
    pub pieces: u32,
    /// What one cost.
    pub price: Amount,
    /// What they cost together.
    pub sum: Amount,
}

/// A refund whose end is not known yet: the same again goes under the same identifier.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnfinishedRefund {
    /// The refund.
    pub refund: Id,
    /// The shop.
    pub merchant: Id,
    /// The payment that it is of.
    pub payment: Id,
    /// How much.
    pub amount: Amount,
    /// Why, for the payer.
    pub reason: Option<String>,
}
