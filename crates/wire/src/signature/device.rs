//! The text and the identifier of a device's public key: an uncompressed P-256 point (SEC 1).

use crate::{ErrorCode, Id, base64url};
use sha2::{Digest as _, Sha256};

/// The text is not a device key.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("a device key is an uncompressed P-256 point, 65 bytes in base64url without padding")]
pub struct DeviceKeyError;

impl DeviceKeyError {
    /// Returns the stable code that a client is told.
    pub const fn code(self) -> ErrorCode {
        ErrorCode::RequestMalformed
    }
}

/// Returns the identifier that stands for a key: the first 128 bits of SHA-256 over its 65 bytes.
pub fn device_id(public_key: &[u8; 65]) -> Id {
    let hash: [u8; 32] = Sha256::digest(public_key).into();
    Id(hash.iter().take(16).fold(0, |id, byte| id << 8 | u128::from(*byte)))
}

/// Reads a key from its text. That the point lies on the curve is seen by whoever verifies with it.
///
/// # Errors
/// When the text is not 65 bytes in canonical base64url, or the first byte is not 4.
pub fn parse_device_key(text: &str) -> Result<[u8; 65], DeviceKeyError> {
    base64url::decode(text).filter(|key: &[u8; 65]| key[0] == 4).ok_or(DeviceKeyError)
}

/// Returns the text of a key, 87 characters.
pub fn device_key_text(public_key: &[u8; 65]) -> String {
    base64url::encode(public_key)
}
