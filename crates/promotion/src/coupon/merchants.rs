//! At which merchants something counts.

use crate::id::MerchantId;
use std::collections::BTreeSet;

/// A set of merchants.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Merchants {
    /// Every one.
    All,
    /// These.
    Only(BTreeSet<MerchantId>),
    /// Every one but these.
    Except(BTreeSet<MerchantId>),
}

impl Merchants {
    /// Returns whether a merchant is among them.
    pub fn contain(&self, merchant: MerchantId) -> bool {
        match self {
            Self::All => true,
            Self::Only(listed) => listed.contains(&merchant),
            Self::Except(listed) => !listed.contains(&merchant),
        }
    }

    /// Returns how many are listed; none for all merchants.
    pub(crate) fn listed(&self) -> Option<usize> {
        match self {
            Self::All => None,
            Self::Only(listed) | Self::Except(listed) => Some(listed.len()),
        }
    }
}
