//! The rows of a receipt, for a page of so many columns.

use crate::model::{Discount, Line, Slip};
use crate::width::wrap;
use crate::words::{Language, Words};
use money::Amount;
use promotion::calendar::{LocalTime, TimeMs, Zone};

/// What rows are laid out for.
#[derive(Clone, Copy)]
pub(crate) struct Page {
    /// How many columns there are.
    pub(crate) columns: usize,
    /// How many of them a character takes.
    pub(crate) cells: fn(char) -> usize,
    /// What is shown for a character.
    pub(crate) shown: fn(char) -> char,
}

/// A row of a receipt.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Row {
    /// Text in the middle.
    Middle { text: String, is_strong: bool },
    /// Text on the left, and on the right.
    Pair { left: String, right: String, is_strong: bool },
    /// A line across.
    Rule,
    /// A code to be scanned.
    Code(String),
}

/// Returns the rows of a receipt. Characters that are not to be seen, control characters above
/// all, are left out of every text.
pub(crate) fn rows(slip: &Slip, language: Language, page: Page) -> Vec<Row> {
    let words = Words::of(language);
    let mut rows = Rows { page, rows: Vec::new() };
    rows.middle(&slip.shop, true);
    rows.middle(&slip.city, false);
    rows.middle(words.title, false);
    rows.rows.push(Row::Rule);
    rows.pair(words.number, &slip.number.to_string(), false);
    rows.pair(words.time, &moment(slip.at, slip.zone), false);
    rows.rows.push(Row::Rule);
    for line in &slip.lines {
        rows.line(line, words);
    }
    if !slip.lines.is_empty() {
        rows.rows.push(Row::Rule);
    }
    rows.pair(
        words.total,
        &money(slip.total),
        slip.discounts.is_empty() && slip.total == slip.paid,
    );
    for Discount { title, funder, saving } in &slip.discounts {
        let title = format!("{title} ({})", words.funder(*funder));
        rows.pair(&title, &format!("-{}", saving.digits()), false);
    }
    if !slip.discounts.is_empty() || slip.total != slip.paid {
        rows.pair(words.paid, &money(slip.paid), true);
    }
    rows.refunds(slip, words);
    if let Some(note) = &slip.note {
        rows.left(&format!("{}: {note}", words.note));
    }
    rows.rows.push(Row::Rule);
    if let Some(check) = &slip.check {
        rows.pair(words.check, check, true);
    }
    rows.pair(words.payment, &slip.payment, false);
    if let Some(link) = &slip.link {
        rows.rows.push(Row::Code(link.clone()));
        rows.middle(words.link, false);
    }
    rows.rows
}

/// Rows that are being laid out.
pub(crate) struct Rows {
    pub(crate) page: Page,
    pub(crate) rows: Vec<Row>,
}

impl Rows {
    fn shown(&self, text: &str) -> String {
        paycode::printable(text).chars().map(self.page.shown).collect()
    }

    fn width(&self, text: &str) -> usize {
        text.chars().map(self.page.cells).sum()
    }

    fn wrapped(&self, text: &str, columns: usize) -> Vec<String> {
        wrap(&self.shown(text), columns, self.page.cells)
    }

    pub(crate) fn middle(&mut self, text: &str, is_strong: bool) {
        for text in self.wrapped(text, self.page.columns) {
            self.rows.push(Row::Middle { text, is_strong });
        }
    }

    pub(crate) fn left(&mut self, text: &str) {
        for left in self.wrapped(text, self.page.columns) {
            self.rows.push(Row::Pair { left, right: String::new(), is_strong: false });
        }
    }

    /// A text and what belongs to it, on one line where both have room; what belongs to it is
    /// never parted unless it is longer than a line.
    pub(crate) fn pair(&mut self, left: &str, right: &str, is_strong: bool) {
        let right = self.shown(right);
        let room = self.page.columns.saturating_sub(self.width(&right) + 1);
        if room < self.page.columns / 4 {
            self.left(left);
            for right in self.wrapped(&right, self.page.columns) {
                self.rows.push(Row::Pair { left: String::new(), right, is_strong });
            }
            return;
        }
        let mut lefts = self.wrapped(left, room);
        let last = lefts.pop().unwrap_or_default();
        for left in lefts {
            self.rows.push(Row::Pair { left, right: String::new(), is_strong });
        }
        self.rows.push(Row::Pair { left: last, right, is_strong });
    }

    fn line(&mut self, line: &Line, words: &Words) {
        let Line { name, is_tip, pieces, price, sum } = line;
        let nameless = if *is_tip { words.tip } else { words.unnamed };
        let name = name.as_deref().unwrap_or(nameless);
        if *pieces == 1 {
            self.pair(name, &sum.digits(), false);
        } else {
            self.left(name);
            self.pair(&format!("  {pieces} x {}", price.digits()), &sum.digits(), false);
        }
    }

    fn refunds(&mut self, slip: &Slip, words: &Words) {
        let mut left = Some(slip.paid);
        for refund in &slip.refunds {
            let when = moment(refund.at, slip.zone);
            let back = format!("-{}", refund.amount.digits());
            self.pair(&format!("{} {when}", words.refund), &back, false);
            left = left.and_then(|left| left.checked_sub(refund.amount).ok());
        }
        if let (Some(left), false) = (left, slip.refunds.is_empty()) {
            self.pair(words.left, &money(left), true);
        }
    }
}

/// Letters instead of a sign: no printer has all signs, and `¥` is two currencies.
pub(crate) fn money(amount: Amount) -> String {
    format!("{} {}", amount.currency(), amount.digits())
}

/// `2028-02-29 14:05`.
pub(crate) fn moment(at: TimeMs, zone: Zone) -> String {
    let LocalTime { day, minute } = zone.local(at);
    let date = day.date().map(|date| date.to_string()).unwrap_or_default();
    format!("{date} {:02}:{:02}", minute / 60, minute % 60)
}
