//! What is kept of a PIN: argon2id over HMAC-SHA256(pepper, PIN, person). A million PINs are soon
//! tried, so the verifier is worth nothing without the pepper, which is not in the database.

use argon2::Version;
use argon2::{Algorithm, Argon2, Params, PasswordHash, PasswordHasher as _, PasswordVerifier as _};
use ring::hmac;
use wire::{Id, Secret};

/// A verifier cannot be made or read.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("PIN verifier: {0}")]
pub struct VerifierError(String);

/// 19 MiB, two passes, one lane: the least that OWASP asks of argon2id.
fn argon2() -> Result<Argon2<'static>, VerifierError> {
    let params = Params::new(19 * 1024, 2, 1, None).map_err(wrong)?;
    Ok(Argon2::new(Algorithm::Argon2id, Version::V0x13, params))
}

fn wrong(error: impl std::fmt::Display) -> VerifierError {
    VerifierError(error.to_string())
}

/// The person is part of the text, so that a verifier moved to another row proves nothing.
fn peppered(pepper: &hmac::Key, pin: &Secret, person: Id) -> hmac::Tag {
    let mut context = hmac::Context::with_key(pepper);
    context.update(b"tongbao-pin-1");
    context.update(&person.0.to_be_bytes());
    context.update(pin.expose().as_bytes());
    context.sign()
}

/// Returns the verifier of a PIN as a PHC string. Takes some 20 ms and 19 MiB.
///
/// # Errors
/// When the operating system gives no salt.
pub fn make(pepper: &hmac::Key, pin: &Secret, person: Id) -> Result<String, VerifierError> {
    let tag = peppered(pepper, pin, person);
    let salt: [u8; 16] = crate::random::bytes().map_err(wrong)?;
    let hash: PasswordHash =
        argon2()?.hash_password_with_salt(tag.as_ref(), &salt).map_err(wrong)?;
    Ok(hash.to_string())
}

/// Returns whether a PIN fits a verifier. Takes as long as [`make`].
///
/// # Errors
/// When the verifier cannot be read.
pub fn compare(
    pepper: &hmac::Key,
    pin: &Secret,
    person: Id,
    verifier: &str,
) -> Result<bool, VerifierError> {
    let tag = peppered(pepper, pin, person);
    let hash = PasswordHash::new(verifier).map_err(wrong)?;
    match argon2()?.verify_password(tag.as_ref(), &hash) {
        Ok(()) => Ok(true),
        Err(argon2::password_hash::Error::PasswordInvalid) => Ok(false),
        Err(error) => Err(wrong(error)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pepper(byte: u8) -> hmac::Key {
        hmac::Key::new(hmac::HMAC_SHA256, &[byte; 32])
    }

    #[test]
    fn a_verifier_fits_one_pin_person_and_pepper() {
        let pin = Secret::new("836194");
        let verifier = make(&pepper(1), &pin, Id(7)).expect("makes");
        assert!(verifier.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"), "{verifier}");
        assert_eq!(compare(&pepper(1), &pin, Id(7), &verifier), Ok(true));
        assert_eq!(compare(&pepper(1), &Secret::new("836195"), Id(7), &verifier), Ok(false));
        assert_eq!(compare(&pepper(1), &pin, Id(8), &verifier), Ok(false));
        assert_eq!(compare(&pepper(2), &pin, Id(7), &verifier), Ok(false));
        assert!(compare(&pepper(1), &pin, Id(7), "nonsense").is_err());
    }
}
