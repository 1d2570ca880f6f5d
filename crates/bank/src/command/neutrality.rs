//! Commands about what holds a merchant back, and why.

use crate::id::{LabelId, MerchantId};
use proof::Hash;
use proof::neutrality::Reason;

/// Limits a merchant, removes one, or lifts either: with a reason of the published list and a
/// sentence, which everybody can read from then on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LimitMerchant {
    /// The number that the entry gets: the one after the last entry that was seen.
    pub number: u64,
    /// The merchant.
    pub merchant: MerchantId,
    /// What is done.
    pub step: LimitStep,
    /// The entry that holds the merchant back until then; none for one who is free.
    pub about: Option<u64>,
    /// Why.
    pub reason: Reason,
    /// The sentence: one line of 1 to 280 characters.
    pub text: String,
}

/// What is done with a merchant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LimitStep {
    /// No new orders and payments.
    Limit,
    /// No more of the merchant at all.
    Remove,
    /// Payments again.
    Lift,
}

/// Appeals an entry that limited or removed a merchant, in the merchant's name; once an entry.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AppealLimit {
    /// The number that the entry gets.
    pub number: u64,
    /// The merchant who appeals.
    pub merchant: MerchantId,
    /// The entry that is appealed.
    pub about: u64,
    /// What the merchant says to it: one line of 1 to 280 characters.
    pub text: String,
    /// The SHA-256 of what it is shown with; the thing itself goes to the operator alone.
    pub evidence: Option<Hash>,
}

/// Answers an appeal. One that is granted frees the merchant, unless another entry holds them back
/// since.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AnswerAppeal {
    /// The number that the entry gets.
    pub number: u64,
    /// The appeal.
    pub appeal: u64,
    /// Whether the operator takes back what was appealed.
    pub grant: bool,
    /// The answer: one line of 1 to 280 characters.
    pub text: String,
}

/// Withdraws a label: whoever scans it is told so from then on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CloseLabel {
    /// The label.
    pub label: LabelId,
    /// Whose it is.
    pub merchant: MerchantId,
}
