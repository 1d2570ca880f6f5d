//! What the bank knows of the neutrality log.

use proof::neutrality::Entry;

/// An entry, and what followed from it: the two numbers are no part of its hash.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NeutralityEntry {
    /// The entry, which never changes.
    pub entry: Entry,
    /// The entry that ended it: what lifted a limit, or answered an appeal.
    pub ended_by: Option<u64>,
    /// The appeal against it.
    pub appealed_by: Option<u64>,
}
