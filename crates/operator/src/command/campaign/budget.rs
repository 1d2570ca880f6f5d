//! `tongbaod campaign budget`: changes a campaign's budget. Whoever changes it says what it is now:
//! of two who change it at once, the second is told and looks again.

use super::find;
use crate::command::coupon::{amount, digits};
use crate::command::desk::Desk;
use crate::command::{CommandError, print};
use crate::random;
use bank::command::LimitCampaign;
use bank::id::PaymentId;
use bank::{Command, Receipt};
use serde_json::json;
use wire::Id;

/// What is changed.
#[derive(Debug, clap::Args)]
pub struct BudgetChange {
    /// The campaign's identifier or title.
    #[arg(long)]
    campaign: String,
    /// The budget as it is now.
    #[arg(long, value_name = "AMOUNT")]
    was: String,
    /// The budget as it shall be.
    #[arg(long, value_name = "AMOUNT")]
    budget: String,
}

impl BudgetChange {
    pub(super) fn run(self, desk: &Desk, json: bool) -> Result<(), CommandError> {
        let campaign = find(desk, &self.campaign)?;
        let currency = campaign.terms.currency;
        let was_minor = amount("--was", &self.was, currency)?;
        let budget_minor = amount("--budget", &self.budget, currency)?;
        let (campaign, movement) = (campaign.id, PaymentId(random::bits()?));
        let command = LimitCampaign { campaign, was_minor, budget_minor, movement };
        let Receipt::Campaign(id, _) = desk.decide(None, Command::LimitCampaign(command))? else {
            return Err(CommandError::new("internal", "answered with another receipt"));
        };
        let id = Id(id.0);
        let value = json!({ "campaign": id, "budget_minor": budget_minor });
        let budget = digits(budget_minor, currency);
        print::value(json, &value, &[format!("campaign {id}: a budget of {budget}")]);
        Ok(())
    }
}
