//! Signed heads: what the whole journal was when it had so many rows. A head is a C2SP checkpoint
//! (c2sp.org/tlog-checkpoint) with two more lines: the hash of the last row, and the moment.

use crate::key::{PublicKey, SigningKey};
use crate::note::{Note, NoteError};
use crate::tree::Hash;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

/// The largest number in a head: what every program's numbers hold exactly.
pub const NUMBER_MAX: u64 = (1 << 53) - 1;

/// What the journal was at a moment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Head {
    /// How many rows there were.
    pub size: u64,
    /// The root of the Merkle tree over their hashes.
    pub root: Hash,
    /// The hash of the last of them.
    pub chain: Hash,
    /// When, in Unix milliseconds.
    pub at_ms: u64,
}

/// Why a head is not believed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum HeadError {
    /// The note is not signed by a known key.
    #[error(transparent)]
    Note(#[from] NoteError),
    /// The text is not a head.
    #[error("this is not a head")]
    Malformed,
    /// The head is of another operator.
    #[error("this is the head of another operator")]
    OtherOperator,
}

/// Returns the name under which an operator's heads and receipts are signed.
pub fn origin(operator: &str) -> String {
    format!("{operator}/journal")
}

impl Head {
    /// Returns the text that is signed.
    pub fn text(&self, origin: &str) -> String {
        let Self { size, root, chain, at_ms } = self;
        let (root, chain) = (STANDARD.encode(root), STANDARD.encode(chain));
        format!("{origin}\n{size}\n{root}\nchain {chain}\ntime {at_ms}\n")
    }

    /// Signs the head; returns the note as it is published.
    ///
    /// # Errors
    /// When the origin cannot stand in a note.
    pub fn sign(&self, origin: &str, key: &SigningKey) -> Result<String, NoteError> {
        Ok(Note::sign(&self.text(origin), origin, key)?.to_text())
    }

    /// Reads a head that one of these keys has signed.
    ///
    /// # Errors
    /// See [`HeadError`].
    pub fn verify(note: &str, origin: &str, keys: &[PublicKey]) -> Result<Self, HeadError> {
        let note = Note::parse(note)?;
        Self::parse(note.verified_text(origin, keys)?, origin)
    }

    /// Reads the text of a head; it says nothing about who wrote it.
    ///
    /// # Errors
    /// `Malformed`, `OtherOperator`.
    pub fn parse(text: &str, origin: &str) -> Result<Self, HeadError> {
        let mut lines = text.split('\n');
        let mut line = || lines.next().ok_or(HeadError::Malformed);
        if line()? != origin {
            return Err(HeadError::OtherOperator);
        }
        let head = Self {
            size: number(line()?)?,
            root: hash(line()?)?,
            chain: hash(line()?.strip_prefix("chain ").ok_or(HeadError::Malformed)?)?,
            at_ms: number(line()?.strip_prefix("time ").ok_or(HeadError::Malformed)?)?,
        };
        // One text for one head: nothing follows, and nothing is written in another way.
        if head.text(origin) == text { Ok(head) } else { Err(HeadError::Malformed) }
    }
}

fn number(text: &str) -> Result<u64, HeadError> {
    let number: u64 = text.parse().map_err(|_| HeadError::Malformed)?;
    if number <= NUMBER_MAX { Ok(number) } else { Err(HeadError::Malformed) }
}

fn hash(text: &str) -> Result<Hash, HeadError> {
    if text.len() != 44 {
        return Err(HeadError::Malformed);
    }
    let bytes = STANDARD.decode(text).map_err(|_| HeadError::Malformed)?;
    bytes.try_into().map_err(|_| HeadError::Malformed)
}

#[cfg(test)]
mod tests;
