//! Registered names: what payers and payees see, so nothing in them may hide or turn around.

use crate::effects::Stop;
use crate::rejection::Rejection;

/// The largest number of characters of a registered name.
const NAME_CHARS_MAX: usize = 25;

/// Returns the name without spaces around it, if it is 1 to 25 visible characters.
pub fn registered_name(text: &str) -> Option<&str> {
    let name = text.trim();
    let shown = (1..=NAME_CHARS_MAX).contains(&name.chars().count());
    (shown && name.chars().all(is_visible)).then_some(name)
}

pub(crate) fn checked(text: &str) -> Result<&str, Stop> {
    registered_name(text).ok_or_else(|| Rejection::NameMalformed.into())
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
}
