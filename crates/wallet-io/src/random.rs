//! Unguessable numbers from the operating system.

use wallet::port::Random;

/// The operating system's source of random numbers.
#[derive(Clone, Copy, Debug, Default)]
pub struct SystemRandom;

/// Returns random bytes.
///
/// # Panics
/// When the operating system has none: nothing safe can be done without them.
pub(crate) fn bytes<const N: usize>() -> [u8; N] {
    let mut bytes = [0; N];
    getrandom::fill(&mut bytes).expect("the operating system has random numbers");
    bytes
}

impl Random for SystemRandom {
    fn number(&self) -> u128 {
        u128::from_le_bytes(bytes())
    }
}
