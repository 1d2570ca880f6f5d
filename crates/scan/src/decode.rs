//! Camera frames and pictures to the codes in them.

mod frame_scanner;
pub(crate) mod luma;
mod picture;

pub use frame_scanner::{FRAME_BUDGET, FrameScanner, frame};
pub use picture::{
    PICTURE_BUDGET, PICTURE_BYTES_MAX, PICTURE_PIXELS_MAX, TERMINAL_BUDGET, picture, picture_within,
};

use crate::decoder::{Busy, Job, run};
use luma::Luma;
use std::time::Duration;

/// A camera frame.
#[derive(Clone, Copy, Debug)]
pub struct Frame<'a> {
    /// Pixels in a row.
    pub width: u32,
    /// Rows.
    pub height: u32,
    /// The pixels, row by row from the top, without padding.
    pub pixels: Pixels<'a>,
}

/// Pixels of a frame.
#[derive(Clone, Copy)]
pub enum Pixels<'a> {
    /// One byte a pixel: 0 is black.
    Luma(&'a [u8]),
    /// Four bytes a pixel: red, green, blue, alpha.
    Rgba(&'a [u8]),
}

impl std::fmt::Debug for Pixels<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Self::Luma(_) => "Luma",
            Self::Rgba(_) => "Rgba",
        })
    }
}

/// The kind of symbol that was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// A QR code.
    QrCode,
    /// A Micro QR code.
    MicroQrCode,
    /// Code 128.
    Code128,
    /// EAN-13; a UPC-A is one that begins with 0.
    Ean13,
    /// EAN-8.
    Ean8,
}

impl Format {
    /// Returns the word for it in JSON, such as `qrcode`.
    pub const fn word(self) -> &'static str {
        match self {
            Self::QrCode => "qrcode",
            Self::MicroQrCode => "micro_qrcode",
            Self::Code128 => "code128",
            Self::Ean13 => "ean13",
            Self::Ean8 => "ean8",
        }
    }
}

/// A code found in pixels.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found {
    /// The kind of symbol.
    pub format: Format,
    /// What it says: never empty, and free of characters that nobody means.
    pub text: String,
    /// The bytes behind the text: as they stand in the symbol when it names no character set, so
    /// that a format with a character set of its own can be read by it; else the text as UTF-8.
    pub bytes: Vec<u8>,
    /// Its corners in pixels of the frame or picture, in order around it. Of a QR code they begin
    /// with the corner between the two neighbouring finder patterns; of a bar code they are the
    /// ends of the outermost lines that were read. They may lie a little outside.
    pub points: [(i32, i32); 4],
}

impl Found {
    /// Returns whether this is the same symbol, found another time.
    pub(crate) fn is_same(&self, other: &Self) -> bool {
        let (a, b) = (self.centre(), other.centre());
        let distance_square = (a.0 - b.0).pow(2) + (a.1 - b.1).pow(2);
        self.format == other.format
            && self.text == other.text
            && distance_square <= self.diagonal_square() / 4
    }

    fn centre(&self) -> (i64, i64) {
        let sum = |axis: fn(&(i32, i32)) -> i32| {
            self.points.iter().map(|p| i64::from(axis(p))).sum::<i64>()
        };
        (sum(|p| p.0) / 4, sum(|p| p.1) / 4)
    }

    fn diagonal_square(&self) -> i64 {
        let [a, _, c, _] = self.points;
        let side = |a: i32, c: i32| (i64::from(a) - i64::from(c)).pow(2);
        side(a.0, c.0) + side(a.1, c.1)
    }
}

/// Why pixels could not be looked at. That they hold no code is not an error.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ScanError {
    /// The pixels are not width times height, or there are none.
    #[error("a frame has as many pixels as its width and height say, and at least one")]
    FrameSize,
    /// The bytes are no picture of a known kind, or a broken one.
    #[error("the file is not a PNG, JPEG, WebP, GIF or BMP picture")]
    NotAPicture,
    /// Above [`PICTURE_BYTES_MAX`] or [`PICTURE_PIXELS_MAX`].
    #[error("the picture is too large")]
    TooLarge,
    /// Earlier pictures keep the decoder busy.
    #[error("the decoder is still busy with earlier pictures")]
    Busy,
}

impl ScanError {
    /// Returns the stable word for the error, such as `not_a_picture`.
    pub const fn code(self) -> &'static str {
        match self {
            Self::FrameSize => "frame_size",
            Self::NotAPicture => "not_a_picture",
            Self::TooLarge => "picture_too_large",
            Self::Busy => "scanner_busy",
        }
    }
}

/// Finds the codes in the pixels of a still picture, as [`picture`] does in a file.
///
/// # Errors
/// When the pixels are malformed or too many, or the decoder is busy. No code is an empty list.
pub fn pixels(frame: Frame<'_>, budget: Duration) -> Result<Vec<Found>, ScanError> {
    find(Luma::of_frame(&frame)?, Job::Picture, budget)
}

/// Finds the codes in pixels of any size; points are in these pixels.
fn find(luma: Luma, job: Job, budget: Duration) -> Result<Vec<Found>, ScanError> {
    let (fitted, numerator, denominator) = luma.fit();
    let mut found = run(fitted, job, budget).map_err(|Busy| ScanError::Busy)?;
    for (x, y) in found.iter_mut().flat_map(|code| code.points.iter_mut()) {
        let back = |v: i32| {
            let scaled = i64::from(v) * i64::from(numerator) / i64::from(denominator);
            i32::try_from(scaled).unwrap_or(if scaled < 0 { i32::MIN } else { i32::MAX })
        };
        (*x, *y) = (back(*x), back(*y));
    }
    Ok(found)
}

#[cfg(test)]
mod tests;
