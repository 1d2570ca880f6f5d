//! What a device and its operator share, and the two numbers that are made of it.

use super::step::PayerStep;
use super::terms::PayerTerms;
use super::{ALIASES, TAGS};
use hmac::{Hmac, KeyInit as _, Mac as _};
use sha2::Sha256;
use std::fmt;
use zeroize::{Zeroize, ZeroizeOnDrop};

/// 32 bytes that one device and its operator know: prints as `[REDACTED]`, wiped when dropped.
#[derive(Clone, PartialEq, Eq, Zeroize, ZeroizeOnDrop)]
pub struct PayerSecret([u8; 32]);

impl PayerSecret {
    /// Takes the bytes over.
    pub const fn new(bytes: [u8; 32]) -> Self {
        Self(bytes)
    }

    /// Returns the bytes, for the one place that seals or sends them.
    pub const fn expose(&self) -> &[u8; 32] {
        &self.0
    }

    /// Returns the alias of a step.
    pub fn alias(&self, step: PayerStep) -> u32 {
        let message = [b"tongbao payer code alias 1".as_slice(), &step.0.to_be_bytes()];
        self.number(&message, ALIASES)
    }

    /// Returns the tag of a step and its alias under terms: other terms are another tag.
    pub(super) fn tag(&self, step: PayerStep, alias: u32, terms: PayerTerms) -> u32 {
        let PayerTerms { cap_minor, only, revealed } = terms;
        let message = [
            b"tongbao payer code tag 1".as_slice(),
            &step.0.to_be_bytes(),
            &alias.to_be_bytes(),
            // No cap is 0: a cap is never zero.
            &cap_minor.unwrap_or_default().to_be_bytes(),
            &[u8::from(revealed), u8::from(only.is_some())],
            &only.unwrap_or_default().to_be_bytes(),
        ];
        self.number(&message, TAGS)
    }

    /// Returns HMAC-SHA256, its first 64 bits, reduced: no number is likelier than another by more
    /// than one part in 2^37.
    fn number(&self, message: &[&[u8]], modulus: u32) -> u32 {
        let mut mac =
            Hmac::<Sha256>::new_from_slice(&self.0).expect("HMAC takes keys of any length");
        message.iter().for_each(|part| mac.update(part));
        let hash = mac.finalize().into_bytes();
        let head = hash.iter().take(8).fold(0_u64, |head, byte| head << 8 | u64::from(*byte));
        u32::try_from(head % u64::from(modulus)).unwrap_or_default()
    }
}

impl fmt::Debug for PayerSecret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("[REDACTED]")
    }
}
