//! The stored form of a campaign, and of what it made of a payment: texts, because no store looks
//! for anything inside of them.

mod drawn;
mod terms;

pub(crate) use drawn::{StoredDraw, StoredReason};
pub(crate) use terms::StoredFunder;

use crate::Unreadable;
use bank::record::{Campaign, DrawEnd};
use drawn::StoredEnd;
use terms::StoredCampaign;

/// Returns the text for a campaign.
///
/// # Errors
/// When it cannot be written.
pub fn campaign_to_text(campaign: &Campaign) -> Result<String, Unreadable> {
    Ok(serde_json::to_string(&StoredCampaign::from_campaign(campaign))?)
}

/// Returns the campaign that a text stands for.
///
/// # Errors
/// [`Unreadable`].
pub fn campaign_from_text(text: &str) -> Result<Campaign, Unreadable> {
    let stored: StoredCampaign = serde_json::from_str(text)?;
    stored.into_campaign().ok_or(Unreadable::UnknownPart)
}

/// Returns the text for how a payment's part in a campaign ended.
///
/// # Errors
/// When it cannot be written.
pub fn end_to_text(end: &DrawEnd) -> Result<String, Unreadable> {
    Ok(serde_json::to_string(&StoredEnd::from_end(end))?)
}

/// Returns the end that a text stands for.
///
/// # Errors
/// [`Unreadable`].
pub fn end_from_text(text: &str) -> Result<DrawEnd, Unreadable> {
    serde_json::from_str::<StoredEnd>(text)?.into_end().ok_or(Unreadable::UnknownPart)
}
