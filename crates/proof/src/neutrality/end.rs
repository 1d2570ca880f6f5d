//! The signed end of the log: its last entry's number and hash. Whoever keeps one can say later
//! whether the log still begins with what it was then.

use crate::head::{HeadError, NUMBER_MAX};
use crate::key::{PublicKey, SigningKey};
use crate::note::{Note, NoteError};
use crate::tree::Hash;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

/// Where the log ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct End {
    /// How many entries there are.
    pub number: u64,
    /// The hash of the last one; zeros when there is none.
    pub hash: Hash,
    /// When it was signed, in Unix milliseconds.
    pub at_ms: u64,
}

/// Returns the name under which an operator signs the end of its log: with the key of its journal,
/// under a name of its own, so that no signature of the one passes for the other.
pub fn origin(operator: &str) -> String {
    format!("{operator}/neutrality")
}

impl End {
    /// Returns the text that is signed.
    pub fn text(&self, origin: &str) -> String {
        let Self { number, hash, at_ms } = self;
        format!("{origin}\n{number}\n{}\ntime {at_ms}\n", STANDARD.encode(hash))
    }

    /// Signs the end; returns the note as it is published.
    ///
    /// # Errors
    /// When the origin cannot stand in a note.
    pub fn sign(&self, origin: &str, key: &SigningKey) -> Result<String, NoteError> {
        Ok(Note::sign(&self.text(origin), origin, key)?.to_text())
    }

    /// Reads an end that one of these keys has signed.
    ///
    /// # Errors
    /// See [`HeadError`].
    pub fn verify(note: &str, origin: &str, keys: &[PublicKey]) -> Result<Self, HeadError> {
        let note = Note::parse(note)?;
        Self::parse(note.verified_text(origin, keys)?, origin)
    }

    fn parse(text: &str, origin: &str) -> Result<Self, HeadError> {
        let mut lines = text.split('\n');
        let mut line = || lines.next().ok_or(HeadError::Malformed);
        if line()? != origin {
            return Err(HeadError::OtherOperator);
        }
        let number = |text: &str| text.parse().ok().filter(|number| *number <= NUMBER_MAX);
        let end = Self {
            number: number(line()?).ok_or(HeadError::Malformed)?,
            hash: hash(line()?).ok_or(HeadError::Malformed)?,
            at_ms: line()?.strip_prefix("time ").and_then(number).ok_or(HeadError::Malformed)?,
        };
        // One text for one end: nothing follows, and nothing is written in another way.
        if end.text(origin) == text { Ok(end) } else { Err(HeadError::Malformed) }
    }
}

fn hash(text: &str) -> Option<Hash> {
    STANDARD.decode(text).ok()?.try_into().ok()
}
