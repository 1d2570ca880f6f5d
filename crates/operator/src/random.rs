//! Random identifiers and keys from the operating system.

use crate::clock;
use wire::Id;

/// The operating system gave no random bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the operating system gives no random bytes")]
pub struct RandomError;

/// Returns random bytes.
///
/// # Errors
/// When the operating system gives none.
pub fn bytes<const N: usize>() -> Result<[u8; N], RandomError> {
    let mut bytes = [0; N];
    getrandom::fill(&mut bytes).map_err(|_| RandomError)?;
    Ok(bytes)
}

/// Returns 128 random bits.
///
/// # Errors
/// As [`bytes`].
pub fn bits() -> Result<u128, RandomError> {
    bytes().map(u128::from_be_bytes)
}

/// Returns a new identifier that sorts by time; for what may tell when it was made.
///
/// # Errors
/// As [`bytes`].
pub fn id() -> Result<Id, RandomError> {
    Ok(Id::from_parts(clock::now().0, bits()?))
}
