//! A receipt as a drawing, and as PDF: one page of a roll of 80 mm, as long as it has to be.

use crate::layout::{Page, Row, rows};
use crate::model::Slip;
use crate::width::cells;
use crate::words::{Language, Words};
use pdf::{Database, PdfError};
use scan::draw::escape;

/// In millimetres: the roll, the margin on each side, and what lines and letters take.
const WIDTH_MM: f64 = 80.0;
const MARGIN_MM: f64 = 4.0;
const SIZE_MM: f64 = 3.1;
const PITCH_MM: f64 = 4.4;
const CODE_MM: f64 = 34.0;
/// Letters of one width take 0.6 of their size, so as many of 3.1 mm have room on 72 mm.
const COLUMNS: usize = 38;
/// How much higher strong letters are.
const TALL: f64 = 1.5;

/// Letters of one width, as each system has them.
const FAMILIES: &str = "DejaVu Sans Mono, Noto Sans Mono, Liberation Mono, Menlo, Consolas, \
    Droid Sans Mono, monospace";
/// For lines with Chinese letters, whose other letters are no wider.
const CHINESE: &str = "Noto Sans Mono CJK SC, Noto Sans CJK SC, Noto Sans SC, PingFang SC, \
    Microsoft YaHei, sans-serif";

/// Returns a receipt as an SVG document.
pub fn drawing(slip: &Slip, language: Language) -> String {
    of_rows(rows(slip, language, page()))
}

/// Returns the page of a drawing.
pub(crate) fn page() -> Page {
    Page { columns: COLUMNS, cells, shown: |c| c }
}

/// Returns rows as an SVG document.
pub(crate) fn of_rows(rows: Vec<Row>) -> String {
    let (mut y, mut drawn) = (MARGIN_MM, String::new());
    for row in rows {
        let (left, middle, right) = (MARGIN_MM, WIDTH_MM / 2.0, WIDTH_MM - MARGIN_MM);
        match row {
            Row::Middle { text, is_strong } => {
                y += pitch(is_strong);
                drawn += &line("middle", (middle, y), &text, is_strong);
            }
            Row::Pair { left: first, right: second, is_strong } => {
                y += pitch(is_strong);
                drawn += &line("start", (left, y), &first, is_strong);
                drawn += &line("end", (right, y), &second, is_strong);
            }
            Row::Rule => {
                y += PITCH_MM / 2.0;
                let at = y + PITCH_MM / 8.0;
                drawn += &format!(
                    "<path d='M{left} {at:.2}H{right}' fill='none' stroke='#000000' \
                     stroke-width='0.2'/>\n"
                );
            }
            Row::Code(link) => {
                drawn += &code(&link, y + PITCH_MM / 2.0);
                y += CODE_MM + PITCH_MM / 2.0;
            }
        }
    }
    let height = y + 2.0 * MARGIN_MM;
    format!(
        "<svg xmlns='http://www.w3.org/2000/svg' width='{WIDTH_MM}mm' height='{height:.2}mm' \
         viewBox='0 0 {WIDTH_MM} {height:.2}'>\n{drawn}</svg>\n"
    )
}

/// Returns a receipt as a PDF document.
///
/// # Errors
/// When no font has a character of it.
pub fn pdf(slip: &Slip, language: Language, fonts: Database) -> Result<Vec<u8>, PdfError> {
    let title = format!("{} {}", Words::of(language).title, slip.number);
    pdf::write(&drawing(slip, language), &title, fonts)
}

fn pitch(is_strong: bool) -> f64 {
    if is_strong { PITCH_MM * TALL } else { PITCH_MM }
}

fn line(anchor: &str, (x, y): (f64, f64), text: &str, is_strong: bool) -> String {
    if text.is_empty() {
        return String::new();
    }
    let (weight, tall) = if is_strong { (700, TALL) } else { (400, 1.0) };
    let families = if text.chars().any(|c| cells(c) == 2) { CHINESE } else { FAMILIES };
    // Spaces at the beginning of a line are part of it.
    let text = escape(text).replace(' ', "\u{A0}");
    format!(
        "<text transform='translate({x:.2} {y:.2}) scale(1 {tall})' font-family='{families}' \
         font-size='{SIZE_MM}' font-weight='{weight}' fill='#000000' text-anchor='{anchor}'>\
         {text}</text>\n"
    )
}

/// Returns the code of an address; nothing for one that no code holds.
fn code(link: &str, y: f64) -> String {
    let x = (WIDTH_MM - CODE_MM) / 2.0;
    let sized = format!("<svg x='{x}' y='{y:.2}' width='{CODE_MM}' height='{CODE_MM}' ");
    scan::draw::svg(link, None).map_or_else(|_| String::new(), |it| it.replacen("<svg ", &sized, 1))
}
