//! Names of payees: which could be taken for another name, by the rules of Unicode TR 39.

mod character;

use crate::printable::printable;
use std::fmt;
use unicode_script::Script;
use unicode_security::mixed_script::AugmentedScriptSet;
use unicode_security::skeleton;

/// Names of fewer letters in one script are often words of it by chance: `Вера`, `ΟΤΕ`.
const WHOLE_SCRIPT_LETTERS_MIN: usize = 5;

/// Why a name could be taken for another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NameWarning {
    /// Letters of scripts that no language writes together.
    MixedScripts,
    /// Digits of several systems.
    MixedNumbers,
    /// Characters that turn the direction of what follows.
    DirectionOverride,
    /// Characters that are not seen.
    InvisibleCharacters,
    /// Letters of another script that all look like Latin ones.
    LooksLatin,
}

impl NameWarning {
    /// Returns the stable word for the warning.
    pub const fn code(self) -> &'static str {
        match self {
            Self::MixedScripts => "mixed_scripts",
            Self::MixedNumbers => "mixed_numbers",
            Self::DirectionOverride => "direction_override",
            Self::InvisibleCharacters => "invisible_characters",
            Self::LooksLatin => "looks_latin",
        }
    }
}

impl fmt::Display for NameWarning {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::MixedScripts => "the name mixes letters of scripts that are not written together",
            Self::MixedNumbers => "the name mixes digits of several scripts",
            Self::DirectionOverride => "the name turns the direction of its letters",
            Self::InvisibleCharacters => "the name has characters that are not seen",
            Self::LooksLatin => "the name looks Latin but is written in another script",
        })
    }
}

/// Returns what is suspicious about a name as it stands in a code, before it is made printable.
///
/// Latin beside Chinese, Japanese or Korean is not; neither are the joiners that Persian and the
/// scripts of India need. Which names are honest is not known here.
pub fn check_name(text: &str) -> Vec<NameWarning> {
    let checks = [
        (has_mixed_scripts(text), NameWarning::MixedScripts),
        (character::digit_systems(text) > 1, NameWarning::MixedNumbers),
        (text.chars().any(character::turns_direction), NameWarning::DirectionOverride),
        (character::has_invisible(text), NameWarning::InvisibleCharacters),
        (looks_latin(text), NameWarning::LooksLatin),
    ];
    checks.into_iter().filter(|(is_so, _)| *is_so).map(|(_, warning)| warning).collect()
}

/// Returns whether two different texts can be taken for one another: their skeletons are the same,
/// whatever the case of their letters, their blanks and what is not seen.
pub fn looks_like(a: &str, b: &str) -> bool {
    a != b && outline(a) == outline(b)
}

fn outline(text: &str) -> String {
    let seen = printable(text);
    let words: Vec<_> = seen.split_whitespace().collect();
    skeleton(&words.join(" ")).flat_map(char::to_lowercase).collect()
}

/// Whether more than what TR 39 calls highly restrictive is mixed: one script, or Latin with Han
/// and the syllables of one of the three languages that use them.
fn has_mixed_scripts(text: &str) -> bool {
    let mut all = AugmentedScriptSet::default();
    let mut beside_latin = AugmentedScriptSet::default();
    for c in text.chars() {
        let scripts = AugmentedScriptSet::for_char(c);
        all.intersect_with(scripts);
        if !scripts.base.contains_script(Script::Latin) {
            beside_latin.intersect_with(scripts);
        }
    }
    all.is_empty() && !(beside_latin.hanb || beside_latin.jpan || beside_latin.kore)
}

/// Whether the letters are of another script, and each has a Latin one that it can be taken for.
fn looks_latin(text: &str) -> bool {
    let is_letter = |c: &char| c.is_alphabetic();
    let is_latin = |c: char| AugmentedScriptSet::for_char(c).base.contains_script(Script::Latin);
    let letters = text.chars().filter(is_letter).count();
    letters >= WHOLE_SCRIPT_LETTERS_MIN
        && !text.chars().filter(is_letter).any(is_latin)
        && skeleton(text).filter(is_letter).all(|c| c.is_ascii())
}

#[cfg(test)]
mod tests;
