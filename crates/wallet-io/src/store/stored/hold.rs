//! The stored form of money that is held.

use super::{StoredError, money};
use serde::{Deserialize, Serialize};
use wallet::state::KnownHold;
use wire::hold::HoldState;
use wire::{Id, Money};

#[derive(Debug, Serialize, Deserialize)]
pub(super) struct StoredHold {
    hold: Id,
    amount: Money,
    note: Option<String>,
    state: HoldState,
    opened_at_ms: u64,
    expires_at_ms: u64,
}

impl From<KnownHold> for StoredHold {
    fn from(known: KnownHold) -> Self {
        let KnownHold { hold, amount, note, state, opened_at_ms, expires_at_ms } = known;
        Self { hold, amount: amount.into(), note, state, opened_at_ms, expires_at_ms }
    }
}

impl TryFrom<StoredHold> for KnownHold {
    type Error = StoredError;

    fn try_from(stored: StoredHold) -> Result<Self, StoredError> {
        let StoredHold { hold, amount, note, state, opened_at_ms, expires_at_ms } = stored;
        Ok(Self { hold, amount: money(&amount)?, note, state, opened_at_ms, expires_at_ms })
    }
}
