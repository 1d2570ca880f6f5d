//! What the modules of a QR symbol say. All decoders of QR codes end here, so that one reading of
//! the standard, and one rule of what is refused, holds for all of them.

use crate::decode::{Format, Found};
use rxing::common::{BitMatrix, ECIStringBuilder};
use rxing::qrcode::cpp_port::decoder::Decode;

/// Reads a symbol: `None` when it cannot be corrected or its text would have to be guessed.
pub(super) fn read(modules: &BitMatrix, points: [(i32, i32); 4]) -> Option<Found> {
    let decoded = Decode(modules).ok().filter(|decoded| decoded.isValid())?;
    // One of several symbols that make a message together: alone it would be a truncated text.
    if decoded.structuredAppend().count > 1 {
        return None;
    }
    let format = format(modules)?;
    let (text, bytes) = text(decoded.content())?;
    Some(Found { format, text, bytes, points })
}

/// Returns modules as a matrix of the kind that is read; `None` for an impossible size.
pub(super) fn matrix(side: usize, is_dark: impl Fn(usize, usize) -> bool) -> Option<BitMatrix> {
    let narrow = |value: usize| u32::try_from(value).ok();
    let mut modules = BitMatrix::with_single_dimension(narrow(side).filter(|n| *n > 0)?).ok()?;
    for y in 0..side {
        for x in 0..side {
            modules.set_bool(narrow(x)?, narrow(y)?, is_dark(x, y));
        }
    }
    Some(modules)
}

const fn format(modules: &BitMatrix) -> Option<Format> {
    match (modules.width(), modules.height()) {
        (width, height) if width != height => None,
        (..21, _) => Some(Format::MicroQrCode),
        _ => Some(Format::QrCode),
    }
}

/// Returns the text and the bytes behind it.
///
/// A symbol that names its character set (by an ECI) is read by it, and its bytes are the text's.
/// Without, the text is UTF-8 if the bytes are, else what their statistics suggest, and the bytes
/// are as they stand in the symbol: who knows the format knows its character set better.
fn text(content: &ECIStringBuilder) -> Option<(String, Vec<u8>)> {
    let bytes = content.bytes().to_vec();
    let plain = if content.has_eci { None } else { String::from_utf8(bytes.clone()).ok() };
    let text = plain.unwrap_or_else(|| content.to_string());
    let bytes = if content.has_eci { text.clone().into_bytes() } else { bytes };
    is_plausible(&text).then_some((text, bytes))
}

/// Returns whether a text can be meant. An empty one is what a misread header looks like; control
/// characters are binary data, or a wrong character set, but for those of labels and card records.
fn is_plausible(text: &str) -> bool {
    let is_meant = |c: char| match c {
        '\t' | '\n' | '\r' | '\u{4}' | '\u{1d}'..='\u{1f}' => true,
        '\u{fffd}' => false,
        c => !c.is_control(),
    };
    !text.is_empty() && text.chars().all(is_meant)
}
