//! The vectors of our own: a receipt in each form, and what no text of it may do.

use crate::testing::{Printed, printed, sample};
use crate::width::cells;
use crate::{Charset, Language, Paper, Printer, Slip, drawing, escpos, pdf, text};
use proptest::prelude::*;

const NARROW: &str = include_str!("../vectors/narrow.en.txt");
const WIDE: &str = include_str!("../vectors/wide.zh.txt");
const BYTES: &str = include_str!("../vectors/narrow.gbk.hex");

fn printers() -> impl Iterator<Item = Printer> {
    let charsets = [Charset::Gbk, Charset::Utf8];
    let papers = [Paper::Narrow, Paper::Wide];
    papers.into_iter().flat_map(move |paper| charsets.map(|charset| Printer { paper, charset }))
}

fn read(slip: &Slip, language: Language, printer: Printer) -> Printed {
    printed(&escpos(slip, language, printer)).expect("what a printer reads")
}

#[test]
fn as_text_it_is_what_is_written_down() {
    assert_eq!(text(&sample(), Language::English, 32), NARROW);
    assert_eq!(text(&sample(), Language::Chinese, 48), WIDE);
}

#[test]
fn for_a_printer_it_is_the_bytes_that_are_written_down() {
    let printer = Printer { paper: Paper::Narrow, charset: Charset::Gbk };
    let bytes = escpos(&sample(), Language::Chinese, printer);
    let hex: String = bytes.iter().map(|byte| format!("{byte:02X}")).collect();
    let lines: String = hex
        .as_bytes()
        .chunks(64)
        .fold(String::new(), |all, line| all + std::str::from_utf8(line).expect("ASCII") + "\n");
    assert_eq!(lines, BYTES);
}

#[test]
fn a_printer_prints_every_line_of_the_text_and_a_code_and_cuts() {
    for printer in printers() {
        for language in [Language::English, Language::Chinese] {
            let slip = sample();
            let Printed { lines, codes, is_cut } = read(&slip, language, printer);
            assert!(is_cut && codes == [slip.link.clone().expect("a link")]);
            let columns = printer.paper.columns();
            let wanted = text(&slip, language, columns);
            let is_text = |line: &&str| !line.is_empty() && !line.starts_with("https://");
            let wanted: Vec<&str> = wanted.lines().map(str::trim).filter(is_text).collect();
            let lines: Vec<_> = lines.into_iter().filter(|line| !line.text.is_empty()).collect();
            let texts: Vec<&str> = lines.iter().map(|line| line.text.trim()).collect();
            assert_eq!(texts, wanted);
            assert!(lines.iter().all(|line| line.columns <= columns));
            let tall = |text: &str| {
                let line = lines.iter().find(|line| line.text.contains(text)).expect("the line");
                line.is_tall && line.is_bold
            };
            assert!(tall("CNY 40.00") && tall("42") && !tall("46.50"), "{printer:?}");
            assert!(lines[0].is_middle && lines[0].is_tall);
        }
    }
}

#[test]
fn what_gbk_has_not_is_a_question_mark() {
    let slip = Slip { shop: "Crêpe Ł😀€".to_owned(), ..sample() };
    let printer = Printer { paper: Paper::Wide, charset: Charset::Gbk };
    assert_eq!(read(&slip, Language::English, printer).lines[0].text, "Crêpe ???");
    let printer = Printer { charset: Charset::Utf8, ..printer };
    assert_eq!(read(&slip, Language::English, printer).lines[0].text, "Crêpe Ł😀€");
}

#[test]
fn without_discounts_the_total_is_what_was_paid() {
    let slip = Slip { discounts: Vec::new(), total: sample().paid, ..sample() };
    let written = text(&slip, Language::English, 48);
    assert!(written.contains("Total") && !written.contains("Paid"), "{written}");
}

/// Returns what the lines of a PDF say.
fn said(bytes: &[u8]) -> Vec<String> {
    const KEY: &[u8] = b"/ActualText";
    let mut said = Vec::new();
    let mut rest = bytes;
    while let Some(at) = rest.windows(KEY.len()).position(|it| it == KEY) {
        rest = &rest[at + KEY.len()..];
        let start = rest.iter().position(|byte| matches!(byte, b'(' | b'<')).expect("a string");
        let (is_hex, mut at) = (rest[start] == b'<', start + 1);
        let mut raw = Vec::new();
        while !matches!(rest[at], b')' | b'>') {
            if rest[at] == b'\\' {
                at += 1;
            }
            raw.push(rest[at]);
            at += 1;
        }
        said.push(if is_hex { utf_16(&raw) } else { raw.iter().map(|b| char::from(*b)).collect() });
        rest = &rest[at..];
    }
    said
}

fn utf_16(hex: &[u8]) -> String {
    let hex = std::str::from_utf8(hex).expect("ASCII");
    let units = (0..hex.len()).step_by(4).map(|at| u16::from_str_radix(&hex[at..at + 4], 16));
    let units: Vec<u16> = units.map(|unit| unit.expect("hexadecimal")).collect();
    assert_eq!(units[0], 0xFEFF);
    String::from_utf16(&units[1..]).expect("UTF-16")
}

#[test]
fn the_pdf_says_every_line_on_a_page_of_80_mm_and_is_the_same_each_time() {
    let slip = sample();
    let written = pdf(&slip, Language::Chinese, pdf::fonts()).expect("fonts with Chinese letters");
    let lines = said(&written);
    let page = text(&slip, Language::Chinese, 38);
    for line in page.lines().filter(|it| !it.starts_with('-') && !it.starts_with("https")) {
        for part in line.split("  ").map(str::trim).filter(|part| !part.is_empty()) {
            let is_said = |said: &String| said.replace('\u{A0}', " ").trim() == part;
            assert!(lines.iter().any(is_said), "{part:?} in {lines:?}");
        }
    }
    assert!(String::from_utf8_lossy(&written).contains("/MediaBox [0 0 226.77"));
    assert_eq!(written, pdf(&slip, Language::Chinese, pdf::fonts()).expect("once more"));
    let refused = pdf(&slip, Language::Chinese, pdf::Database::new());
    assert_eq!(refused.expect_err("no font").code(), "font_missing");
}

#[test]
fn markup_in_a_name_is_text_in_the_drawing() {
    let slip = Slip { shop: "<b>&'\"".to_owned(), ..sample() };
    let drawn = drawing(&slip, Language::English);
    assert!(drawn.contains("&lt;b&gt;&amp;&#39;&quot;") && !drawn.contains("<b>"));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn no_text_is_a_command_or_too_wide(
        shop in "\\PC{0,70}|[\u{0}-\u{FF}]{0,70}",
        title in "[\u{1B}\u{1D}\n\u{10}a-z夜]{0,20}",
    ) {
        let mut slip = Slip { shop, note: Some(title.clone()), ..sample() };
        slip.lines[0].name = Some(title.clone());
        slip.discounts[0].title = title;
        for printer in printers() {
            let Printed { lines, codes, is_cut } = read(&slip, Language::Chinese, printer);
            prop_assert!(is_cut && codes.len() == 1);
            for line in lines {
                prop_assert!(line.columns <= printer.paper.columns(), "{line:?}");
            }
        }
        for line in text(&slip, Language::English, 32).lines() {
            let width: usize = line.chars().map(cells).sum();
            prop_assert!(width <= 32 || line.starts_with("https://"), "{line:?}");
        }
    }
}
