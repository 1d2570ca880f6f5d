//! Builds the Merkle tree anew while the journal is walked, and compares it with the kept hashes
//! and with what was signed.

use crate::audit::{AuditReport, Finding, ROWS_AT_ONCE, Signed, Unproven};
use crate::head::SignedHead;
use crate::journal::{ChainHead, JournalRow};
use crate::store::{Reader, StoreError};
use crate::tree::{LEVEL_STEP, Tree};
use proof::tree::{Hash, Subtrees as _, leaf_hash, node_hash};
use proof::{Head, HeadError, Note};
use std::collections::BTreeMap;

/// The tree so far: the roots of its complete subtrees from left to right, and the heads to come.
#[derive(Default)]
pub(super) struct TreeReplay {
    count: u64,
    roots: Vec<Hash>,
    /// How many kept hashes each level should have, by level.
    kept: BTreeMap<u32, u64>,
    heads: BTreeMap<u64, Vec<Head>>,
}

impl TreeReplay {
    /// Begins behind a row, and reads all heads; what nobody signed is a finding at once.
    pub(super) fn new(
        reader: &dyn Reader,
        signed: Option<Signed<'_>>,
        since: ChainHead,
        report: &mut AuditReport,
    ) -> Result<Self, StoreError> {
        let mut replay = Self::behind(reader, since.sequence)?;
        replay.read_heads(reader, signed, report)?;
        replay.check_heads(&since.hash, report);
        Ok(replay)
    }

    fn behind(reader: &dyn Reader, since: u64) -> Result<Self, StoreError> {
        let mut replay = Self { count: since, ..Self::default() };
        let mut start = 0;
        for level in (0..u64::BITS).rev().filter(|level| since >> level & 1 == 1) {
            replay.roots.push(subtree(reader, level, start >> level)?);
            start += 1 << level;
        }
        let levels = (LEVEL_STEP..u64::BITS).step_by(LEVEL_STEP as usize);
        replay.kept = levels.map(|level| (level, since >> level)).collect();
        Ok(replay)
    }

    fn read_heads(
        &mut self,
        reader: &dyn Reader,
        signed: Option<Signed<'_>>,
        report: &mut AuditReport,
    ) -> Result<(), StoreError> {
        if let Some(Signed { origin, keys, witnessed }) = signed {
            for note in witnessed {
                report.heads += 1;
                match Head::verify(note, origin, keys) {
                    Ok(head) => self.expect(head),
                    Err(_) => {
                        report.findings.push(Finding::Unproven(Unproven::WitnessedHeadUnsigned))
                    }
                }
            }
        }
        let mut before = None;
        loop {
            let page = reader.heads(before, ROWS_AT_ONCE)?;
            let Some(last) = page.last() else { return Ok(()) };
            before = Some(last.size);
            report.heads += page.len() as u64;
            for kept in &page {
                match read(kept, signed) {
                    Some(head) => self.expect(head),
                    None => report
                        .findings
                        .push(Finding::Unproven(Unproven::HeadUnsigned { size: kept.size })),
                }
            }
        }
    }

    /// Heads of before the audit's beginning have been compared by the audit that is trusted.
    fn expect(&mut self, head: Head) {
        if head.size < self.count {
            return;
        }
        self.heads.entry(head.size).or_default().push(head);
    }

    /// Adds the row's leaf, and compares what became complete with it.
    pub(super) fn add(
        &mut self,
        reader: &dyn Reader,
        row: &JournalRow,
        report: &mut AuditReport,
    ) -> Result<(), StoreError> {
        let mut hash = leaf_hash(&row.hash);
        for level in 1..=self.count.trailing_ones() {
            let Some(left) = self.roots.pop() else { break };
            hash = node_hash(&left, &hash);
            if level % LEVEL_STEP == 0 {
                let place = self.count >> level;
                self.compare(reader, level, place, &hash, report)?;
            }
        }
        self.roots.push(hash);
        self.count += 1;
        self.check_heads(&row.hash, report);
        Ok(())
    }

    /// Compares the heads that were signed over the rows so far.
    fn check_heads(&mut self, chain: &Hash, report: &mut AuditReport) {
        for head in self.heads.remove(&self.count).unwrap_or_default() {
            let mut roots = self.roots.iter().rev().copied();
            let newest = roots.next().unwrap_or_default();
            let root = roots.fold(newest, |right, left| node_hash(&left, &right));
            if (&root, chain) != (&head.root, &head.chain) {
                report.findings.push(Finding::Unproven(Unproven::HeadDiffers { size: head.size }));
            }
        }
    }

    fn compare(
        &mut self,
        reader: &dyn Reader,
        level: u32,
        place: u64,
        hash: &Hash,
        report: &mut AuditReport,
    ) -> Result<(), StoreError> {
        self.kept.insert(level, place + 1);
        // What is not kept yet will be made of the journal.
        let stored = reader.tree_nodes(level, place, 1)?;
        if stored.first().is_some_and(|stored| stored != hash) {
            report.findings.push(Finding::Unproven(Unproven::TreeDiffers { level, place }));
        }
        Ok(())
    }

    /// Finds what was kept or signed of rows that are not there: the journal was cut off.
    pub(super) fn finish(
        self,
        reader: &dyn Reader,
        report: &mut AuditReport,
    ) -> Result<(), StoreError> {
        let beyond =
            self.heads.into_keys().map(|size| Finding::Unproven(Unproven::HeadBeyond { size }));
        report.findings.extend(beyond);
        for level in (LEVEL_STEP..u64::BITS).step_by(LEVEL_STEP as usize) {
            let size = reader.tree_size(level)?;
            let made = self.kept.get(&level).copied().unwrap_or_default();
            if size > made {
                report
                    .findings
                    .push(Finding::Unproven(Unproven::TreeDiffers { level, place: made }));
            }
        }
        Ok(())
    }
}

/// Returns the root of a complete subtree, made of what is kept as far as the tree has grown.
fn subtree(reader: &dyn Reader, level: u32, place: u64) -> Result<Hash, StoreError> {
    match Tree(reader).subtree(level, place) {
        Err(_) if level > 0 => {}
        found => return found,
    }
    let (left, right) = (place << 1, place << 1 | 1);
    Ok(node_hash(&subtree(reader, level - 1, left)?, &subtree(reader, level - 1, right)?))
}

/// Returns what a kept head says, if it is signed and says what its row says.
fn read(kept: &SignedHead, signed: Option<Signed<'_>>) -> Option<Head> {
    let head: Result<Head, HeadError> = match signed {
        Some(Signed { origin, keys, .. }) => Head::verify(&kept.note, origin, keys),
        None => Note::parse(&kept.note).map_err(HeadError::from).and_then(|note| {
            let text = note.unverified_text();
            Head::parse(text, text.lines().next().unwrap_or_default())
        }),
    };
    head.ok().filter(|head| (head.size, head.at_ms) == (kept.size, kept.at.0))
}
