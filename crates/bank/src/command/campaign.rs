//! What the bank can be told of campaigns.

use crate::id::{AccountId, CampaignId, PaymentId};
use promotion::calendar::LocalDay;
use promotion::campaign::{SeedHash, Terms};
use promotion::coupon::Funder;
use promotion::{Change, Seed};

/// Writes a campaign: a draft, with what it commits to, and the account where its money will lie.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OpenCampaign {
    /// Where its money will lie.
    pub account: AccountId,
    /// What people read: one line of 1 to 64 characters.
    pub title: String,
    /// What it promises; the campaign's identifier is among it.
    pub terms: Terms,
    /// The hash of the first day's seed.
    pub anchor: SeedHash,
    /// Who pays what is won.
    pub funder: Funder,
    /// How much is laid aside when it starts, in minor units.
    pub budget_minor: u64,
}

/// Starts, pauses, resumes or ends a campaign. Starting it moves its whole budget out of the
/// funder's account; ending it moves the rest back.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ChangeCampaign {
    /// The campaign.
    pub campaign: CampaignId,
    /// What happens to it.
    pub change: Change,
    /// The movement, where money moves.
    pub movement: PaymentId,
}

/// Changes a campaign's budget, if it is still what whoever changes it has seen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LimitCampaign {
    /// The campaign.
    pub campaign: CampaignId,
    /// The budget as it was seen, in minor units.
    pub was_minor: u64,
    /// The budget as it shall be, in minor units.
    pub budget_minor: u64,
    /// The movement, where money moves.
    pub movement: PaymentId,
}

/// Shows the seed of a day that is over, so that anyone can repeat its draws.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ShowSeed {
    /// The campaign.
    pub campaign: CampaignId,
    /// The day.
    pub day: LocalDay,
    /// Its seed.
    pub seed: Seed,
}

/// The campaign that is to draw for a payment, with the seed of the operator's day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Drawing {
    /// The campaign.
    pub campaign: CampaignId,
    /// The day's seed: secret, so it comes with each command and is kept nowhere.
    pub seed: Seed,
}
