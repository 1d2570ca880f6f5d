//! Changes a campaign's budget, if it is still what whoever changes it has seen: of two who change
//! it at once, the second is told and looks again.

use super::money::{Way, settle};
use crate::command::LimitCampaign;
use crate::effects::{Answer, Effects, Stop};
use crate::journal::JournalEntry;
use crate::page::Page;
use crate::receipt::Receipt;
use crate::record::{Campaign, Record};
use crate::rejection::Rejection;
use ::money::Amount;
use promotion::State;

pub(crate) fn limit(page: &Page, command: &LimitCampaign, effects: &mut Effects) -> Answer {
    let LimitCampaign { campaign, was_minor, budget_minor, movement } = *command;
    if page.payment(movement)?.is_some() {
        return Err(Rejection::IdentifierTaken.into());
    }
    let campaign = page.campaign(campaign)?.ok_or(Rejection::CampaignUnknown)?;
    if budget_minor == 0 || Amount::new(budget_minor, campaign.terms.currency).is_err() {
        return Err(Rejection::CampaignTermsUnsound.into());
    }
    if campaign.state == State::Ended {
        return Err(Rejection::CampaignStateDiffers.into());
    }
    if campaign.budget_minor != was_minor {
        return Err(Rejection::CampaignBudgetStale.into());
    }
    let moves = match budget_minor.checked_sub(was_minor) {
        Some(more) => (Way::Aside, more),
        None => (Way::Back, was_minor - budget_minor),
    };
    effects.journal(JournalEntry::CampaignLimited { campaign: campaign.id, budget_minor });
    if campaign.state != State::Draft {
        settle(page, campaign, moves, movement, effects).map_err(|stop| match (stop, moves.0) {
            (Stop::Refused(refusal), Way::Back)
                if refusal.rejection == Rejection::CampaignFundsShort =>
            {
                Rejection::CampaignBudgetSpent.into()
            }
            (stop, _) => stop,
        })?;
    }
    let changed = Campaign { budget_minor, ..campaign.clone() };
    effects.write(Record::Campaign(Box::new(changed)));
    Ok(Receipt::Campaign(campaign.id, campaign.state))
}
