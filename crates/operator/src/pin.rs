//! The payment PIN: which ones are too easy, and how one is kept and compared.

mod easy;
mod verifier;

pub use verifier::{VerifierError, compare, make};

/// Returns whether a text can be a PIN: six digits, and not an easy one.
pub fn is_allowed(pin: &str) -> bool {
    pin.len() == 6
        && pin.bytes().all(|byte| byte.is_ascii_digit())
        && !easy::is_easy(pin.as_bytes())
}
