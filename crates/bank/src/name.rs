//! Registered names: what payers and payees see, so nothing in them may hide or turn around.

use crate::effects::Stop;
use crate::rejection::Rejection;

/// The largest number of characters of a registered name.
const NAME_CHARS_MAX: usize = 25;

/// Returns the name without spaces around it, if it is 1 to 25 visible characters.
pub fn registered_name(text: &str) -> Option<&str> {
    let name = text.trim();
    let shown = (1..=NAME_CHARS_MAX).contains(&name.chars().count());
    (shown && name.chars().all(is_visible) && !piles_up(name)).then_some(name)
}

pub(crate) fn checked(text: &str) -> Result<&str, Stop> {
    registered_name(text).ok_or_else(|| Rejection::NameMalformed.into())
}

/// The most marks that stand on one letter in writing, decomposed Vietnamese included.
const MARKS_MAX: usize = 2;

/// Returns whether marks are piled on one letter, so high that they cover the lines around it.
pub(crate) fn piles_up(text: &str) -> bool {
    let mut height = 0;
    text.chars().any(|character| {
        height = if is_mark(character) { height + 1 } else { 0 };
        height > MARKS_MAX
    })
}

/// Returns whether a character is a mark of the blocks for any letter. Scripts with marks of their
/// own, such as Hebrew or Thai, are not among them.
fn is_mark(character: char) -> bool {
    matches!(character,
        '\u{300}'..='\u{36F}' | '\u{483}'..='\u{489}' | '\u{1AB0}'..='\u{1AFF}'
        | '\u{1DC0}'..='\u{1DFF}' | '\u{20D0}'..='\u{20FF}' | '\u{FE20}'..='\u{FE2F}')
}

fn is_visible(character: char) -> bool {
    let is_other_space = character.is_whitespace() && !matches!(character, ' ' | '\u{3000}');
    !(character.is_control() || is_other_space || is_hidden(character))
}

/// Returns whether a character shows nothing, or changes what others show: marks of direction,
/// joiners, fillers, selectors, tags, private and non-characters.
fn is_hidden(character: char) -> bool {
    matches!(character,
        '\u{AD}' | '\u{34F}' | '\u{61C}' | '\u{115F}' | '\u{1160}' | '\u{17B4}' | '\u{17B5}'
        | '\u{180B}'..='\u{180F}' | '\u{200B}'..='\u{200F}' | '\u{2028}'..='\u{202E}'
        | '\u{2060}'..='\u{206F}' | '\u{2800}' | '\u{3164}' | '\u{E000}'..='\u{F8FF}'
        | '\u{FDD0}'..='\u{FDEF}' | '\u{FE00}'..='\u{FE0F}' | '\u{FEFF}' | '\u{FFA0}'
        | '\u{FFF0}'..='\u{FFFF}' | '\u{1BCA0}'..='\u{1BCA3}' | '\u{1D173}'..='\u{1D17A}'
        | '\u{E0000}'..='\u{10FFFF}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_many_scripts_are_fine_and_trimmed() {
        for name in ["Lin Wei", "林薇", "Zoë O'Neill", "محمد", "नमिता", "7-Eleven", "林 薇", "🐉"]
        {
            assert_eq!(registered_name(&format!(" {name}\t")), Some(name));
        }
        assert_eq!(registered_name(&"林".repeat(25)).map(|name| name.chars().count()), Some(25));
    }

    #[test]
    fn what_is_empty_too_long_hidden_or_turned_around_is_refused() {
        let long = "x".repeat(26);
        let hidden = ["a\u{202E}b", "a\u{200B}b", "a\nb", "a\u{2066}b", "a\u{FEFF}b", "a\0b"];
        for name in ["", "   ", "\u{3164}", "a\u{A0}b", "\u{E0041}", long.as_str()]
            .into_iter()
            .chain(hidden)
        {
            assert_eq!(registered_name(name), None, "{name:?}");
        }
    }

    #[test]
    fn marks_stand_on_a_letter_and_are_not_piled_up() {
        for name in ["Zoe\u{308}", "Phu\u{31B}o\u{31B}\u{323}ng", "ณัฐพล"] {
            assert!(registered_name(name).is_some(), "{name}");
        }
        for name in ["Z\u{300}\u{301}\u{302}", "a\u{20DD}\u{FE20}\u{1DC0}b"] {
            assert_eq!(registered_name(name), None, "{name:?}");
        }
    }
}
