//! For tests, here and elsewhere: a receipt with everything on it, and a printer that keeps what it
//! is told to print.

use crate::escpos::Charset;
use crate::model::{Discount, Funder, Line, Refund, Slip};
use encoding_rs::GBK;
use money::{Amount, Currency};
use promotion::calendar::{DAY_MS, TimeMs, Zone};

/// What a printer printed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Printed {
    /// The lines, in their order.
    pub lines: Vec<PrintedLine>,
    /// The texts of the codes.
    pub codes: Vec<String>,
    /// Whether it was cut off at the end, and nothing came after that.
    pub is_cut: bool,
}

/// A line of paper.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PrintedLine {
    /// What stands on it.
    pub text: String,
    /// How many columns it took.
    pub columns: usize,
    /// Whether it stands in the middle.
    pub is_middle: bool,
    /// Whether its letters are bold.
    pub is_bold: bool,
    /// Whether they are twice as high.
    pub is_tall: bool,
}

/// Reads the bytes of a printer as one does that knows the commands that are written here, and
/// nothing else.
///
/// # Errors
/// At the first byte that is no command and no letter of the charset that was set.
pub fn printed(bytes: &[u8]) -> Result<Printed, String> {
    let mut paper = Printed::default();
    let mut line = PrintedLine::default();
    let mut letters: Vec<u8> = Vec::new();
    let mut charset: Option<Charset> = None;
    let (mut rest, mut code) = (bytes, String::new());
    while !rest.is_empty() {
        if paper.is_cut {
            return Err("something after the end".to_owned());
        }
        let taken = match rest {
            [0x1B, 0x40, ..] if rest.len() == bytes.len() => 2,
            [0x1C, 0x26, ..] if charset.is_none() => {
                charset = Some(Charset::Gbk);
                2
            }
            [0x1C, 0x28, 0x43, 0x02, 0x00, 0x30, 0x02, ..] if charset.is_none() => {
                charset = Some(Charset::Utf8);
                7
            }
            [0x1B, 0x61, place @ (0 | 1), ..] => {
                line.is_middle = *place == 1;
                3
            }
            [0x1B, 0x45, on @ (0 | 1), ..] => {
                line.is_bold = *on == 1;
                3
            }
            [0x1D, 0x21, on @ (0 | 1), ..] => {
                line.is_tall = *on == 1;
                3
            }
            [0x1C, 0x21, 0 | 8, ..] if charset == Some(Charset::Gbk) => 3,
            [0x1D, 0x28, 0x6B, low, high, 0x31, function, told @ ..] => {
                let length = usize::from(u16::from_le_bytes([*low, *high]));
                let told = length.checked_sub(2).and_then(|it| told.get(..it));
                let told = told.ok_or("a function that ends early")?;
                match (function, told) {
                    (0x50, [0x30, text @ ..]) => code = String::from_utf8_lossy(text).into_owned(),
                    (0x51, [0x30]) => paper.codes.push(std::mem::take(&mut code)),
                    (0x41, [0x32, 0]) | (0x43, [1..=16]) | (0x45, [0x30..=0x33]) => {}
                    _ => return Err(format!("function {function:02X}")),
                }
                length + 5
            }
            [0x1D, 0x56, 0x42, _, ..] => {
                paper.is_cut = true;
                4
            }
            [b'\n', ..] => {
                let (text, columns) = read(&letters, charset)?;
                paper.lines.push(PrintedLine { text, columns, ..line.clone() });
                letters.clear();
                1
            }
            [byte @ (0x20..=0x7E | 0x80..), ..] => {
                letters.push(*byte);
                1
            }
            [byte, ..] => return Err(format!("byte {byte:02X}")),
            [] => 0,
        };
        rest = rest.get(taken..).ok_or("a command that ends early")?;
    }
    Ok(paper)
}

fn read(letters: &[u8], charset: Option<Charset>) -> Result<(String, usize), String> {
    match charset {
        None => Err("letters before a charset".to_owned()),
        Some(Charset::Gbk) => {
            let (text, wrong) = GBK.decode_without_bom_handling(letters);
            if wrong { Err("no GBK".to_owned()) } else { Ok((text.into_owned(), letters.len())) }
        }
        Some(Charset::Utf8) => {
            let text = std::str::from_utf8(letters).map_err(|error| error.to_string())?;
            Ok((text.to_owned(), text.chars().map(crate::width::cells).sum()))
        }
    }
}

/// Returns a receipt with everything on it: two things, a typed sum, two discounts, a refund.
///
/// # Panics
/// Never: what it is made of is known.
pub fn sample() -> Slip {
    let currency = Currency::from_code("CNY").expect("a known currency");
    let yuan = |minor| Amount::new(minor, currency).expect("a small amount");
    let line = |name: Option<&str>, pieces, price, sum| Line {
        name: name.map(str::to_owned),
        is_tip: false,
        pieces,
        price: yuan(price),
        sum: yuan(sum),
    };
    let discount = |title: &str, funder, minor| Discount {
        title: title.to_owned(),
        funder,
        saving: yuan(minor),
    };
    let midnight_ms = 21_243 * DAY_MS;
    Slip {
        shop: "老港口手工面馆 Old Harbour".to_owned(),
        city: "Harbour".to_owned(),
        number: 4711,
        at: TimeMs(midnight_ms + 6 * 3_600_000 + 5 * 60_000),
        zone: Zone::new(480).unwrap_or_default(),
        lines: vec![
            line(Some("牛肉面 (大)"), 2, 1_800, 3_600),
            line(Some("Jasmine tea with honey and a slice of lemon"), 1, 900, 900),
            line(None, 1, 150, 150),
        ],
        total: yuan(4_650),
        discounts: vec![
            discount("Spring 5 off", Funder::Operator, 500),
            discount("老顾客", Funder::Shop, 150),
        ],
        paid: yuan(4_000),
        note: Some("Table 7".to_owned()),
        refunds: vec![Refund { at: TimeMs(midnight_ms + 7 * 3_600_000), amount: yuan(900) }],
        payment: "01J8ZQ4T7M5N3B2V1C0X9Z8Y7W".to_owned(),
        check: Some("42".to_owned()),
        link: Some("https://pay.harbour.example/r/AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA".to_owned()),
    }
}
