//! Starts, pauses, resumes or ends a campaign. Starting it lays its whole budget aside; ending it
//! gives back what nobody has won.

use super::money::{Way, settle};
use crate::command::ChangeCampaign;
use crate::effects::{Answer, Effects, Stop};
use crate::journal::JournalEntry;
use crate::page::Page;
use crate::receipt::Receipt;
use crate::record::{Campaign, Record};
use crate::rejection::Rejection;
use promotion::calendar::TimeMs;
use promotion::{Change, State};

pub(crate) fn change(page: &Page, command: &ChangeCampaign, effects: &mut Effects) -> Answer {
    let ChangeCampaign { campaign, change, movement } = *command;
    if page.payment(movement)?.is_some() {
        return Err(Rejection::IdentifierTaken.into());
    }
    let campaign = page.campaign(campaign)?.ok_or(Rejection::CampaignUnknown)?;
    let today = campaign.terms.zone.local(TimeMs(effects.at().0)).day;
    if change == Change::Activate && campaign.terms.check(today).is_err() {
        return Err(Rejection::CampaignTermsUnsound.into());
    }
    let is_over = today > campaign.terms.period.last;
    let state = campaign.state.after(change, is_over);
    let state = state.map_err(|_| Rejection::CampaignStateDiffers)?;
    let moves = match (campaign.state, state) {
        (State::Draft, State::Active) => (Way::Aside, campaign.budget_minor),
        (State::Active | State::Paused, State::Ended) => {
            let own = page.account(campaign.account)?.ok_or(Rejection::AccountUnknown)?;
            (Way::Back, u64::try_from(own.available_minor()).unwrap_or_default())
        }
        _ => (Way::Aside, 0),
    };
    effects.journal(JournalEntry::CampaignChanged { campaign: campaign.id, state });
    settle(page, campaign, moves, movement, effects)?;
    if campaign.state == State::Draft && state == State::Active {
        require_alone(page, campaign)?;
    }
    effects.write(Record::Campaign(Box::new(Campaign { state, ..campaign.clone() })));
    Ok(Receipt::Campaign(campaign.id, state))
}

/// A payment has one draw: no two campaigns run on the same day, also while one of them is paused.
fn require_alone(page: &Page, campaign: &Campaign) -> Result<(), Stop> {
    let runs = |other: &Campaign| matches!(other.state, State::Active | State::Paused);
    let overlaps = |other: &Campaign| runs(other) && campaign.terms.overlap(&other.terms);
    if page.campaigns()?.any(overlaps) {
        return Err(Rejection::CampaignOverlaps.into());
    }
    Ok(())
}
