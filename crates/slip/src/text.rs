//! A receipt as text of a fixed width, for a terminal, a message or a file.

use crate::layout::{Page, Row, rows};
use crate::model::Slip;
use crate::width::cells;
use crate::words::Language;

/// Returns a receipt as text with lines of at most so many columns. The address of its page stands
/// in full on a line of its own, however long it is, so that it can be opened.
pub fn text(slip: &Slip, language: Language, columns: usize) -> String {
    of_rows(rows(slip, language, page(columns)), columns)
}

/// Returns the page of a text.
pub(crate) fn page(columns: usize) -> Page {
    Page { columns, cells, shown: |c| c }
}

/// Returns rows as text.
pub(crate) fn of_rows(rows: Vec<Row>, columns: usize) -> String {
    let mut text = String::new();
    for row in rows {
        match row {
            Row::Middle { text: middle, .. } => {
                let before = columns.saturating_sub(width(&middle)) / 2;
                text.push_str(&" ".repeat(before));
                text.push_str(&middle);
            }
            Row::Pair { left, right, .. } => {
                text.push_str(&left);
                if !right.is_empty() {
                    let between = columns.saturating_sub(width(&left) + width(&right));
                    text.push_str(&" ".repeat(between));
                    text.push_str(&right);
                }
            }
            Row::Rule => text.push_str(&"-".repeat(columns)),
            Row::Code(link) => text.push_str(&paycode::printable(&link)),
        }
        text.push('\n');
    }
    text
}

fn width(text: &str) -> usize {
    text.chars().map(cells).sum()
}
