//! The stored form of what a batch of coupons promises, of its budget, and of the coupons of a
//! payment: texts, because no store looks for anything inside of them.

mod budget;
mod received;
mod rules;
mod state;
mod used;

pub(crate) use budget::StoredLimits;
pub(crate) use received::StoredCoupon;
pub(crate) use rules::StoredMerchants;
pub(crate) use state::StoredState;

use crate::Unreadable;
use bank::record::UsedCoupon;
use budget::StoredBudget;
use promotion::coupon::{Budget, Limits, Rules};
use rules::StoredRules;
use serde::{Serialize, de::DeserializeOwned};
use used::StoredUse;

/// Returns the text for a batch's rules without their limits, which are the budget's too and kept
/// there once, and for whether the batch is listed.
///
/// # Errors
/// When it cannot be written.
pub fn rules_to_text(rules: &Rules, is_listed: bool) -> Result<String, Unreadable> {
    to_text(&StoredRules::from_rules(rules, is_listed))
}

/// Returns the rules that a text stands for, with the limits of their budget, and whether the batch
/// is listed.
///
/// # Errors
/// [`Unreadable`].
pub fn rules_from_text(text: &str, limits: Limits) -> Result<(Rules, bool), Unreadable> {
    from_text::<StoredRules>(text)?.into_rules(limits).ok_or(Unreadable::UnknownPart)
}

/// Returns the text for a batch's budget.
///
/// # Errors
/// When it cannot be written.
pub fn budget_to_text(budget: &Budget) -> Result<String, Unreadable> {
    to_text(&StoredBudget::from_budget(budget))
}

/// Returns the budget that a text stands for.
///
/// # Errors
/// [`Unreadable`].
pub fn budget_from_text(text: &str) -> Result<Budget, Unreadable> {
    from_text::<StoredBudget>(text).map(StoredBudget::into_budget)
}

/// Returns the text for the coupons of a payment.
///
/// # Errors
/// When it cannot be written.
pub fn used_to_text(used: &[UsedCoupon]) -> Result<String, Unreadable> {
    to_text(&used.iter().map(StoredUse::from_used).collect::<Vec<StoredUse>>())
}

/// Returns the coupons of a payment that a text stands for, in their order.
///
/// # Errors
/// [`Unreadable`].
pub fn used_from_text(text: &str) -> Result<Vec<UsedCoupon>, Unreadable> {
    Ok(from_text::<Vec<StoredUse>>(text)?.into_iter().map(StoredUse::into_used).collect())
}

fn to_text<T: Serialize>(stored: &T) -> Result<String, Unreadable> {
    Ok(serde_json::to_string(stored)?)
}

fn from_text<T: DeserializeOwned>(text: &str) -> Result<T, Unreadable> {
    Ok(serde_json::from_str(text)?)
}

#[cfg(test)]
mod tests;
