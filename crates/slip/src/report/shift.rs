//! The report of one shift, as a till prints it when it is closed: a Z report with its number, the
//! same bytes whenever it is printed; or an X report of one that is open, which has none.

use super::{Party, Sums, Taker, net_row, trade_rows};
use crate::escpos::{self, Printer};
use crate::layout::{Page, Row, Rows, moment};
use crate::words::{Language, ReportWords};
use crate::{drawing, text};
use pdf::{Database, PdfError};
use promotion::calendar::{TimeMs, Zone};

/// What one taker took in a shift.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Shift {
    /// The shop's registered name.
    pub shop: String,
    /// Its city.
    pub city: String,
    /// The report's number, and who closed the shift; none while it is open.
    pub closed: Option<(u64, Taker)>,
    /// When it was opened.
    pub from: TimeMs,
    /// When it was closed, or this was made.
    pub until: TimeMs,
    /// The zone in which times are shown.
    pub zone: Zone,
    /// What was taken, and by whom.
    pub party: Party,
    /// The payments of order codes.
    pub orders: Sums,
    /// The payments of payer codes.
    pub codes: Sums,
}

impl Shift {
    /// Returns the report as text with lines of at most so many columns.
    pub fn text(&self, language: Language, columns: usize) -> String {
        text::of_rows(self.rows(language, text::page(columns)), columns)
    }

    /// Returns the report as a PDF document.
    ///
    /// # Errors
    /// When no font has a character of it.
    pub fn pdf(&self, language: Language, fonts: Database) -> Result<Vec<u8>, PdfError> {
        let title = self.title(ReportWords::of(language));
        pdf::write(&drawing::of_rows(self.rows(language, drawing::page())), &title, fonts)
    }

    /// Returns the bytes that print the report and cut it off.
    pub fn escpos(&self, language: Language, printer: Printer) -> Vec<u8> {
        escpos::of_rows(printer, |page| self.rows(language, page))
    }

    fn title(&self, words: &ReportWords) -> String {
        match self.closed {
            Some((number, _)) => format!("{} {number}", words.closed_shift),
            None => words.open_shift.to_owned(),
        }
    }

    fn rows(&self, language: Language, page: Page) -> Vec<Row> {
        let words = ReportWords::of(language);
        let mut rows = Rows { page, rows: Vec::new() };
        rows.middle(&self.shop, true);
        rows.middle(&self.city, false);
        rows.middle(&self.title(words), true);
        rows.middle(self.party.taker.name(words), true);
        rows.rows.push(Row::Rule);
        rows.pair(words.opened, &moment(self.from, self.zone), false);
        let until = if self.closed.is_some() { words.closed } else { words.made };
        rows.pair(until, &moment(self.until, self.zone), false);
        if let Some((_, by)) = &self.closed
            && *by != self.party.taker
        {
            rows.pair(words.closed_by, by.name(words), false);
        }
        rows.rows.push(Row::Rule);
        trade_rows(&mut rows, &self.party, words);
        for (word, part) in [(words.orders, self.orders), (words.codes, self.codes)] {
            if part.count > 0 {
                rows.pair(&format!("  {word} ({})", part.count), &part.price.digits(), false);
            }
        }
        net_row(&mut rows, words.expected, self.party.net);
        rows.rows.push(Row::Rule);
        rows.middle(words.not_counted, false);
        rows.rows
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::Tips;
    use crate::report::tests::{party, sums};

    fn sample(closed: Option<(u64, Taker)>) -> Shift {
        let mei = Taker::Staff("Mei".to_owned());
        Shift {
            shop: "Canal Tea".to_owned(),
            city: "Suzhou".to_owned(),
            closed,
            from: TimeMs(1_835_400_000_000),
            until: TimeMs(1_835_445_600_000),
            zone: Zone::new(480).expect("a zone"),
            party: party(mei, sums(3, 1_500, 200), sums(1, 100, 0), (1_400, false)),
            orders: sums(2, 1_200, 200),
            codes: sums(1, 300, 0),
        }
    }

    #[test]
    fn a_closed_shift_has_a_number_and_an_open_one_none() {
        let own = sample(Some((12, Taker::Staff("Mei".to_owned()))));
        let text = own.text(Language::English, 32);
        assert_eq!(text, include_str!("../../vectors/shift.en.txt"));
        let by = sample(Some((12, Taker::Key(None)))).text(Language::Chinese, 32);
        assert!(by.contains("Z 报表 12") && by.contains("交班人"), "{by}");
        let open = sample(None).text(Language::English, 32);
        assert!(open.contains("X report") && open.contains("As of"), "{open}");
        assert!(!open.contains("Closed"), "{open}");
    }

    #[test]
    fn tips_are_told_where_there_were_some() {
        let (given, back) = (sums(1, 250, 0).price, sums(0, 0, 0).price);
        let mut tipped = sample(None);
        tipped.party.tips = Some(Tips { count: 2, given, back });
        let text = tipped.text(Language::English, 32);
        let line = text.lines().find(|line| line.contains("tips (2)")).expect("a line");
        assert!(line.ends_with("2.50"), "{text}");
    }

    #[test]
    fn printing_a_report_again_gives_the_same_bytes() {
        let report = sample(Some((12, Taker::Key(None))));
        let printer = Printer { paper: crate::Paper::Wide, charset: crate::Charset::Gbk };
        let bytes = report.escpos(Language::Chinese, printer);
        assert_eq!(report.escpos(Language::Chinese, printer), bytes);
        let read = crate::testing::printed(&bytes).expect("what a printer reads");
        assert!(read.is_cut && read.lines.iter().any(|line| line.text.contains("12.00")));
    }
}
