//! Comma-separated values as RFC 4180 has them, and cells that no spreadsheet takes for a formula.

/// What may begin a formula, as spreadsheets read cells; the wide forms in East Asian ones too.
const FORMULA: [char; 8] = ['=', '+', '-', '@', '\u{ff1d}', '\u{ff0b}', '\u{ff0d}', '\u{ff20}'];

/// Adds a cell with a text that a person wrote: always quoted, and with an apostrophe in front
/// where it could be taken for a formula, also behind blanks.
pub(super) fn text(line: &mut String, text: &str) {
    line.push('"');
    let begins = text.trim_start_matches(is_unseen);
    if begins.starts_with(FORMULA) || text.starts_with(['\t', '\r', '\n']) {
        line.push('\'');
    }
    for c in text.chars() {
        if c == '"' {
            line.push('"');
        }
        line.push(c);
    }
    line.push('"');
}

/// Returns whether a character shows nothing, so that a formula may follow it.
fn is_unseen(c: char) -> bool {
    let is_format = matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}');
    c.is_whitespace() || c.is_control() || is_format
}

/// Returns minor units as a decimal number, such as `-12.50`.
pub(super) fn decimal(minor: i128, exponent: u8) -> String {
    let sign = if minor < 0 { "-" } else { "" };
    let places = usize::from(exponent);
    let digits = format!("{:0>1$}", minor.unsigned_abs(), places + 1);
    let (whole, rest) = digits.split_at(digits.len() - places);
    if rest.is_empty() { format!("{sign}{whole}") } else { format!("{sign}{whole}.{rest}") }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cell(value: &str) -> String {
        let mut line = String::new();
        text(&mut line, value);
        line
    }

    #[test]
    fn a_cell_is_quoted_and_reads_back() {
        assert_eq!(cell("two noodles, one \"large\""), "\"two noodles, one \"\"large\"\"\"");
        assert_eq!(cell(""), "\"\"");
        assert_eq!(cell("a\nb"), "\"a\nb\"");
        assert_eq!(cell("3=4, 5-6"), "\"3=4, 5-6\"");
    }

    #[test]
    fn a62_formulas_in_notes_are_texts_in_a_spreadsheet() {
        for note in [
            "=HYPERLINK(\"http://x\",\"y\")",
            "+1+1",
            "-2+3",
            "@SUM(A1)",
            " =1+1",
            "\t=1",
            "\u{a0}=1",
            "\u{feff}=1",
            "\u{ff1d}1+1",
            "\u{ff0b}1",
            "\tx",
        ] {
            let cell = cell(note);
            assert!(cell.starts_with("\"'"), "{cell}");
        }
    }

    #[test]
    fn minor_units_have_their_point() {
        for (minor, exponent, text) in [
            (0, 2, "0.00"),
            (5, 2, "0.05"),
            (-5, 2, "-0.05"),
            (123_456, 2, "1234.56"),
            (-1200, 0, "-1200"),
            (1234, 3, "1.234"),
        ] {
            assert_eq!(decimal(minor, exponent), text);
        }
    }
}
