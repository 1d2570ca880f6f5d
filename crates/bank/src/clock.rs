//! The clock of a sandbox: how far the operator's time is ahead of the machine's. It is a setting
//! of its own kind, so that every node reads the same, the journal says who moved it and when, and
//! a backup brings it along. It never goes back.

mod advance;

pub(crate) use advance::advance;

/// How far one command moves the clock at most, in milliseconds: 31 days. Each day that is skipped
/// is a day of bills to be made.
pub const ADVANCE_MAX_MS: u64 = 31 * 24 * 60 * 60 * 1000;

/// How far the clock can be ahead in all, in milliseconds: ten years.
pub const AHEAD_MAX_MS: u64 = 3660 * 24 * 60 * 60 * 1000;
