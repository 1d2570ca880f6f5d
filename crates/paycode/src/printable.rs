//! Which characters of a stated text may be shown as they are.

/// Returns the text without control, bidirectional-override and zero-width characters.
///
/// A name with such characters can look like another name; screens show this instead.
pub fn printable(text: &str) -> String {
    text.chars().filter(|c| is_printable(*c)).collect()
}

/// Returns whether a character can be shown without changing how its neighbours look.
pub(crate) fn is_printable(c: char) -> bool {
    !c.is_control()
        && !matches!(c,
            '\u{00AD}' | '\u{034F}' | '\u{061C}' | '\u{115F}' | '\u{1160}' | '\u{17B4}'
            | '\u{17B5}' | '\u{180B}'..='\u{180F}' | '\u{200B}'..='\u{200F}'
            | '\u{2028}'..='\u{202E}' | '\u{2060}'..='\u{206F}' | '\u{3164}' | '\u{FEFF}'
            | '\u{FFA0}' | '\u{FFF0}'..='\u{FFFB}' | '\u{E0000}'..='\u{E0FFF}')
}

/// Returns whether a text is 1 to `count_max` printable characters with no blank at its ends.
pub(crate) fn is_label(text: &str, count_max: usize) -> bool {
    let count = text.chars().count();
    (1..=count_max).contains(&count) && text.trim() == text && text.chars().all(is_printable)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn invisible_and_turning_characters_are_taken_out() {
        assert_eq!(printable("Sh\u{200b}op\u{202e} \u{0007}北京"), "Shop 北京");
    }

    #[test]
    fn a_label_is_trimmed_printable_and_bounded() {
        assert!(is_label("茶馆 No. 7", 8) && is_label("é", 1));
        for bad in ["", " tea", "tea ", "te\na", "te\u{202e}a", "too long here"] {
            assert!(!is_label(bad, 8), "{bad:?}");
        }
    }
}
