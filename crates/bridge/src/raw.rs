//! A request of raw bytes, and its JSON form for web views that cannot send raw bytes.

use crate::UiError;
use base64::{Engine as _, engine::general_purpose::STANDARD};
use serde::Deserialize;
use serde_json::Value;

/// Bytes with the size of the picture that they are, where they are pixels.
#[derive(Clone, PartialEq, Eq)]
pub struct RawRequest {
    /// RGBA pixels, or a picture file.
    pub bytes: Vec<u8>,
    /// Width and height in pixels; none for a file, which knows its own.
    pub size: Option<(u32, u32)>,
}

/// The form of a web view without raw bodies: the system's one on Android.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct JsonForm {
    data: String,
    width: Option<u32>,
    height: Option<u32>,
}

impl RawRequest {
    /// The largest frame, in bytes: 1920 × 1080 pixels, RGBA.
    pub const FRAME_BYTES_MAX: usize = 1920 * 1080 * 4;
    /// The largest picture file, in bytes.
    pub const PICTURE_BYTES_MAX: usize = scan::decode::PICTURE_BYTES_MAX;

    /// Takes bytes and the texts of the two size headers.
    ///
    /// # Errors
    /// `request_malformed` when one size is missing or is no number.
    pub fn new(bytes: Vec<u8>, width: Option<&str>, height: Option<&str>) -> Result<Self, UiError> {
        let number = |text: &str| text.parse().map_err(|_| UiError::request_malformed());
        Self::sized(bytes, width.map(number).transpose()?, height.map(number).transpose()?)
    }

    /// Reads `{data: BASE64, width, height}`.
    ///
    /// # Errors
    /// `request_malformed`.
    pub fn from_json(json: &Value) -> Result<Self, UiError> {
        let JsonForm { data, width, height } =
            JsonForm::deserialize(json).map_err(|_| UiError::request_malformed())?;
        let bytes = STANDARD.decode(data).map_err(|_| UiError::request_malformed())?;
        Self::sized(bytes, width, height)
    }

    fn sized(bytes: Vec<u8>, width: Option<u32>, height: Option<u32>) -> Result<Self, UiError> {
        let size = match (width, height) {
            (Some(width), Some(height)) => Some((width, height)),
            (None, None) => None,
            _ => return Err(UiError::request_malformed()),
        };
        Ok(Self { bytes, size })
    }
}

impl std::fmt::Debug for RawRequest {
    /// Tells the size only: the pixels show what the camera sees.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "RawRequest({} bytes, {:?})", self.bytes.len(), self.size)
    }
}
