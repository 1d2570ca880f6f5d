//! What moves the clock of a sandbox.

use crate::id::TimeMs;

/// Moves the clock of a sandbox ahead.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AdvanceClock {
    /// Where to.
    pub to: ClockMove,
    /// What the machine's own clock says.
    pub real_at: TimeMs,
    /// Who moves it: 1 to 64 characters of one line.
    pub author: String,
}

/// Where a clock is moved to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ClockMove {
    /// By so many milliseconds.
    By(u64),
    /// To a moment that is not over.
    To(TimeMs),
}
