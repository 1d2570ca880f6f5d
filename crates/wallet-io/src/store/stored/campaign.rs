//! The stored form of what campaigns committed to, and of this device's part in their draws.

use super::StoredError;
use proof::hex;
use serde::{Deserialize, Serialize};
use wallet::state::{KnownCampaign, KnownEvidence};
use wire::Id;

#[derive(Debug, Serialize, Deserialize)]
pub(super) struct StoredCampaign {
    campaign: Id,
    commitment: String,
    seen_at_ms: u64,
}

impl From<KnownCampaign> for StoredCampaign {
    fn from(known: KnownCampaign) -> Self {
        let KnownCampaign { campaign, commitment, seen_at_ms } = known;
        Self { campaign, commitment: hex::encode(&commitment), seen_at_ms }
    }
}

impl TryFrom<StoredCampaign> for KnownCampaign {
    type Error = StoredError;

    fn try_from(stored: StoredCampaign) -> Result<Self, StoredError> {
        let StoredCampaign { campaign, commitment, seen_at_ms } = stored;
        let commitment = hex::decode(&commitment).ok_or(StoredError("a commitment"))?;
        Ok(Self { campaign, commitment, seen_at_ms })
    }
}

#[derive(Debug, Serialize, Deserialize)]
pub(super) struct StoredEvidence {
    payment: Option<Id>,
    hash: String,
    made_at_ms: u64,
}

impl From<KnownEvidence> for StoredEvidence {
    fn from(known: KnownEvidence) -> Self {
        let KnownEvidence { payment, hash, made_at_ms } = known;
        Self { payment, hash: hex::encode(&hash), made_at_ms }
    }
}

impl TryFrom<StoredEvidence> for KnownEvidence {
    type Error = StoredError;

    fn try_from(stored: StoredEvidence) -> Result<Self, StoredError> {
        let StoredEvidence { payment, hash, made_at_ms } = stored;
        let hash = hex::decode(&hash).ok_or(StoredError("a part in a draw"))?;
        Ok(Self { payment, hash, made_at_ms })
    }
}
