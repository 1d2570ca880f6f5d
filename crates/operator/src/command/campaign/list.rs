//! `tongbaod campaign list` and `show`: what campaigns commit to, and what is left of them.

use super::find;
use crate::command::coupon::{digits, word};
use crate::command::desk::Desk;
use crate::command::{CommandError, print};
use crate::hex;
use crate::service::campaign::terms;
use serde_json::json;
use wire::Id;

/// Prints the campaigns, those written last at the end.
pub fn list(desk: &Desk, json: bool) -> Result<(), CommandError> {
    let mut campaigns = desk.reader.campaigns()?;
    campaigns.sort_by_key(|campaign| (campaign.opened_at, campaign.id));
    let (mut lines, mut values) = (Vec::new(), Vec::new());
    for campaign in campaigns {
        let (id, currency) = (Id(campaign.id.0), campaign.terms.currency);
        let left_minor = desk.balance(campaign.account)?.minor();
        let left_minor = u64::try_from(left_minor).unwrap_or_default();
        lines.push(format!(
            "{id}  {:<7} {}  left {} of {} {}",
            word(campaign.state),
            campaign.title,
            digits(left_minor, currency),
            digits(campaign.budget_minor, currency),
            currency.code()
        ));
        values.push(json!({
            "campaign": id, "title": campaign.title, "state": word(campaign.state),
            "first_day": campaign.terms.period.first.0, "last_day": campaign.terms.period.last.0,
            "budget_minor": campaign.budget_minor, "left_minor": left_minor,
            "currency": currency.code(), "commitment": hex::encode(&campaign.commitment()),
        }));
    }
    print::value(json, &json!(values), &lines);
    Ok(())
}

/// Prints what a campaign commits to, as it is published.
pub fn show(desk: &Desk, named: &str, json: bool) -> Result<(), CommandError> {
    let campaign = find(desk, named)?;
    let value = json!({
        "campaign": Id(campaign.id.0), "title": campaign.title, "state": word(campaign.state),
        "commitment": hex::encode(&campaign.commitment()), "anchor": hex::encode(&campaign.anchor),
        "terms": terms(&campaign.terms),
        "shown": campaign.shown.map(|(day, seed)| {
            json!({ "day": day.0, "seed": hex::encode(&seed) })
        }),
    });
    print::value(json, &value, &[format!("{value:#}")]);
    Ok(())
}
