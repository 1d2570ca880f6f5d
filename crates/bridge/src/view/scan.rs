//! What was found in a frame or a picture.

use ::scan::decode::Found;
use serde::Serialize;
use ts_rs::TS;

/// A code that was found.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct FoundView {
    /// The format of the code, such as `qrcode` or `ean13`.
    pub format: String,
    /// What it says.
    pub text: String,
    /// Its four corners in pixels of the frame or picture, in order around it; a little outside
    /// too.
    pub points: Vec<(i32, i32)>,
}

/// Every code that was found; none is the usual answer for a frame.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, TS)]
pub struct ScanView {
    /// The codes.
    pub found: Vec<FoundView>,
}

impl From<Vec<Found>> for ScanView {
    fn from(found: Vec<Found>) -> Self {
        Self { found: found.into_iter().map(FoundView::from).collect() }
    }
}

impl From<Found> for FoundView {
    fn from(found: Found) -> Self {
        let Found { format, text, bytes, points } = found;
        // Some payment formats have a character set of their own; the text is what all others mean.
        let text = paycode::text_of(&bytes).unwrap_or(text);
        Self { format: format.word().to_owned(), text, points: points.to_vec() }
    }
}
