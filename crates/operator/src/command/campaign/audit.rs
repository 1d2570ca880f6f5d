//! `tongbaod campaign audit`: repeats the draws of a day, by the operator's own key, also before
//! the seed is shown.

use super::find;
use crate::campaigns::chain;
use crate::command::coupon::digits;
use crate::command::coupon::when::date;
use crate::command::desk::Desk;
use crate::command::{CommandError, print};
use promotion::campaign::{Published, verify};
use serde_json::json;
use wire::Id;

/// How many draws are read at once.
const AT_ONCE: u32 = 1000;

/// What is repeated.
#[derive(Debug, clap::Args)]
pub struct DayAudit {
    /// The day, for example `2028-02-29`.
    day: String,
    /// The campaign's identifier or title.
    #[arg(long)]
    campaign: String,
}

impl DayAudit {
    pub(super) fn run(self, desk: &Desk, json: bool) -> Result<(), CommandError> {
        let campaign = find(desk, &self.campaign)?;
        let day = date("DAY", &self.day)?;
        let seeds = chain(&desk.config.keys, &campaign)
            .ok_or_else(|| CommandError::new("keys_unusable", "the campaign's key is not here"))?;
        let seed = seeds
            .of(day)
            .ok_or_else(|| CommandError::new("day_unknown", "the campaign has no such day"))?;
        let published = Published {
            commitment: campaign.commitment(),
            anchor: campaign.anchor,
            terms: campaign.terms.clone(),
        };
        let (mut after, mut drawn, mut won_minor, mut wrong) = (None, 0_u64, 0_u64, Vec::new());
        loop {
            let page = desk.reader.draws(campaign.id, day, after, AT_ONCE)?;
            let Some(last) = page.last() else { break };
            after = Some(last.payment);
            for one in &page {
                let Some(draw) = one.draw() else { continue };
                drawn += 1;
                won_minor = won_minor.saturating_add(draw.won.minor());
                if let Err(error) = verify(draw, &published, seed) {
                    wrong.push(format!("payment {}: {error}", Id(one.payment.0)));
                }
            }
        }
        let value = json!({
            "campaign": Id(campaign.id.0), "day": day.0, "drawn": drawn, "won_minor": won_minor,
            "wrong": wrong,
        });
        let won = digits(won_minor, campaign.terms.currency);
        let mut lines = vec![format!("{drawn} draws repeated; {won} won")];
        lines.extend(wrong.iter().map(|wrong| format!("WRONG: {wrong}")));
        print::value(json, &value, &lines);
        match wrong.len() {
            0 => Ok(()),
            count => Err(CommandError::new("audit_failed", format!("{count} draws are wrong"))),
        }
    }
}
