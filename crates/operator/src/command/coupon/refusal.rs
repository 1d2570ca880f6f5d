//! Why a batch cannot be as it is wanted: the option, and the rule with its numbers.

use super::digits;
use crate::command::CommandError;
use bank::Rejection;
use promotion::coupon::{LISTED_MAX, PER_PERSON_MAX, Rules, RulesError, WINDOW_DAYS_MAX};

/// Returns the desk's words for a refusal that nobody else can get.
pub fn refused(rejection: Rejection) -> Option<(&'static str, &'static str)> {
    Some(match rejection {
        Rejection::StockTitleMalformed => {
            ("stock_title_malformed", "a title is one line of 1 to 64 characters")
        }
        Rejection::StockRulesUnsound => {
            ("stock_rules_unsound", "a batch cannot have these rules, or its time is over")
        }
        Rejection::StockFunderUnknown => {
            ("stock_funder_unknown", "there is no such funder, or not in this currency")
        }
        Rejection::StockStateDiffers => (
            "stock_state_differs",
            "a draft is started, what is active is paused, what is paused is resumed, and what \
             has ended stays so",
        ),
        Rejection::StockBudgetStale => {
            ("stock_budget_stale", "the budget is another one by now; look at it again")
        }
        Rejection::StockBudgetTaken => {
            ("stock_budget_taken", "more is given out than the new budget allows")
        }
        Rejection::StockFundsShort => {
            ("stock_funds_short", "the funder's account does not hold that much")
        }
        _ => return None,
    })
}

/// Returns why rules cannot be, with the options that they came from.
pub fn unsound(error: RulesError, rules: &Rules) -> CommandError {
    let money = |minor| digits(minor, rules.currency);
    let (options, why) = match error {
        RulesError::WindowOver => ("--from-date, --until-date", error.to_string()),
        RulesError::WindowTooLong => {
            ("--until-date", format!("coupons run for at most {WINDOW_DAYS_MAX} days"))
        }
        RulesError::StartTooFarAhead => ("--from-date", error.to_string()),
        RulesError::AmountOutOfRange { most_minor } => {
            let (least, most) = (money(1), money(most_minor));
            ("--off, --from, --cap, --price, --random", format!("an amount is {least} to {most}"))
        }
        RulesError::ShareOutOfRange => ("--percent", error.to_string()),
        RulesError::LeastAboveMost => ("--random", error.to_string()),
        RulesError::ThresholdTooLow { least_minor } => {
            let least = money(least_minor);
            ("--from", format!("is at least {least}: a price that is above what is taken off"))
        }
        RulesError::PerPersonOutOfRange => {
            ("--per-person", format!("a person gets 1 to {PER_PERSON_MAX}"))
        }
        RulesError::CardGiftNotOnce => ("--per-person, --needs-card", error.to_string()),
        RulesError::NoWeekday => ("--weekdays", error.to_string()),
        RulesError::HoursUnsound => ("--hours", error.to_string()),
        RulesError::NeverValid => ("--wait-days, --valid-days", error.to_string()),
        RulesError::ListOutOfRange => {
            ("--shops, --not-shops, --goods", format!("a list has 1 to {LISTED_MAX} entries"))
        }
        RulesError::UnfundedWithoutList => {
            ("--funder, --shops", "without a funder the shops that agreed are listed".to_owned())
        }
        RulesError::BudgetTooSmall { one_minor } => {
            let (one, all) = (money(one_minor), money(rules.limits.money_minor));
            ("--budget, --pieces", format!("one coupon can save {one}; the budget is {all}"))
        }
        RulesError::DayBudgetOutOfRange => (
            "--budget-per-day, --pieces-per-day",
            format!(
                "a day's budget is {} to {}, a day's pieces 1 to {}",
                money(rules.kind.most_minor()),
                money(rules.limits.money_minor),
                rules.limits.pieces
            ),
        ),
    };
    CommandError::new("stock_rules_unsound", format!("{options}: {why}"))
}
