//! What rows about fees have besides their columns: the terms of what was taken.

use super::StoredEntry;
use bank::fee::FeeTerms;
use bank::journal::{FeeMoved, JournalEntry};
use serde::{Deserialize, Serialize};

/// The terms of a fee in a row.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct StoredTerms {
    rate_bp: u32,
    free_below_minor: u64,
}

impl StoredTerms {
    pub(super) fn into_terms(self) -> FeeTerms {
        let Self { rate_bp, free_below_minor } = self;
        FeeTerms { rate_bp, free_below_minor }
    }
}

/// Returns what a row's text is to say; none for other rows.
pub(super) fn stored(entry: &JournalEntry) -> Option<StoredEntry> {
    let JournalEntry::Fee(FeeMoved { terms, .. }) = entry else { return None };
    let terms = terms
        .map(|FeeTerms { rate_bp, free_below_minor }| StoredTerms { rate_bp, free_below_minor });
    Some(StoredEntry::Fee { terms })
}
