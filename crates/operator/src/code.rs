//! One-time codes of enrolments: handles, codes, and how a code reaches its handle.

pub mod handle;
mod send;

pub use send::{CodeSender, SendError, SenderError};

use ring::hmac;
use wire::{Id, Secret};

/// How many digits a code has.
pub const DIGITS: u8 = 6;
/// How long a code is good, in milliseconds.
pub const GOOD_FOR_MS: u64 = 10 * 60 * 1000;

/// Returns the one-time code of an enrolment.
///
/// It is made from the code key and not stored, so that a start that is asked again after a lost
/// answer can send the same code again; without the key it is as good as random. A remainder of 64
/// bits by a million leans towards low codes by less than one in 10¹³.
pub fn make(key: &hmac::Key, enrolment: Id, handle: &str, device_key: &[u8; 65]) -> Secret {
    let mut context = hmac::Context::with_key(key);
    context.update(b"tongbao-code-1");
    context.update(&enrolment.0.to_be_bytes());
    context.update(device_key);
    context.update(handle.as_bytes());
    let tag = context.sign();
    let number = tag.as_ref().iter().take(8).fold(0_u64, |sum, byte| sum << 8 | u64::from(*byte));
    Secret::new(format!("{:06}", number % 1_000_000))
}

/// Returns what the bank keeps of a code: a keyed hash, worth nothing without the key.
pub fn hash(key: &hmac::Key, enrolment: Id, code: &Secret) -> [u8; 32] {
    let mut context = hmac::Context::with_key(key);
    context.update(b"tongbao-code-hash-1");
    context.update(&enrolment.0.to_be_bytes());
    context.update(code.expose().trim().as_bytes());
    let mut hash = [0; 32];
    hash.copy_from_slice(context.sign().as_ref());
    hash
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_has_six_digits_and_belongs_to_its_enrolment() {
        let key = hmac::Key::new(hmac::HMAC_SHA256, &[1; 32]);
        let code = |enrolment, handle| make(&key, Id(enrolment), handle, &[4; 65]);
        let codes: std::collections::BTreeSet<_> =
            (0..100).map(|n| code(n, "lin@example.org").expose().to_owned()).collect();
        assert!(codes.len() > 90);
        assert!(codes.iter().all(|code| code.len() == usize::from(DIGITS)));
        assert_ne!(code(1, "a@example.org").expose(), code(1, "b@example.org").expose());
        assert_eq!(code(1, "a@example.org").expose(), code(1, "a@example.org").expose());
        assert_ne!(
            hash(&key, Id(1), &Secret::new("123456")),
            hash(&key, Id(2), &Secret::new("123456"))
        );
    }
}
