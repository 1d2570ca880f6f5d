//! `tongbaod campaign open`: writes a campaign. Its key is made first, so that what is committed to
//! can be drawn.

use super::file::TermsFile;
use crate::command::coupon::amount;
use crate::command::desk::Desk;
use crate::command::{CommandError, print};
use crate::keys::campaign::make_last_seed;
use crate::{campaigns, clock, hex, random};
use bank::command::OpenCampaign;
use bank::id::{AccountId, CampaignId};
use bank::{Command, Receipt};
use promotion::calendar::TimeMs;
use promotion::campaign::{SeedChain, commitment};
use serde_json::json;
use std::path::PathBuf;
use wire::Id;

/// What a campaign is opened with.
#[derive(Debug, clap::Args)]
pub struct Open {
    /// The file of terms.
    file: PathBuf,
    /// The identifier of this campaign, to ask again safely; a new one when absent.
    #[arg(long)]
    campaign: Option<Id>,
}

impl Open {
    pub(super) fn run(self, desk: &Desk, json: bool) -> Result<(), CommandError> {
        let file = TermsFile::read(&self.file)?;
        let id = match self.campaign {
            Some(id) => CampaignId(id.0),
            None => campaigns::new_id()?,
        };
        let terms = file.terms(desk, id)?;
        let today = terms.zone.local(TimeMs(clock::now().0)).day;
        let unsound = |error: promotion::campaign::TermsError| {
            CommandError::new("campaign_terms_unsound", error.to_string())
        };
        terms.check(today).map_err(unsound)?;
        let last = make_last_seed(&desk.config.keys, id)?;
        let anchor = SeedChain::new(id, terms.period, last).anchor();
        let commitment = hex::encode(&commitment(&terms, &anchor));
        let command = Command::OpenCampaign(Box::new(OpenCampaign {
            account: AccountId(random::bits()?),
            title: file.title.clone(),
            budget_minor: amount("budget", &file.budget, terms.currency)?,
            funder: file.funder(desk)?,
            terms,
            anchor,
        }));
        let Receipt::Campaign(..) = desk.order(id.0, command)? else {
            return Err(CommandError::new("internal", "answered with another receipt"));
        };
        let id = Id(id.0);
        let value = json!({ "campaign": id, "state": "draft", "commitment": commitment });
        let lines = [
            format!("campaign {id}: a draft; `tongbaod campaign start --campaign {id}`"),
            format!("it commits to {commitment}"),
        ];
        print::value(json, &value, &lines);
        Ok(())
    }
}
