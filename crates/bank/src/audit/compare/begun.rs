//! Finds records that no row of the journal began.

use super::{Tell, each};
use crate::audit::{AuditReport, Finding, ROWS_AT_ONCE};
use crate::journal::JournalEntry;
use crate::key::{Key, Kind};
use crate::store::{Reader, StoreError};
use std::collections::BTreeSet;

/// A kind of records each of which one row of the journal began.
pub(super) struct Begun {
    pub(super) kind: Kind,
    /// What is told while they are read.
    pub(super) stage: &'static str,
    /// The identifier of the record that a row began.
    pub(super) by: fn(&JournalEntry) -> Option<u128>,
    /// A record's identifier, and what is found when no row began it.
    pub(super) found: fn(&Key) -> Option<(u128, Finding)>,
}

impl Begun {
    /// The journal began so many, and each of those was found; when the store holds another number,
    /// the journal is read again for which ones, because to remember them all would take memory
    /// for each.
    pub(super) fn no_more_than(
        &self,
        begun: u64,
        reader: &dyn Reader,
        report: &mut AuditReport,
        tell: &mut Tell<'_>,
    ) -> Result<(), StoreError> {
        if each(reader, self.kind, self.stage, tell, |_| Ok(()))? == begun {
            return Ok(());
        }
        let known = self.named(reader)?;
        each(reader, self.kind, self.stage, tell, |record| {
            let found = (self.found)(&record.key()).filter(|(id, _)| !known.contains(id));
            report.findings.extend(found.map(|(_, finding)| finding));
            Ok(())
        })
        .map(drop)
    }

    fn named(&self, reader: &dyn Reader) -> Result<BTreeSet<u128>, StoreError> {
        let (mut names, mut after) = (BTreeSet::new(), 0);
        loop {
            let rows = reader.journal(after, ROWS_AT_ONCE)?;
            let Some(last) = rows.last() else { return Ok(names) };
            after = last.sequence;
            names.extend(rows.iter().filter_map(|row| (self.by)(&row.entry)));
        }
    }
}
