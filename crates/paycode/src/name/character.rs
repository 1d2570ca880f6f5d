//! Characters that matter for how a name looks: digits by system, what turns and what hides.

use crate::printable::is_printable;
use unicode_script::{Script, UnicodeScript as _};

/// The zero of each system of decimal digits in use; the other nine follow it.
const ZEROS: [u32; 38] = [
    0x0030, 0x0660, 0x06F0, 0x07C0, 0x0966, 0x09E6, 0x0A66, 0x0AE6, 0x0B66, 0x0BE6, 0x0C66, 0x0CE6,
    0x0D66, 0x0DE6, 0x0E50, 0x0ED0, 0x0F20, 0x1040, 0x1090, 0x17E0, 0x1810, 0x1946, 0x19D0, 0x1A80,
    0x1A90, 0x1B50, 0x1BB0, 0x1C40, 0x1C50, 0xA620, 0xA8D0, 0xA900, 0xA9D0, 0xA9F0, 0xAA50, 0xABF0,
    0x104A0, 0x1D7CE,
];

/// Scripts in which the joiners change how a word is written.
const JOINING: [Script; 14] = [
    Script::Arabic,
    Script::Syriac,
    Script::Mongolian,
    Script::Devanagari,
    Script::Bengali,
    Script::Gurmukhi,
    Script::Gujarati,
    Script::Oriya,
    Script::Tamil,
    Script::Telugu,
    Script::Kannada,
    Script::Malayalam,
    Script::Sinhala,
    Script::Khmer,
];

/// Returns how many systems of digits a text has. Wide digits are those of ASCII, only wider.
pub(super) fn digit_systems(text: &str) -> usize {
    let code_points = text.chars().map(|c| match u32::from(c) {
        wide @ 0xFF10..=0xFF19 => wide - 0xFF10 + 0x30,
        other => other,
    });
    let mut zeros: Vec<_> = code_points
        .filter_map(|c| ZEROS.into_iter().find(|zero| (*zero..zero + 10).contains(&c)))
        .collect();
    zeros.sort_unstable();
    zeros.dedup();
    zeros.len()
}

/// Returns whether a character turns the direction of what follows: embeddings, overrides,
/// isolates and their ends.
pub(super) fn turns_direction(c: char) -> bool {
    matches!(c, '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}')
}

/// Returns whether a text has a character that is not seen and that its script does not need.
pub(super) fn has_invisible(text: &str) -> bool {
    let characters: Vec<_> = text.chars().collect();
    characters.iter().enumerate().any(|(at, c)| {
        let before = at.checked_sub(1).and_then(|at| characters.get(at));
        hides(*c) && !is_needed(*c, before, characters.get(at + 1))
    })
}

/// Line breaks are blanks, and what turns the direction has its own warning.
fn hides(c: char) -> bool {
    let is_blank = matches!(c, '\t' | '\n' | '\r');
    let is_blank_pattern = c == '\u{2800}';
    !is_blank && !turns_direction(c) && (is_blank_pattern || !is_printable(c))
}

/// Joiners are needed inside words of some scripts and inside emoji; a selector of a variant
/// behind a Chinese character, as Japanese names have them.
fn is_needed(c: char, before: Option<&char>, behind: Option<&char>) -> bool {
    let joins = |c: &char| JOINING.contains(&c.script());
    let is_sign = |c: &char| *c > '\u{2000}' && c.script() == Script::Common || *c == '\u{FE0F}';
    let (Some(before), behind) = (before, behind) else { return false };
    match c {
        // A vowel sign may stand between letter and joiner: marks take their letter's script.
        '\u{200C}' | '\u{200D}' => {
            let both = |test: &dyn Fn(&char) -> bool| test(before) && behind.is_some_and(test);
            both(&joins) || (c == '\u{200D}' && both(&is_sign))
        }
        '\u{E0100}'..='\u{E01EF}' => before.script() == Script::Han,
        '\u{180B}'..='\u{180F}' => before.script() == Script::Mongolian,
        _ => false,
    }
}
