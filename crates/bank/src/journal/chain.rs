//! The chain of rows: each one's hash goes over the hash of the one before it.

use super::{JournalEntry, JournalRow, row_hash};
use crate::id::TimeMs;
use crate::record::Evidence;
use sha2::{Digest as _, Sha256};

/// The end of the chain so far: sequence 0 and zeros before the first row.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ChainHead {
    /// The last row's sequence.
    pub sequence: u64,
    /// The last row's hash.
    pub hash: [u8; 32],
}

impl ChainHead {
    /// Returns the row that follows.
    pub fn append(self, at: TimeMs, entry: JournalEntry) -> JournalRow {
        let sequence = self.sequence + 1;
        let hash = row_hash(&self.hash, sequence, at, &entry);
        JournalRow { sequence, at, entry, hash }
    }
}

impl JournalRow {
    /// Returns this row as the end of the chain.
    pub fn head(&self) -> ChainHead {
        ChainHead { sequence: self.sequence, hash: self.hash }
    }
}

impl Evidence {
    /// Returns what the journal keeps of a signed order: SHA-256 over the text's bytes and the 64
    /// bytes of the signature.
    pub fn hash(&self) -> [u8; 32] {
        let mut hasher = Sha256::new();
        hasher.update(self.signed_text.as_bytes());
        hasher.update(self.signature);
        hasher.finalize().into()
    }
}
