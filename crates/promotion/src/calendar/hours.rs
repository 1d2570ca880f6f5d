//! A stretch of a day.

/// Minutes of a day.
pub const MINUTES_A_DAY: u16 = 24 * 60;

/// From a minute of the day until before another; it does not pass midnight.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Hours {
    /// The first minute, from 0.
    pub from_min: u16,
    /// The minute after the last one, at most 1440.
    pub until_min: u16,
}

impl Hours {
    /// Returns whether this is a stretch of at least one minute within a day.
    pub const fn is_sound(self) -> bool {
        self.from_min < self.until_min && self.until_min <= MINUTES_A_DAY
    }

    /// Returns whether a minute of the day is within.
    pub const fn contains(self, minute: u16) -> bool {
        self.from_min <= minute && minute < self.until_min
    }
}
