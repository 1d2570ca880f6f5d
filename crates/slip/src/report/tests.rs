//! A report in each form.

use super::{Party, Report, Sums, Taker, Tips};
use crate::testing::printed;
use crate::{Charset, Language, Paper, Printer};
use money::{Amount, Currency};
use promotion::calendar::{TimeMs, Zone};

const NARROW: &str = include_str!("../../vectors/report.en.txt");

fn yuan(minor: u64) -> Amount {
    let currency = Currency::from_code("CNY").expect("a known currency");
    Amount::new(minor, currency).expect("a small amount")
}

pub(super) fn sums(count: u64, price: u64, by_operator: u64) -> Sums {
    let none = yuan(0);
    let cash = yuan(price - by_operator);
    let by_operator = yuan(by_operator);
    Sums { count, price: yuan(price), cash, by_operator, by_shops: none, given_up: none, fee: none }
}

pub(super) fn party(taker: Taker, payments: Sums, refunds: Sums, net: (u64, bool)) -> Party {
    let (net, numbers) = ((yuan(net.0), net.1), Some((12, 19)));
    Party { taker, payments, refunds, reversals: sums(0, 0, 0), tips: None, net, numbers }
}

fn sample() -> Report {
    let mei = Taker::Staff("Mei\u{1B}@ \u{5F20}\u{7F8E}".to_owned());
    Report {
        shop: "Canal Tea".to_owned(),
        city: "Suzhou".to_owned(),
        from: "2028-02-29".to_owned(),
        until: "2028-02-29".to_owned(),
        at: TimeMs(1_835_445_600_000),
        zone: Zone::new(480).expect("a zone"),
        parties: vec![
            party(mei, sums(2, 1_500, 200), sums(1, 100, 0), (1_400, false)),
            party(Taker::Key(None), sums(0, 0, 0), sums(1, 300, 0), (300, true)),
        ],
        all: Some(party(Taker::All, sums(2, 1_500, 200), sums(2, 400, 0), (1_100, false))),
    }
}

#[test]
fn as_text_a_report_is_what_is_written_down() {
    assert_eq!(sample().text(Language::English, 32), NARROW);
}

#[test]
fn a_printer_prints_every_line_of_a_report_and_no_name_is_a_command() {
    for charset in [Charset::Gbk, Charset::Utf8] {
        for language in [Language::English, Language::Chinese] {
            let printer = Printer { paper: Paper::Narrow, charset };
            let read = printed(&sample().escpos(language, printer)).expect("what a printer reads");
            assert!(read.is_cut && read.codes.is_empty());
            let texts = read.lines.iter().map(|line| line.text.trim().to_owned());
            let texts: Vec<String> = texts.filter(|line| !line.is_empty()).collect();
            let wanted = sample().text(language, 32);
            let wanted: Vec<&str> = wanted.lines().map(str::trim).collect();
            assert_eq!(texts, wanted);
            assert!(read.lines.iter().all(|line| line.columns <= 32));
        }
    }
}

#[test]
fn a_report_of_nothing_says_so() {
    let empty = Report { parties: Vec::new(), all: None, ..sample() };
    assert!(empty.text(Language::English, 32).contains("Nothing was taken."));
}

#[test]
fn tips_stand_with_the_payments_and_those_given_back_with_the_refunds() {
    let mut report = sample();
    let of = |count, given, back| Tips { count, given: yuan(given), back: yuan(back) };
    report.parties[0].tips = Some(of(2, 150, 0));
    report.parties[1].tips = Some(of(0, 0, 50));
    let text = report.text(Language::English, 32);
    let lines: Vec<&str> = text.lines().map(str::trim_end).collect();
    let at = |start: &str| lines.iter().position(|line| line.trim_start().starts_with(start));
    let (tips, back) = (at("tips (2)").expect("a line"), at("tips given back").expect("a line"));
    assert!(lines[tips].ends_with(" 1.50") && lines[back].ends_with(" -0.50"), "{text}");
    assert!(lines[back - 1].starts_with("Refunds (1)"), "{text}");
    assert_eq!(text.matches("tips").count(), 2, "{text}");
    assert!(report.text(Language::Chinese, 32).contains("退回小费"));
}
