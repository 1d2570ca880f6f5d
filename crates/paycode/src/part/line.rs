//! Codes whose fields are lines, counted from 1 as their standards count them.

use super::field;
use crate::error::{CodeError, Place, Rule};

/// The lines of a code.
pub(crate) struct Lines<'a>(Vec<&'a str>);

impl<'a> Lines<'a> {
    /// Splits at LF, CRLF or, where there is no LF at all, at CR.
    pub(crate) fn split(text: &'a str) -> Self {
        if text.contains('\n') {
            Self(text.split('\n').map(|line| line.strip_suffix('\r').unwrap_or(line)).collect())
        } else {
            Self(text.split('\r').collect())
        }
    }

    /// Returns how many lines there are.
    pub(crate) const fn count(&self) -> usize {
        self.0.len()
    }

    /// Returns a line; one behind the last is empty.
    pub(crate) fn get(&self, number: usize) -> &'a str {
        number.checked_sub(1).and_then(|index| self.0.get(index)).copied().unwrap_or("")
    }

    /// Returns a line of at most `count_max` characters, or `None` where it is empty.
    pub(crate) fn optional(
        &self,
        number: usize,
        count_max: usize,
    ) -> Result<Option<String>, CodeError> {
        field::optional(self.get(number), count_max, Place::line(number))
    }

    /// Returns a line that must be there.
    pub(crate) fn required(&self, number: usize, count_max: usize) -> Result<String, CodeError> {
        field::required(self.get(number), count_max, Place::line(number))
    }

    /// Returns the text of a line if it is of the form, or `None` where it is empty.
    pub(crate) fn optional_formed(
        &self,
        number: usize,
        is_formed: impl FnOnce(&str) -> bool,
    ) -> Result<Option<String>, CodeError> {
        field::optional_formed(self.get(number), is_formed, Place::line(number))
    }

    /// Checks that a line is one of a few words.
    pub(crate) fn check_word(
        &self,
        number: usize,
        words: &[&str],
        rule: Rule,
    ) -> Result<(), CodeError> {
        if words.contains(&self.get(number)) {
            Ok(())
        } else {
            Err(CodeError::new(rule, Place::line(number)))
        }
    }
}

/// Returns whether a text begins with a word on a line of its own.
pub(crate) fn begins_with(text: &str, word: &str) -> bool {
    text.strip_prefix(word).is_some_and(|rest| rest.starts_with(['\n', '\r']))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_end_in_each_of_three_ways() {
        for text in ["a\n\nb", "a\r\n\r\nb", "a\r\rb"] {
            let lines = Lines::split(text);
            assert_eq!(
                (lines.count(), lines.get(1), lines.get(2), lines.get(3)),
                (3, "a", "", "b")
            );
            assert_eq!((lines.get(0), lines.get(4)), ("", ""));
        }
    }

    #[test]
    fn a_magic_word_fills_its_line() {
        assert!(begins_with("BCD\n002", "BCD") && begins_with("BCD\r\n", "BCD"));
        assert!(!begins_with("BCD", "BCD") && !begins_with("BCDE\n", "BCD"));
    }
}
