//! Words on a label: lines of text that fit into their place.

use crate::draw::escape;

/// How a line is set.
#[derive(Clone, Copy)]
pub(super) struct Style {
    /// The size at most.
    pub(super) size: f64,
    pub(super) weight: u32,
    pub(super) fill: &'static str,
}

/// Where a line stands, in millimetres.
#[derive(Clone, Copy)]
pub(super) struct Place {
    pub(super) x: f64,
    /// The base of the letters.
    pub(super) y: f64,
    /// The room for it.
    pub(super) width: f64,
    pub(super) anchor: Anchor,
}

/// Which end of a line stands at its place.
#[derive(Clone, Copy)]
pub(super) enum Anchor {
    Start,
    Middle,
}

impl Anchor {
    const fn word(self) -> &'static str {
        match self {
            Self::Start => "start",
            Self::Middle => "middle",
        }
    }
}

/// A family with Chinese and Latin letters of one hand first, as each system has it.
const FAMILIES: &str =
    "Noto Sans CJK SC, Noto Sans SC, PingFang SC, Microsoft YaHei, system-ui, sans-serif";

/// Returns a line of text, made smaller where it would not fit.
pub(super) fn line(place: Place, style: Style, text: &str) -> String {
    let Place { x, y, width, anchor } = place;
    let Style { size, weight, fill } = style;
    let size = size.min(width / ems(text).max(0.1));
    let (anchor, text) = (anchor.word(), escape(text));
    format!(
        "<text x='{x:.2}' y='{y:.2}' font-family='{FAMILIES}' font-size='{size:.3}' \
         font-weight='{weight}' fill='{fill}' text-anchor='{anchor}'>{text}</text>\n"
    )
}

/// Returns the text in two lines as even as can be: parted at a space, or between two Chinese
/// characters.
pub(super) fn halves(text: &str) -> Option<(&str, &str)> {
    let whole = ems(text);
    let parts = text.char_indices().filter_map(|(at, c)| {
        let (before, after) = (&text[..at], &text[at..]);
        let is_open = c == ' ' || (is_wide(c) && before.chars().next_back().is_some_and(is_wide));
        let (before, after) = (before.trim(), after.trim());
        (is_open && !before.is_empty() && !after.is_empty()).then_some((before, after))
    });
    let unevenness = |part: &(&str, &str)| (whole - 2.0 * ems(part.0)).abs();
    parts.min_by(|a, b| unevenness(a).total_cmp(&unevenness(b)))
}

/// Returns about how wide a text is, in its own size.
pub(super) fn ems(text: &str) -> f64 {
    text.chars().map(|c| f64::from(width_hundredths(c)) / 100.0).sum()
}

/// Returns about how wide a character is, in hundredths of its size: rather more than less, since
/// nobody knows the font.
const fn width_hundredths(c: char) -> u32 {
    match c {
        'i' | 'l' | 'j' | '.' | ',' | ' ' | '\'' | '|' => 35,
        'm' | 'w' | 'M' | 'W' | '@' => 95,
        'A'..='Z' => 70,
        '\0'..='\u{10FF}' => 62,
        _ => 102,
    }
}

/// Returns whether lines may part before and after a character, as in Chinese.
const fn is_wide(c: char) -> bool {
    matches!(c, '\u{2E80}'..='\u{9FFF}' | '\u{AC00}'..='\u{D7AF}' | '\u{F900}'..='\u{FAFF}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_is_parted_where_a_reader_would() {
        assert_eq!(halves("Old Harbour Noodle House"), Some(("Old Harbour", "Noodle House")));
        assert_eq!(halves("老港口手工面馆"), Some(("老港口", "手工面馆")));
        assert_eq!(halves("Tea 茶馆"), Some(("Tea", "茶馆")));
        assert_eq!(halves("Harbourside"), None);
        assert_eq!(halves(" a"), None);
    }

    #[test]
    fn a_line_is_made_to_fit() {
        let place = Place { x: 0.0, y: 0.0, width: 50.0, anchor: Anchor::Start };
        let style = Style { size: 9.0, weight: 400, fill: "#000000" };
        let size = |text: &str| {
            let line = line(place, style, text);
            let size = line.split("font-size='").nth(1).and_then(|rest| rest.split('\'').next());
            size.expect("a size").parse::<f64>().expect("a number")
        };
        assert!((size("Tea") - 9.0).abs() < 1e-9 && (size("") - 9.0).abs() < 1e-9);
        let long = "二十五个字的店名".repeat(3) + "字";
        assert!(size(&long) * 25.0 <= 50.0 && size(&long) > 1.8);
    }
}
