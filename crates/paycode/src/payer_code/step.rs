//! Time in steps of five seconds: each is good for one code of a device.

use std::ops::RangeInclusive;

/// How long a step is, in milliseconds.
pub const STEP_MS: u64 = 5_000;

/// After this a wallet shows a fresh code, in milliseconds.
pub const REFRESH_MS: u64 = 50_000;

/// For how long a wallet shows a code at most, in milliseconds.
pub const SHOWN_MS: u64 = 60_000;

/// A code of the step that is now is taken in it and in the ten that follow: of a right clock 50 to
/// 55 s after it was made, and 55 to 60 s when it was made one step ahead.
const STEPS_BEHIND: u64 = 10;

/// A clock may be 20 s ahead, and the code one step ahead of the clock.
const STEPS_AHEAD: u64 = 5;

/// How many steps an operator takes at one moment.
pub const STEPS_ACCEPTED: u64 = STEPS_BEHIND + 1 + STEPS_AHEAD;

/// One step: the number of whole steps since 1970.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PayerStep(pub u64);

impl PayerStep {
    /// Returns the step of a moment in Unix milliseconds.
    pub const fn at(now_ms: u64) -> Self {
        Self(now_ms / STEP_MS)
    }

    /// Returns the steps whose codes are taken while this one is now.
    pub const fn accepted(self) -> RangeInclusive<u64> {
        self.0.saturating_sub(STEPS_BEHIND)..=self.0.saturating_add(STEPS_AHEAD)
    }

    /// Returns the end of the last step in which the code of this one is taken, in Unix
    /// milliseconds.
    pub const fn ends_at_ms(self) -> u64 {
        self.0.saturating_add(STEPS_BEHIND + 1).saturating_mul(STEP_MS)
    }

    /// Returns the step of a device's next code: the one that is now, or one ahead when that was
    /// used.
    ///
    /// # Errors
    /// The milliseconds to wait, where even the next one was used.
    pub fn next(now_ms: u64, last: Option<Self>) -> Result<Self, u64> {
        let now = Self::at(now_ms);
        let next = last.map_or(now, |last| now.max(Self(last.0.saturating_add(1))));
        if next.0 <= now.0.saturating_add(1) {
            return Ok(next);
        }
        let from_ms = next.0.saturating_sub(1).saturating_mul(STEP_MS);
        Err(from_ms.saturating_sub(now_ms))
    }
}
