//! The payment PIN: tries are counted before they are compared, five of them, then a lock.
//!
//! Who compares the PIN is slow and works outside of the rules, so a try is a command of its own
//! (`TryPin`), done before the comparison; `Pay` and `SetPin` say afterwards that it was right. The
//! fifth try locks at once, before anyone knows whether it is right: of any number of tries begun
//! at the same moment five are taken. One that turns out right forgets all tries and locks. That
//! it may arrive late gives an attacker nothing: it was counted itself, so every right try costs
//! one of the five, and between two right ones there are never more than four others and one lock's
//! five. An attacker cannot make one, and a repeated request is refused by its nonce.

mod forget;
mod set;
mod try_;

pub(crate) use forget::forget_tries_after_right;
pub(crate) use set::set;
pub(crate) use try_::{locked, try_};

/// How many tries there are until the PIN is locked.
pub const PIN_TRIES_MAX: u8 = 5;

/// How long the first lock lasts, in milliseconds; each further one lasts twice as long.
pub const PIN_LOCK_MS: u64 = 60 * 60 * 1000;

/// How long a lock lasts at most, in milliseconds.
pub const PIN_LOCK_MAX_MS: u64 = 24 * 60 * 60 * 1000;

#[cfg(test)]
mod tests;
