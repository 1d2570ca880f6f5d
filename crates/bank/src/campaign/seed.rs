//! The seeds of days: checked against the anchor when they come, shown when their day is over. The
//! bank keeps none of a day that is not over.

use crate::command::ShowSeed;
use crate::effects::{Answer, Effects};
use crate::journal::JournalEntry;
use crate::page::Page;
use crate::receipt::Receipt;
use crate::record::{Campaign, Record};
use crate::rejection::Rejection;
use promotion::Seed;
use promotion::calendar::{LocalDay, TimeMs};
use promotion::campaign::follows;

/// Returns whether this is a day's seed: by the day that was checked last, which is mostly the same
/// one; by the anchor for a day before that.
pub(super) fn is_of(campaign: &Campaign, day: LocalDay, seed: &Seed) -> bool {
    let Campaign { terms, anchor, checked: (known, hash), .. } = campaign;
    if day >= *known {
        return follows(terms, (*known, hash), day, seed);
    }
    follows(terms, (terms.period.first, anchor), day, seed)
}

pub(crate) fn show_seed(page: &Page, command: &ShowSeed, effects: &mut Effects) -> Answer {
    let ShowSeed { campaign, day, ref seed } = *command;
    let campaign = page.campaign(campaign)?.ok_or(Rejection::CampaignUnknown)?;
    let shown = Receipt::Campaign(campaign.id, campaign.state);
    if !is_of(campaign, day, seed) {
        return Err(Rejection::SeedWrong.into());
    }
    // Those of the days before follow from one that was shown.
    if campaign.shown.is_some_and(|(last, _)| day <= last) {
        return Ok(shown);
    }
    if TimeMs(effects.at().0) < campaign.terms.zone.begins_at(day.plus_days(1)) {
        return Err(Rejection::SeedTooEarly.into());
    }
    let bytes = *seed.expose();
    effects.journal(JournalEntry::SeedShown { campaign: campaign.id, day, seed: bytes });
    let changed = Campaign { shown: Some((day, bytes)), ..campaign.clone() };
    effects.write(Record::Campaign(Box::new(changed)));
    Ok(shown)
}
