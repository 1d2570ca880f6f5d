//! The stored form of what coupons saved, or shall save.

use super::{StoredError, money};
use serde::{Deserialize, Serialize};
use wallet::state::{ChosenDiscount, KnownDiscount, KnownSaving};
use wire::coupon::SavingFunder;
use wire::{Id, Money};

#[derive(Debug, Serialize, Deserialize)]
pub(super) struct StoredSavings {
    total: Money,
    savings: Vec<(String, Money)>,
    /// Who pays for each. Files that were written before it was told have none: of those the sum is
    /// kept, and no longer what each saved.
    #[serde(default)]
    funders: Vec<SavingFunder>,
}

impl From<KnownDiscount> for StoredSavings {
    fn from(discount: KnownDiscount) -> Self {
        let KnownDiscount { total, savings } = discount;
        let funders = savings.iter().map(|one| one.funder).collect();
        let savings = savings.into_iter().map(|one| (one.title, one.saving.into())).collect();
        Self { total: total.into(), savings, funders }
    }
}

impl TryFrom<StoredSavings> for KnownDiscount {
    type Error = StoredError;

    fn try_from(stored: StoredSavings) -> Result<Self, StoredError> {
        let StoredSavings { total, savings, funders } = stored;
        let savings = savings.into_iter().zip(funders).map(|((title, saving), funder)| {
            Ok::<_, StoredError>(KnownSaving { title, funder, saving: money(&saving)? })
        });
        let savings: Result<_, _> = savings.collect();
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
