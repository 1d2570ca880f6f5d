//! Notes on payments and orders: one line, whose direction cannot be turned around.

use crate::effects::Stop;
use crate::name::piles_up;
use crate::rejection::Rejection;

/// The largest number of characters of a note.
const NOTE_CHARS_MAX: usize = 64;

pub(crate) fn check(note: Option<&str>) -> Result<(), Stop> {
    let fits = |note: &str| is_line(note, NOTE_CHARS_MAX);
    if note.is_none_or(fits) { Ok(()) } else { Err(Rejection::NoteMalformed.into()) }
}

/// Returns whether a text is one line of at most so many characters.
pub(crate) fn is_line(text: &str, chars_max: usize) -> bool {
    text.chars().count() <= chars_max && text.chars().all(is_in_line) && !piles_up(text)
}

/// Joiners and selectors stay allowed: emoji are made of them.
fn is_in_line(character: char) -> bool {
    !(character.is_control()
        || matches!(character,
            '\u{61C}' | '\u{200E}' | '\u{200F}' | '\u{2028}'..='\u{202E}'
            | '\u{2066}'..='\u{2069}'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_note_is_one_line_of_at_most_64_characters() {
        let longest = "券".repeat(64);
        for note in [None, Some(""), Some("two noodles 👩‍🍳"), Some(longest.as_str())] {
            assert!(check(note).is_ok(), "{note:?}");
        }
        let too_long = "x".repeat(65);
        let pile = "Z\u{300}\u{301}\u{302}";
        for note in [pile, "a\nb", "a\rb", "a\u{2028}b", "a\u{202E}b", too_long.as_str()] {
            assert!(check(Some(note)).is_err(), "{note:?}");
        }
    }
}
