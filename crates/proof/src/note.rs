//! Signed notes as C2SP writes them (c2sp.org/signed-note): a text, an empty line, and one line a
//! signature with the key's name, its short identifier and the signature itself.

use crate::key::{PublicKey, SigningKey};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

/// The most bytes that a note may have.
pub const NOTE_BYTES_MAX: usize = 16 * 1024;

/// The most signature lines that are read.
const SIGNATURES_MAX: usize = 16;

/// What begins a line that is a signature: an em dash and a space.
const MARK: &str = "\u{2014} ";

/// A note whose signatures nobody has checked yet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Note {
    text: String,
    signatures: Vec<NoteSignature>,
}

/// One signature line.
#[derive(Clone, Debug, PartialEq, Eq)]
struct NoteSignature {
    name: String,
    /// Four bytes of the key's identifier, then the signature.
    bytes: Vec<u8>,
}

/// Why a note is not believed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NoteError {
    /// It is not a signed note.
    #[error("this is not a signed note")]
    Malformed,
    /// None of the known keys has signed it.
    #[error("no known key has signed this note")]
    UnknownKey,
    /// A known key's signature does not fit the text.
    #[error("the signature does not fit the note")]
    SignatureWrong,
}

impl Note {
    /// Signs a text, which ends with a line break.
    ///
    /// # Errors
    /// `Malformed` when the text is none of a note: empty, without its last line break, or with
    /// other control characters.
    pub fn sign(text: &str, name: &str, key: &SigningKey) -> Result<Self, NoteError> {
        check_text(text)?;
        let signature = key.sign(name, text.as_bytes());
        let signature = NoteSignature { name: name.to_owned(), bytes: signature.to_vec() };
        Ok(Self { text: text.to_owned(), signatures: vec![signature] })
    }

    /// Reads a note; nothing in it is believed yet.
    ///
    /// # Errors
    /// `Malformed`.
    pub fn parse(note: &str) -> Result<Self, NoteError> {
        if note.len() > NOTE_BYTES_MAX {
            return Err(NoteError::Malformed);
        }
        let split = note.rfind("\n\n").ok_or(NoteError::Malformed)?;
        let (text, lines) = (&note[..=split], &note[split + 2..]);
        check_text(text)?;
        let lines = lines.strip_suffix('\n').ok_or(NoteError::Malformed)?;
        let signatures: Vec<NoteSignature> =
            lines.split('\n').map(signature_line).collect::<Result<_, _>>()?;
        if signatures.len() > SIGNATURES_MAX {
            return Err(NoteError::Malformed);
        }
        Ok(Self { text: text.to_owned(), signatures })
    }

    /// Returns the whole note as it is published.
    pub fn to_text(&self) -> String {
        let lines: String = self
            .signatures
            .iter()
            .map(|signature| {
                format!("{MARK}{} {}\n", signature.name, STANDARD.encode(&signature.bytes))
            })
            .collect();
        format!("{}\n{lines}", self.text)
    }

    /// Returns the text without checking who signed it.
    pub fn unverified_text(&self) -> &str {
        &self.text
    }

    /// Returns the text if one of these keys, under this name, has signed it; lines of other keys
    /// are passed over.
    ///
    /// # Errors
    /// `UnknownKey`, `SignatureWrong`.
    pub fn verified_text(&self, name: &str, keys: &[PublicKey]) -> Result<&str, NoteError> {
        let mut found = Err(NoteError::UnknownKey);
        for signature in self.signatures.iter().filter(|signature| signature.name == name) {
            for key in keys.iter().filter(|key| signature.bytes.starts_with(&key.id(name))) {
                if !key.verifies(name, self.text.as_bytes(), &signature.bytes) {
                    return Err(NoteError::SignatureWrong);
                }
                found = Ok(self.text.as_str());
            }
        }
        found
    }
}

fn check_text(text: &str) -> Result<(), NoteError> {
    let is_plain = text.chars().all(|c| c == '\n' || !c.is_ascii_control() || c == '\u{7f}');
    if text.len() > 1 && text.len() <= NOTE_BYTES_MAX && text.ends_with('\n') && is_plain {
        Ok(())
    } else {
        Err(NoteError::Malformed)
    }
}

fn signature_line(line: &str) -> Result<NoteSignature, NoteError> {
    let (name, encoded) = line
        .strip_prefix(MARK)
        .and_then(|rest| rest.split_once(' '))
        .filter(|(name, _)| is_key_name(name))
        .ok_or(NoteError::Malformed)?;
    let bytes = STANDARD.decode(encoded).map_err(|_| NoteError::Malformed)?;
    // Four bytes of identifier and at least one of signature.
    if bytes.len() < 5 {
        return Err(NoteError::Malformed);
    }
    Ok(NoteSignature { name: name.to_owned(), bytes })
}

/// Returns whether a key may have this name: not empty, no space, no plus sign.
pub fn is_key_name(name: &str) -> bool {
    let fits = |c: char| !c.is_whitespace() && !c.is_control() && c != '+';
    !name.is_empty() && name.chars().all(fits)
}

#[cfg(test)]
mod tests;
