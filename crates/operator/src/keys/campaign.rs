//! The seeds of campaigns: of each the last day's is kept, in a file of its own, and all others
//! follow from it. Several nodes of one operator need the same.

use super::{KeyError, read_bytes, write};
use bank::id::CampaignId;
use promotion::Seed;
use std::path::{Path, PathBuf};

fn file(folder: &Path, campaign: CampaignId) -> PathBuf {
    folder.join(format!("campaign-{:032x}.key", campaign.0))
}

/// Reads the last day's seed of a campaign.
///
/// # Errors
/// When the file is missing, malformed or open to others.
pub fn last_seed(folder: &Path, campaign: CampaignId) -> Result<Seed, KeyError> {
    Ok(Seed::new(*read_bytes(&file(folder, campaign))?))
}

/// Reads the last day's seed of a campaign; makes it where there is none yet.
///
/// # Errors
/// As [`last_seed`], and when the file cannot be written.
pub fn make_last_seed(folder: &Path, campaign: CampaignId) -> Result<Seed, KeyError> {
    let path = file(folder, campaign);
    if !path.exists() {
        write(&path)?;
    }
    last_seed(folder, campaign)
}
