//! Top-ups by card whose end is not known yet.

use super::{StoredError, money};
use serde::{Deserialize, Serialize};
use wallet::state::UnfinishedTopUp;
use wire::{Id, Money};

#[derive(Debug, Serialize, Deserialize)]
pub(super) struct StoredTopUp {
    top_up: Id,
    card: Id,
    amount: Money,
}

impl From<UnfinishedTopUp> for StoredTopUp {
    fn from(known: UnfinishedTopUp) -> Self {
        let UnfinishedTopUp { top_up, card, amount } = known;
        Self { top_up, card, amount: amount.into() }
    }
}

impl TryFrom<StoredTopUp> for UnfinishedTopUp {
    type Error = StoredError;

    fn try_from(stored: StoredTopUp) -> Result<Self, StoredError> {
        let StoredTopUp { top_up, card, amount } = stored;
        Ok(Self { top_up, card, amount: money(&amount)? })
    }
}
