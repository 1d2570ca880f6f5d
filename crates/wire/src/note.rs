//! The note that a payer or a merchant writes: one line, bounded. Nothing here judges its words.

use crate::ErrorCode;

/// The longest note, in characters (Unicode scalar values).
pub const NOTE_MAX: usize = 64;

/// The note is too long, or is not one line of visible text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("a note is one line of at most 64 characters without control characters")]
pub struct NoteError;

impl NoteError {
    /// Returns the stable code that a client is told.
    pub const fn code(self) -> ErrorCode {
        ErrorCode::NoteMalformed
    }
}

/// Checks a note as it came; an empty one is sound and means the same as none.
///
/// # Errors
/// When it is longer than [`NOTE_MAX`] or holds a control character or a line or paragraph
/// separator (U+2028, U+2029).
pub fn check_note(note: &str) -> Result<(), NoteError> {
    let breaks = |c: char| c.is_control() || matches!(c, '\u{2028}' | '\u{2029}');
    if note.chars().count() > NOTE_MAX || note.chars().any(breaks) {
        return Err(NoteError);
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_line_in_any_script_is_a_note() {
        for note in ["", "两碗面 + tea 🍜", "שלום", "👨‍👩‍👧 dinner", &"茶".repeat(NOTE_MAX)]
        {
            assert_eq!(check_note(note), Ok(()), "{note}");
        }
    }

    #[test]
    fn line_breaks_and_control_characters_are_refused() {
        for c in ['\n', '\r', '\t', '\0', '\x0b', '\x7f', '\u{85}', '\u{2028}', '\u{2029}'] {
            assert_eq!(check_note(&format!("a{c}b")), Err(NoteError), "{c:?}");
        }
        assert_eq!(check_note(&"a".repeat(NOTE_MAX + 1)), Err(NoteError));
        assert_eq!(NoteError.code(), ErrorCode::NoteMalformed);
    }
}
