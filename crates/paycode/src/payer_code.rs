//! The payer code: 18 digits that a payer shows and a till scans, made without a network. Pure
//! arithmetic: no clock, no store; docs/payer-code.md has the layout, the attacks and the bounds.
//!
//! `PP AAAAAAAA TTTTTTT C`: the operator's prefix, an alias that finds the device for the moment, a
//! tag that proves the code and binds its terms, a check digit.

mod check_digit;
mod prefix;
mod secret;
mod step;
mod terms;
#[cfg(test)]
mod tests;

pub use prefix::{PayerPrefix, PrefixError};
pub use secret::PayerSecret;
pub use step::{PayerStep, REFRESH_MS, SHOWN_MS, STEP_MS, STEPS_ACCEPTED};
pub use terms::{CAP_MINOR, PayerTerms};

use std::fmt;
use subtle::ConstantTimeEq as _;

/// How many digits a payer code has.
pub const PAYER_CODE_DIGITS: usize = 18;

/// How many aliases there are.
pub const ALIASES: u32 = 100_000_000;

/// How many tags there are.
pub const TAGS: u32 = 10_000_000;

/// The 18 digits. They are as good as money while they live: nothing prints them but
/// [`PayerCode::expose`].
#[derive(Clone, PartialEq, Eq)]
pub struct PayerCode([u8; PAYER_CODE_DIGITS]);

impl PayerCode {
    /// Makes the code of a device for one step.
    pub fn new(
        prefix: PayerPrefix,
        secret: &PayerSecret,
        step: PayerStep,
        terms: PayerTerms,
    ) -> Self {
        let alias = secret.alias(step);
        let tag = secret.tag(step, alias, terms);
        let mut digits = [b'0'; PAYER_CODE_DIGITS];
        write(&mut digits[..2], u32::from(prefix.number()));
        write(&mut digits[2..10], alias);
        write(&mut digits[10..17], tag);
        digits[17] = check_digit::of(&digits[..17]);
        Self(digits)
    }

    /// Reads 18 digits with an allowed prefix and the right check digit; anything else is no payer
    /// code. Whether a device shows it now is for its operator to say.
    pub fn parse(text: &str) -> Option<Self> {
        let digits: [u8; PAYER_CODE_DIGITS] = text.as_bytes().try_into().ok()?;
        let is_sound = digits.iter().all(u8::is_ascii_digit)
            && PayerPrefix::new(number(&digits[..2])).is_ok()
            && check_digit::of(&digits[..17]) == digits[17];
        is_sound.then_some(Self(digits))
    }

    /// Returns the digits, to draw or to send.
    pub fn expose(&self) -> &str {
        // Only ASCII digits get in.
        std::str::from_utf8(&self.0).unwrap_or_default()
    }

    /// Returns the first two digits: whose code it is.
    pub fn prefix(&self) -> u8 {
        u8::try_from(number(&self.0[..2])).unwrap_or_default()
    }

    /// Returns the alias: which device shows it, for those who know the devices' secrets.
    pub fn alias(&self) -> u32 {
        number(&self.0[2..10])
    }

    /// Returns the terms under which a device made this code at a step, out of those offered. All
    /// are tried and compared in constant time, so that the time tells nothing about the tag.
    pub fn terms_of(
        &self,
        secret: &PayerSecret,
        step: PayerStep,
        offered: impl IntoIterator<Item = PayerTerms>,
    ) -> Option<PayerTerms> {
        let (alias, shown) = (self.alias(), number(&self.0[10..17]));
        let mut found = None;
        for terms in offered {
            if bool::from(secret.tag(step, alias, terms).ct_eq(&shown)) {
                found = Some(terms);
            }
        }
        found
    }
}

impl fmt::Debug for PayerCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("[REDACTED]")
    }
}

/// Writes a number into digits, leading zeros included.
fn write(digits: &mut [u8], mut number: u32) {
    for digit in digits.iter_mut().rev() {
        *digit = b"0123456789"[(number % 10) as usize];
        number /= 10;
    }
}

/// Returns the number that at most nine digits stand for.
fn number(digits: &[u8]) -> u32 {
    digits.iter().fold(0, |number, digit| number * 10 + u32::from(digit.wrapping_sub(b'0') % 10))
}
