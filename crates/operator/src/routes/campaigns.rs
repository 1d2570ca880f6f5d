//! Campaigns: what each commits to, and the draws of days that are over. For anyone, so that who
//! pays, and who only watches, can check them; but how one stands in them is for oneself.

pub mod day;
pub mod entrants;
pub mod list;
pub mod read;
pub mod uplift;

use crate::service::{ReadError, Service};
use bank::Key;
use bank::id::CampaignId;
use bank::record::{Campaign, Record};
use promotion::State;
use wire::{ErrorCode, Id};

/// Reads a campaign that was started.
fn find(service: &Service, campaign: &str) -> Result<Campaign, ReadError> {
    let id: Id = campaign.parse().map_err(|_| ErrorCode::NotFound)?;
    match service.reader.record(&Key::Campaign(CampaignId(id.0)))? {
        Some(Record::Campaign(campaign)) if campaign.state != State::Draft => Ok(*campaign),
        _ => Err(ErrorCode::NotFound.into()),
    }
}
