//! The words for the rules of quick pay, in stores.

use bank::quick_pay::QuickPayRule;

/// Returns the word for a rule.
pub(crate) fn word(rule: QuickPayRule) -> &'static str {
    match rule {
        QuickPayRule::Revealed => "revealed",
        QuickPayRule::Amount => "amount",
        QuickPayRule::DaySum => "day_sum",
        QuickPayRule::DayCount => "day_count",
    }
}

/// Returns the rule that a word stands for.
pub(crate) fn from_word(word: &str) -> Option<QuickPayRule> {
    match word {
        "revealed" => Some(QuickPayRule::Revealed),
        "amount" => Some(QuickPayRule::Amount),
        "day_sum" => Some(QuickPayRule::DaySum),
        "day_count" => Some(QuickPayRule::DayCount),
        _ => None,
    }
}
