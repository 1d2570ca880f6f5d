//! A row of the journal, and how money goes back.

use super::JournalEntry;
use crate::id::TimeMs;

/// One row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct JournalRow {
    /// 1, 2, 3, … without gaps.
    pub sequence: u64,
    /// When it was decided.
    pub at: TimeMs,
    /// What happened.
    pub entry: JournalEntry,
    /// SHA-256 over the previous row's hash and this row's bytes.
    pub hash: [u8; 32],
}

/// How money goes back.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Return {
    /// By a refund.
    Refunded,
    /// By a reversal.
    Reversed,
}
