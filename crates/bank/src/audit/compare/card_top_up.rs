//! Compares the top-ups by card of which nobody knows yet what became of them, and finds those that
//! nobody asked for.

use super::Begun;
use crate::audit::replay::Replay;
use crate::audit::{AuditReport, Finding};
use crate::journal::{CardTopUpEntry, JournalEntry};
use crate::key::{Key, Kind};
use crate::store::StoreError;

/// Compares those that the journal left open.
pub(super) fn asked(replay: &Replay<'_>, report: &mut AuditReport) -> Result<(), StoreError> {
    let mut asked = replay.card_top_ups.asked.iter();
    asked.try_for_each(|(top_up, asked)| replay.compare_card_top_up(*top_up, asked, report))
}

pub(super) const CARD_TOP_UPS: Begun = Begun {
    kind: Kind::CardTopUp,
    stage: "top-ups by card",
    by: |entry| match entry {
        JournalEntry::CardTopUp(CardTopUpEntry::Asked { top_up, .. }) => Some(top_up.0),
        _ => None,
    },
    found: |key| match key {
        Key::CardTopUp(top_up) => Some((top_up.0, Finding::CardTopUpDiffers { top_up: *top_up })),
        _ => None,
    },
};
