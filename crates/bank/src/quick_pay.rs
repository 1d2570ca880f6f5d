//! Quick pay: small payments by payer code without a PIN, so many and so much in any 24 hours.
//! Counted for each person over all devices; what is confirmed with a PIN does not count.

use crate::id::TimeMs;
use crate::record::QuickPayUse;

/// The window, in milliseconds.
pub const QUICK_PAY_WINDOW_MS: u64 = 24 * 60 * 60 * 1000;

/// How far quick pay goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct QuickPayLimits {
    /// The largest payment, in minor units.
    pub payment_max_minor: u64,
    /// The largest sum in any 24 hours, in minor units.
    pub day_max_minor: u64,
    /// The most payments in any 24 hours.
    pub day_uses_max: u32,
}

/// The rule that asks for a PIN.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum QuickPayRule {
    /// The payer let the digits be seen.
    Revealed,
    /// The amount is above the largest quick payment.
    Amount,
    /// The payments of 24 hours would add up to too much.
    DaySum,
    /// There were as many payments in 24 hours as there may be.
    DayCount,
}

/// What quick pay still takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct QuickPayLeft {
    /// How much, in minor units.
    pub minor: u64,
    /// How many payments.
    pub uses: u32,
}

/// Returns what is left after these uses, at a moment. A use counts for 24 hours; one that lies
/// ahead, because a clock was set back, counts as well.
pub fn left(uses: &[QuickPayUse], limits: QuickPayLimits, at: TimeMs) -> QuickPayLeft {
    let counted = || uses.iter().filter(|one| counts(one, at));
    let spent = counted().fold(0_u64, |sum, one| sum.saturating_add(one.minor));
    let count = u32::try_from(counted().count()).unwrap_or(u32::MAX);
    let uses = limits.day_uses_max.saturating_sub(count);
    // Without a use left there is no money left to spend so.
    let minor = if uses == 0 { 0 } else { limits.day_max_minor.saturating_sub(spent) };
    QuickPayLeft { minor, uses }
}

/// Returns the rule that asks for a PIN for one more payment; none when it is within quick pay.
pub(crate) fn asks(
    uses: &[QuickPayUse],
    minor: u64,
    limits: QuickPayLimits,
    at: TimeMs,
) -> Option<QuickPayRule> {
    let left = left(uses, limits, at);
    if minor > limits.payment_max_minor {
        Some(QuickPayRule::Amount)
    } else if left.uses == 0 {
        Some(QuickPayRule::DayCount)
    } else if minor > left.minor {
        Some(QuickPayRule::DaySum)
    } else {
        None
    }
}

/// Returns the uses that still count and one more: never more than the limit has room for.
pub(crate) fn with(uses: &[QuickPayUse], minor: u64, at: TimeMs) -> Vec<QuickPayUse> {
    let counted = uses.iter().filter(|one| counts(one, at)).copied();
    counted.chain([QuickPayUse { at, minor }]).collect()
}

fn counts(one: &QuickPayUse, at: TimeMs) -> bool {
    one.at.0.saturating_add(QUICK_PAY_WINDOW_MS) > at.0
}

#[cfg(test)]
mod tests;
