//! What a device signs of each request: HTTP message signatures (RFC 9421) over a fixed set of
//! parts, with the body bound in by its Content-Digest (RFC 9530). Only the bytes and headers are
//! made and read here; keys, clocks and the memory of seen nonces are their owners' concern.
//!
//! # The profile
//!
//! One signature with the label `tongbao` covers exactly `"@method" "@authority" "@path" "@query"
//! "content-digest"`, in this order, and carries exactly the parameters `created` (Unix seconds),
//! `nonce` (16 random bytes, base64url unpadded), `keyid` (the device's [`Id`]; while it enrols,
//! [`device_id`] of its key), `alg="ecdsa-p256-sha256"` and `tag="tongbao"`, in this order.
//! Who asks for a merchant says for which in the header `Tongbao-Merchant`, and covers it after the
//! others: `"content-digest" "tongbao-merchant"`. One without the other is refused.
//! The signature is 64 bytes, `r || s`. Signatures under other labels may stand beside it.
//!
//! Headers must be written as RFC 9651 serialises them. Its parsers let the last of two equal
//! names win; the canonical form leaves no room for a first one that someone else might believe.
//!
//! # To check a request
//!
//! 1. [`parse`] the `Signature-Input` and `Signature` headers.
//! 2. Hold `created_s` against the clock and look the key up.
//! 3. [`check_content_digest`] of the body as it came.
//! 4. Verify the 64 bytes over [`signature_base`].
//! 5. Remember the nonce with its `created_s` and `key` for as long as `created_s` is accepted. Not
//!    the signature: from one valid ECDSA signature anyone can make a second one over the same
//!    bytes.

mod base;
mod device;
mod digest;
mod parse;
#[cfg(test)]
mod tests;

pub use base::{Request, signature_base};
pub use device::{DeviceKeyError, device_id, device_key_text, parse_device_key};
pub use digest::{check_content_digest, content_digest};
pub use parse::parse;

use crate::{ErrorCode, Id, base64url};
use base64::{Engine as _, engine::general_purpose::STANDARD};
use sfv::{Dictionary, FieldType as _, Parser};

/// The header that carries the parameters.
pub const SIGNATURE_INPUT: &str = "signature-input";
/// The header that carries the signature.
pub const SIGNATURE: &str = "signature";
/// The header that carries the digest of the body.
pub const CONTENT_DIGEST: &str = "content-digest";
/// The header that names the merchant for which a member of its staff asks: an [`Id`].
pub const MERCHANT: &str = "tongbao-merchant";
/// The longest header that is read, in bytes.
pub const HEADER_MAX: usize = 2048;

/// The signature's name in both headers.
const LABEL: &str = "tongbao";
/// The largest integer of a structured field: 15 digits.
const INTEGER_MAX: u64 = 999_999_999_999_999;

/// What the signer says of its signature.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SignatureParams {
    /// When it was made, in Unix seconds, at most 15 digits.
    pub created_s: u64,
    /// 128 random bits, new for each request.
    pub nonce: u128,
    /// The device that signed.
    pub key: Id,
    /// Whether the header [`MERCHANT`] is covered: the request is made for that merchant.
    pub covers_merchant: bool,
}

/// Why a request's signature cannot be made or believed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum SignatureError {
    /// No `tongbao` signature is there.
    #[error("the request carries no signature with the label tongbao")]
    Missing,
    /// A header is longer than [`HEADER_MAX`].
    #[error("a signature header is longer than 2048 bytes")]
    TooLong,
    /// A header is not a structured field in its canonical form.
    #[error("a signature header is not a canonical structured field (RFC 9651)")]
    Malformed,
    /// The signature covers other parts, or has other parameters, than the profile asks.
    #[error("the signature does not keep to the tongbao profile of RFC 9421")]
    OutsideProfile,
    /// A part of the request could not be told from another in the signed text.
    #[error("a part of the request cannot be signed")]
    PartMalformed,
    /// The Content-Digest has no sha-256.
    #[error("the Content-Digest has no sha-256")]
    DigestMissing,
    /// The Content-Digest is of another body.
    #[error("the Content-Digest does not fit the body")]
    DigestDiffers,
}

impl SignatureError {
    /// Returns the stable code that a client is told.
    pub const fn code(self) -> ErrorCode {
        match self {
            Self::Missing => ErrorCode::SignatureMissing,
            Self::TooLong
            | Self::Malformed
            | Self::OutsideProfile
            | Self::PartMalformed
            | Self::DigestMissing
            | Self::DigestDiffers => ErrorCode::SignatureInvalid,
        }
    }
}

/// Returns the `Signature-Input` header.
pub fn signature_input_header(params: &SignatureParams) -> String {
    format!("{LABEL}={}", params.text())
}

/// Returns the `Signature` header for the 64 bytes `r || s`.
pub fn signature_header(signature: &[u8; 64]) -> String {
    format!("{LABEL}=:{}:", STANDARD.encode(signature))
}

impl SignatureParams {
    /// Returns the covered parts and parameters as they are both sent and signed.
    fn text(&self) -> String {
        let Self { created_s, nonce, key, covers_merchant } = self;
        let nonce = base64url::encode(&nonce.to_be_bytes());
        let merchant = if *covers_merchant { " \"tongbao-merchant\"" } else { "" };
        format!(
            "(\"@method\" \"@authority\" \"@path\" \"@query\" \"content-digest\"{merchant});\
             created={created_s};nonce=\"{nonce}\";keyid=\"{key}\";\
             alg=\"ecdsa-p256-sha256\";tag=\"{LABEL}\""
        )
    }
}

/// Reads a header whose value is a dictionary in canonical form; an empty one is an empty text.
fn dictionary(header: &str) -> Result<Dictionary, SignatureError> {
    if header.len() > HEADER_MAX {
        return Err(SignatureError::TooLong);
    }
    let dictionary: Dictionary =
        Parser::new(header).parse().map_err(|_| SignatureError::Malformed)?;
    if dictionary.serialize().unwrap_or_default() == header {
        Ok(dictionary)
    } else {
        Err(SignatureError::Malformed)
    }
}
