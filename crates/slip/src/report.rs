//! The report of a shop's day or other days, as a till prints it at the close: who took what, who
//! paid for the discounts, what went back, what is left; each of the staff, then all together.

mod shift;

pub use shift::Shift;

use crate::escpos::{self, Printer};
use crate::layout::{Page, Row, Rows, moment, money};
use crate::words::{Language, ReportWords};
use crate::{drawing, text};
use money::Amount;
use pdf::{Database, PdfError};
use promotion::calendar::{TimeMs, Zone};

/// Who took what in a shop.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Report {
    /// The shop's registered name.
    pub shop: String,
    /// Its city.
    pub city: String,
    /// The first day, `2028-02-29`.
    pub from: String,
    /// The last day, included.
    pub until: String,
    /// When it was made.
    pub at: TimeMs,
    /// The zone in which times are shown.
    pub zone: Zone,
    /// Each of the takers.
    pub parties: Vec<Party>,
    /// All of them together; absent where the report is of one member of the staff only.
    pub all: Option<Party>,
}

/// What somebody took and gave back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Party {
    /// Who.
    pub taker: Taker,
    /// Payments.
    pub payments: Sums,
    /// Refunds.
    pub refunds: Sums,
    /// Reversals.
    pub reversals: Sums,
    /// The tips in them; absent where there were none.
    pub tips: Option<Tips>,
    /// What is left; whether it is missing.
    pub net: (Amount, bool),
    /// The numbers of the first and the last payment.
    pub numbers: Option<(u64, u64)>,
}

/// What tips came to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Tips {
    /// How many payments had one.
    pub count: u64,
    /// What customers gave.
    pub given: Amount,
    /// What went back of tips, with refunds.
    pub back: Amount,
}

/// Who took something.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Taker {
    /// A member of the staff, by name.
    Staff(String),
    /// A program, by the name of its key; the shop's own till key has none.
    Key(Option<String>),
    /// Nobody: payers scanned a label.
    Label,
    /// All together.
    All,
}

/// What one kind of trade came to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sums {
    /// How many.
    pub count: u64,
    /// What the goods cost before discounts.
    pub price: Amount,
    /// What payers gave, or got back.
    pub cash: Amount,
    /// What the operator paid of it by coupons, or got back.
    pub by_operator: Amount,
    /// The same of shops that fund coupons.
    pub by_shops: Amount,
    /// What the shop gave up by coupons that nobody funds.
    pub given_up: Amount,
    /// What the operator took of it as its fee, or gave back.
    pub fee: Amount,
}

impl Report {
    /// Returns the report as text with lines of at most so many columns.
    pub fn text(&self, language: Language, columns: usize) -> String {
        text::of_rows(self.rows(language, text::page(columns)), columns)
    }

    /// Returns the report as a PDF document.
    ///
    /// # Errors
    /// When no font has a character of it.
    pub fn pdf(&self, language: Language, fonts: Database) -> Result<Vec<u8>, PdfError> {
        let title = format!("{} {}", ReportWords::of(language).title, self.until);
        pdf::write(&drawing::of_rows(self.rows(language, drawing::page())), &title, fonts)
    }

    /// Returns the bytes that print the report and cut it off.
    pub fn escpos(&self, language: Language, printer: Printer) -> Vec<u8> {
        escpos::of_rows(printer, |page| self.rows(language, page))
    }

    fn rows(&self, language: Language, page: Page) -> Vec<Row> {
        let words = ReportWords::of(language);
        let mut rows = Rows { page, rows: Vec::new() };
        rows.middle(&self.shop, true);
        rows.middle(&self.city, false);
        rows.middle(words.title, true);
        if self.from == self.until {
            rows.middle(&self.until, false);
        } else {
            rows.middle(&format!("{} - {}", self.from, self.until), false);
        }
        for party in self.parties.iter().chain(&self.all) {
            rows.rows.push(Row::Rule);
            party_rows(&mut rows, party, words);
        }
        if self.parties.is_empty() && self.all.is_none() {
            rows.rows.push(Row::Rule);
            rows.middle(words.nothing, false);
        }
        rows.rows.push(Row::Rule);
        rows.pair(words.made, &moment(self.at, self.zone), false);
        rows.rows
    }
}

impl Taker {
    fn name(&self, words: &'static ReportWords) -> &str {
        match self {
            Self::Staff(name) | Self::Key(Some(name)) => name,
            Self::Key(None) => words.key,
            Self::Label => words.label,
            Self::All => words.all,
        }
    }
}

fn party_rows(rows: &mut Rows, party: &Party, words: &'static ReportWords) {
    rows.pair(party.taker.name(words), "", true);
    trade_rows(rows, party, words);
    net_row(rows, words.net, party.net);
}

fn net_row(rows: &mut Rows, word: &str, (amount, is_missing): (Amount, bool)) {
    let sign = if is_missing { "-" } else { "" };
    rows.pair(word, &format!("{sign}{}", money(amount)), true);
}

fn trade_rows(rows: &mut Rows, party: &Party, words: &ReportWords) {
    let Party { taker: _, payments, refunds, reversals, tips, net: _, numbers } = party;
    rows.pair(&format!("{} ({})", words.payments, payments.count), &payments.price.digits(), false);
    let parts = [
        (words.operator, payments.by_operator),
        (words.shops, payments.by_shops),
        (words.given_up, payments.given_up),
    ];
    for (word, amount) in parts.into_iter().filter(|(_, amount)| !amount.is_zero()) {
        rows.pair(&format!("  {word}"), &amount.digits(), false);
    }
    if payments.cash != payments.price {
        rows.pair(&format!("  {}", words.cash), &payments.cash.digits(), false);
    }
    if let Some(Tips { count: count @ 1.., given, .. }) = tips {
        rows.pair(&format!("  {} ({count})", words.tips), &given.digits(), false);
    }
    for (word, back) in [(words.refunds, refunds), (words.reversals, reversals)] {
        if back.count > 0 {
            let minus = format!("-{}", back.price.digits());
            rows.pair(&format!("{word} ({})", back.count), &minus, false);
        }
    }
    if let Some(Tips { back, .. }) = tips.filter(|tips| !tips.back.is_zero()) {
        rows.pair(&format!("  {}", words.tips_back), &format!("-{}", back.digits()), false);
    }
    let taken = payments.fee.minor().saturating_sub(refunds.fee.minor() + reversals.fee.minor());
    if let Ok(fee) = Amount::new(taken, payments.fee.currency())
        && taken > 0
    {
        rows.pair(words.fee, &format!("-{}", fee.digits()), false);
    }
    if let Some((first, last)) = numbers {
        rows.pair(words.numbers, &format!("{first} - {last}"), false);
    }
}

#[cfg(test)]
mod tests;
