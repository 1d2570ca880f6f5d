//! Rows about campaigns: all of each is in its text.

use super::{StoredEntry, bytes, digits};
use crate::StoredId;
use crate::campaign::{StoredDraw, StoredFunder, StoredReason};
use crate::coupon::StoredState;
use bank::id::{AccountId, CampaignId, PaymentId};
use bank::journal::JournalEntry;
use promotion::calendar::LocalDay;

/// Returns what a row's text is to say; none for others.
pub(super) fn stored(entry: &JournalEntry) -> Option<StoredEntry> {
    Some(match entry {
        JournalEntry::CampaignOpened {
            campaign,
            account,
            title,
            commitment,
            anchor,
            funder,
            budget_minor,
        } => StoredEntry::CampaignOpened {
            campaign: StoredId(campaign.0),
            account: StoredId(account.0),
            title: title.clone(),
            commitment: digits(commitment),
            anchor: digits(anchor),
            funder: StoredFunder::from_funder(*funder),
            budget_minor: *budget_minor,
        },
        JournalEntry::CampaignChanged { campaign, state } => StoredEntry::CampaignChanged {
            campaign: StoredId(campaign.0),
            state: StoredState::from_state(*state),
        },
        JournalEntry::CampaignLimited { campaign, budget_minor } => StoredEntry::CampaignLimited {
            campaign: StoredId(campaign.0),
            budget_minor: *budget_minor,
        },
        JournalEntry::Drawn { payment, account, draw } => StoredEntry::Drawn {
            payment: StoredId(payment.0),
            account: StoredId(account.0),
            draw: StoredDraw::from_draw(draw),
        },
        JournalEntry::NotDrawn { payment, campaign, account, reason } => StoredEntry::NotDrawn {
            payment: StoredId(payment.0),
            account: StoredId(account.0),
            campaign: StoredId(campaign.0),
            reason: StoredReason::from_reason(reason),
        },
        JournalEntry::SeedShown { campaign, day, seed } => StoredEntry::SeedShown {
            campaign: StoredId(campaign.0),
            day: day.0,
            seed: digits(seed),
        },
        _ => return None,
    })
}

/// Returns what happened; none for what is no row about campaigns, or has a part that is unknown.
pub(super) fn entry(stored: StoredEntry) -> Option<JournalEntry> {
    Some(match stored {
        StoredEntry::CampaignOpened {
            campaign,
            account,
            title,
            commitment,
            anchor,
            funder,
            budget_minor,
        } => JournalEntry::CampaignOpened {
            campaign: CampaignId(campaign.0),
            account: AccountId(account.0),
            title,
            commitment: bytes(&commitment)?,
            anchor: bytes(&anchor)?,
            funder: funder.into_funder(),
            budget_minor,
        },
        StoredEntry::CampaignChanged { campaign, state } => JournalEntry::CampaignChanged {
            campaign: CampaignId(campaign.0),
            state: state.into_state(),
        },
        StoredEntry::CampaignLimited { campaign, budget_minor } => {
            JournalEntry::CampaignLimited { campaign: CampaignId(campaign.0), budget_minor }
        }
        StoredEntry::Drawn { payment, account, draw } => JournalEntry::Drawn {
            payment: PaymentId(payment.0),
            account: AccountId(account.0),
            draw: draw.into_draw()?,
        },
        StoredEntry::NotDrawn { payment, account, campaign, reason } => JournalEntry::NotDrawn {
            payment: PaymentId(payment.0),
            campaign: CampaignId(campaign.0),
            account: AccountId(account.0),
            reason: reason.into_reason()?,
        },
        StoredEntry::SeedShown { campaign, day, seed } => JournalEntry::SeedShown {
            campaign: CampaignId(campaign.0),
            day: LocalDay(day),
            seed: bytes(&seed)?,
        },
        _ => return None,
    })
}
