//! The Content-Digest header (RFC 9530): binds the body to the signed headers.

use super::{SignatureError, dictionary};
use base64::{Engine as _, engine::general_purpose::STANDARD};
use sfv::{BareItem, ListEntry};
use sha2::{Digest as _, Sha256};

/// The algorithm that this contract asks for; others may stand beside it and are not looked at.
const ALGORITHM: &str = "sha-256";

/// Returns the `Content-Digest` header for a body, also for an empty one.
pub fn content_digest(body: &[u8]) -> String {
    format!("{ALGORITHM}=:{}:", STANDARD.encode(Sha256::digest(body)))
}

/// Holds a `Content-Digest` header against the body.
///
/// # Errors
/// `TooLong` and `Malformed` (also for an algorithm named twice), `DigestMissing` without a
/// sha-256, `DigestDiffers` when it is of another body.
pub fn check_content_digest(header: &str, body: &[u8]) -> Result<(), SignatureError> {
    let mut stated = None;
    for (algorithm, entry) in &dictionary(header)? {
        let ListEntry::Item(item) = entry else {
            return Err(SignatureError::Malformed);
        };
        let BareItem::ByteSequence(digest) = &item.bare_item else {
            return Err(SignatureError::Malformed);
        };
        if algorithm.as_str() == ALGORITHM {
            if !item.params.is_empty() {
                return Err(SignatureError::Malformed);
            }
            stated = Some(digest.clone());
        }
    }
    let stated = stated.ok_or(SignatureError::DigestMissing)?;
    if stated == Sha256::digest(body).as_slice() {
        Ok(())
    } else {
        Err(SignatureError::DigestDiffers)
    }
}
