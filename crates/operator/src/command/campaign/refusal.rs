//! The desk's words for refusals about campaigns, which nobody else can get.

use bank::Rejection;

/// Returns the code and the sentence; none for other refusals.
pub fn refused(rejection: Rejection) -> Option<(&'static str, &'static str)> {
    Some(match rejection {
        Rejection::CampaignUnknown => ("campaign_unknown", "there is no such campaign"),
        Rejection::CampaignTitleMalformed => {
            ("campaign_title_malformed", "a title is one line of 1 to 64 characters")
        }
        Rejection::CampaignTermsUnsound => (
            "campaign_terms_unsound",
            "a campaign cannot have these terms, or its first day is over",
        ),
        Rejection::CampaignFunderUnknown => {
            ("campaign_funder_unknown", "there is no such funder, or not in this currency")
        }
        Rejection::CampaignStateDiffers => (
            "campaign_state_differs",
            "a draft is started, what is active is paused, what is paused is resumed, and what \
             has ended stays so",
        ),
        Rejection::CampaignBudgetStale => {
            ("campaign_budget_stale", "the budget is another one by now; look at it again")
        }
        Rejection::CampaignBudgetSpent => {
            ("campaign_budget_spent", "more is won than the new budget allows")
        }
        Rejection::CampaignFundsShort => {
            ("campaign_funds_short", "the funder's account does not hold that much")
        }
        Rejection::CampaignOverlaps => (
            "campaign_overlaps",
            "another campaign runs on some of these days; one draws at a time, so end that one \
             first",
        ),
        Rejection::SeedWrong => ("seed_wrong", "this is not the day's seed"),
        Rejection::SeedTooEarly => ("seed_too_early", "the day is not over: its seed is secret"),
        _ => return None,
    })
}
