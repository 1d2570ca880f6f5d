//! The stored form of what coupons saved, or shall save.

use super::{StoredError, money};
use serde::{Deserialize, Serialize};
use wallet::state::{ChosenDiscount, KnownDiscount};
use wire::{Id, Money};

#[derive(Debug, Serialize, Deserialize)]
pub(super) struct StoredSavings {
    total: Money,
    savings: Vec<(String, Money)>,
}

impl From<KnownDiscount> for StoredSavings {
    fn from(discount: KnownDiscount) -> Self {
        let KnownDiscount { total, savings } = discount;
        let savings = savings.into_iter().map(|(title, saving)| (title, saving.into()));
        Self { total: total.into(), savings: savings.collect() }
    }
}

impl TryFrom<StoredSavings> for KnownDiscount {
    type Error = StoredError;

    fn try_from(stored: StoredSavings) -> Result<Self, StoredError> {
        let StoredSavings { total, savings } = stored;
        let savings = savings.into_iter();
        let savings: Result<_, _> =
            savings.map(|(title, saving)| money(&saving).map(|saving| (title, saving))).collect();
        Ok(Self { total: money(&total)?, savings: savings? })
    }
}

#[derive(Debug, Serialize, Deserialize)]
pub(super) struct StoredChosen {
    total: Money,
    coupons: Vec<Id>,
}

impl From<ChosenDiscount> for StoredChosen {
    fn from(discount: ChosenDiscount) -> Self {
        let ChosenDiscount { total, coupons } = discount;
        Self { total: total.into(), coupons }
    }
}

impl TryFrom<StoredChosen> for ChosenDiscount {
    type Error = StoredError;

    fn try_from(stored: StoredChosen) -> Result<Self, StoredError> {
        let StoredChosen { total, coupons } = stored;
        Ok(Self { total: money(&total)?, coupons })
    }
}
