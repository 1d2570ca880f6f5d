//! `tongbaod campaign`: campaigns, written from a file of terms, rehearsed on recorded days,
//! started and ended, and their draws checked.

mod audit;
mod budget;
mod file;
mod list;
mod open;
mod refusal;
mod rehearse;
mod uplift;

pub(super) use refusal::refused;

use super::coupon::word;
use super::desk::Desk;
use super::{CommandError, print};
use crate::random;
use bank::command::ChangeCampaign;
use bank::id::PaymentId;
use bank::{Command, Receipt, record};
use promotion::Change;
use serde_json::json;
use std::path::Path;
use wire::Id;

/// What can be done with campaigns.
#[derive(Debug, clap::Subcommand)]
pub enum Campaign {
    /// Writes a campaign from a file of terms: a draft, with what it commits to.
    Open(open::Open),
    /// Plays recorded payments by a file of terms, before any money is spent; changes nothing.
    Rehearse(rehearse::Rehearse),
    /// Starts a campaign: its whole budget is laid aside out of the funder's account.
    Start(Named),
    /// Stops drawing, for a while.
    Pause(Named),
    /// Goes on with a campaign that was paused.
    Resume(Named),
    /// Ends a campaign for good: what nobody won goes back to the funder.
    End(Named),
    /// Changes a campaign's budget, if it is still what you say it is.
    Budget(budget::BudgetChange),
    /// Lists all campaigns with what is won of them.
    List,
    /// Shows what a campaign commits to, as it is published.
    Show(Named),
    /// Tells what a campaign brought, against the people whom it holds out.
    Uplift(uplift::Uplift),
    /// Repeats the draws of a day.
    Audit(audit::DayAudit),
}

/// Which campaign.
#[derive(Debug, clap::Args)]
pub struct Named {
    /// The campaign's identifier or title.
    #[arg(long)]
    campaign: String,
}

impl Campaign {
    pub(super) fn run(self, data: &Path, json: bool) -> Result<(), CommandError> {
        let desk = Desk::open(data)?;
        let result = match self {
            Self::Open(open) => open.run(&desk, json),
            Self::Rehearse(rehearse) => rehearse.run(&desk, json),
            Self::Start(named) => change(&desk, &named, Change::Activate, json),
            Self::Pause(named) => change(&desk, &named, Change::Pause, json),
            Self::Resume(named) => change(&desk, &named, Change::Resume, json),
            Self::End(named) => change(&desk, &named, Change::End, json),
            Self::Budget(change) => change.run(&desk, json),
            Self::List => list::list(&desk, json),
            Self::Show(named) => list::show(&desk, &named.campaign, json),
            Self::Uplift(uplift) => uplift.run(&desk, json),
            Self::Audit(audit) => audit.run(&desk, json),
        };
        desk.close();
        result
    }
}

fn change(desk: &Desk, named: &Named, change: Change, json: bool) -> Result<(), CommandError> {
    let campaign = find(desk, &named.campaign)?.id;
    let movement = PaymentId(random::bits()?);
    let command = Command::ChangeCampaign(ChangeCampaign { campaign, change, movement });
    let Receipt::Campaign(id, state) = desk.decide(None, command)? else {
        return Err(CommandError::new("internal", "answered with another receipt"));
    };
    let (id, state) = (Id(id.0), word(state));
    let value = json!({ "campaign": id, "state": state });
    print::value(json, &value, &[format!("campaign {id}: {state}")]);
    Ok(())
}

/// Finds a campaign by its identifier or its title.
fn find(desk: &Desk, text: &str) -> Result<record::Campaign, CommandError> {
    let id = text.parse::<Id>().ok();
    let campaigns = desk.reader.campaigns()?.into_iter();
    let mut found =
        campaigns.filter(|one| one.title == text || id.is_some_and(|id| id.0 == one.id.0));
    match (found.next(), found.next()) {
        (Some(one), None) => Ok(one),
        (None, _) => Err(CommandError::new("campaign_unknown", "no campaign is called so")),
        (Some(_), Some(_)) => Err(CommandError::new(
            "campaign_ambiguous",
            "several campaigns are called so; give the identifier",
        )),
    }
}
