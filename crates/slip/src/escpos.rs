//! A receipt as the bytes of ESC/POS, which nearly all receipt printers understand. Only commands
//! that all of them have, and those of Chinese letters or UTF-8, by the charset that is chosen:
//!
//! | | bytes | |
//! |---|---|---|
//! | begin | `1B 40` | forget what was set before |
//! | GBK | `1C 26` | two bytes are one Chinese letter |
//! | UTF-8 | `1C 28 43 02 00 30 02` | for printers that know it (Epson's since 2015) |
//! | place | `1B 61 n` | 0 left, 1 middle |
//! | bold | `1B 45 n` | |
//! | height | `1D 21 01`, and `1C 21 08` for Chinese letters | twice as high, as wide |
//! | code | `1D 28 6B …` | QR, model 2, level M |
//! | end | `1D 56 42 00` | feed, cut |

use crate::layout::{Page, Row, rows};
use crate::model::Slip;
use crate::width::{cells, cells_of_gbk};
use crate::words::Language;
use encoding_rs::{Encoder, GBK};

/// How a printer reads letters.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Charset {
    /// GBK, as printers for China read them; a character that it has not is printed as `?`.
    #[default]
    Gbk,
    /// UTF-8, as newer printers read them.
    Utf8,
}

/// The paper of a printer.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Paper {
    /// 58 mm: 32 columns.
    Narrow,
    /// 80 mm: 48 columns.
    #[default]
    Wide,
}

impl Paper {
    /// Returns how many columns a line has.
    pub const fn columns(self) -> usize {
        match self {
            Self::Narrow => 32,
            Self::Wide => 48,
        }
    }
}

/// What is known of a printer.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Printer {
    /// Its paper.
    pub paper: Paper,
    /// How it reads letters.
    pub charset: Charset,
}

/// The width of a module of the code, in dots: 45 modules have room on the narrow paper too.
const MODULE_DOTS: u8 = 6;

/// Returns the bytes that print a receipt and cut it off. No text of the slip can be a command:
/// control characters are left out before.
pub fn escpos(slip: &Slip, language: Language, printer: Printer) -> Vec<u8> {
    of_rows(printer, |page| rows(slip, language, page))
}

/// Returns the bytes that print what is laid out for the printer's page.
pub(crate) fn of_rows(printer: Printer, lay_out: impl FnOnce(Page) -> Vec<Row>) -> Vec<u8> {
    let (cells, shown) = match printer.charset {
        Charset::Gbk => (cells_of_gbk as fn(char) -> usize, in_gbk as fn(char) -> char),
        Charset::Utf8 => (cells as fn(char) -> usize, (|c| c) as fn(char) -> char),
    };
    let columns = printer.paper.columns();
    let mut bytes = vec![0x1B, 0x40];
    match printer.charset {
        Charset::Gbk => bytes.extend([0x1C, 0x26]),
        Charset::Utf8 => bytes.extend([0x1C, 0x28, 0x43, 0x02, 0x00, 0x30, 0x02]),
    }
    let mut paper = Strip { bytes, charset: printer.charset };
    let width = |text: &str| text.chars().map(cells).sum::<usize>();
    for row in lay_out(Page { columns, cells, shown }) {
        match row {
            Row::Middle { text, is_strong } => {
                paper.place(1);
                paper.line(&text, is_strong);
                paper.place(0);
            }
            Row::Pair { left, right, is_strong } => {
                let between = columns.saturating_sub(width(&left) + width(&right));
                let between = if right.is_empty() { 0 } else { between };
                paper.line(&format!("{left}{}{right}", " ".repeat(between)), is_strong);
            }
            Row::Rule => paper.line(&"-".repeat(columns), false),
            Row::Code(link) => {
                paper.place(1);
                paper.code(&link);
                paper.place(0);
            }
        }
    }
    paper.bytes.extend([0x1D, 0x56, 0x42, 0x00]);
    paper.bytes
}

struct Strip {
    bytes: Vec<u8>,
    charset: Charset,
}

impl Strip {
    fn place(&mut self, place: u8) {
        self.bytes.extend([0x1B, 0x61, place]);
    }

    fn strong(&mut self, is_strong: bool) {
        self.bytes.extend([0x1B, 0x45, u8::from(is_strong), 0x1D, 0x21, u8::from(is_strong)]);
        if self.charset == Charset::Gbk {
            self.bytes.extend([0x1C, 0x21, u8::from(is_strong) << 3]);
        }
    }

    fn line(&mut self, text: &str, is_strong: bool) {
        if is_strong {
            self.strong(true);
        }
        match self.charset {
            // Every character was looked up before.
            Charset::Gbk => self.bytes.extend_from_slice(&GBK.encode(text).0),
            Charset::Utf8 => self.bytes.extend_from_slice(text.as_bytes()),
        }
        self.bytes.push(b'\n');
        if is_strong {
            self.strong(false);
        }
    }

    /// A QR code that the printer draws. An address that is too long for one is left out: it
    /// stands nowhere else on the paper, and the identifier does.
    fn code(&mut self, link: &str) {
        // Three bytes of function and the text; of what 16 bits count, printers take this much.
        let Some(length) = u16::try_from(link.len()).ok().filter(|length| *length <= 1000) else {
            return;
        };
        let [low, high] = (length + 3).to_le_bytes();
        let parts: [&[u8]; 5] = [
            &[0x04, 0x00, 0x31, 0x41, 0x32, 0x00],
            &[0x03, 0x00, 0x31, 0x43, MODULE_DOTS],
            &[0x03, 0x00, 0x31, 0x45, 0x31],
            &[&[low, high, 0x31, 0x50, 0x30], link.as_bytes()].concat(),
            &[0x03, 0x00, 0x31, 0x51, 0x30],
        ];
        for part in parts {
            self.bytes.extend([0x1D, 0x28, 0x6B]);
            self.bytes.extend_from_slice(part);
        }
        self.bytes.push(b'\n');
    }
}

/// Returns the character, or what is printed where GBK, as it was before the euro sign, has none.
fn in_gbk(c: char) -> char {
    let mut encoder: Encoder = GBK.new_encoder();
    let mut room = [0; 8];
    let mut text = [0; 4];
    let (result, _, written) =
        encoder.encode_from_utf8_without_replacement(c.encode_utf8(&mut text), &mut room, true);
    let is_whole = matches!(result, encoding_rs::EncoderResult::InputEmpty);
    // One byte of the upper half is the euro sign, which printers do not have there.
    let is_known = is_whole && (c.is_ascii() || written == 2);
    if is_known { c } else { '?' }
}
