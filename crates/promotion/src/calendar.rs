//! Moments, and local days, dates and minutes in the operator's zone. Plain arithmetic: no clock,
//! no table of the world's zones; the zone is the fixed offset that the operator has configured.

mod date;
mod hours;
mod weekdays;
mod zone;

pub use date::{Date, DateError, LocalDay};
pub use hours::{Hours, MINUTES_A_DAY};
pub use weekdays::{Weekday, Weekdays};
pub use zone::{LocalTime, Zone, ZoneError};

/// A day in milliseconds.
pub const DAY_MS: u64 = 24 * 60 * 60 * 1000;

/// A moment: milliseconds since 1970-01-01 UTC.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TimeMs(pub u64);

impl TimeMs {
    /// Returns the moment `ms` milliseconds later, at most the end of time.
    pub const fn plus_ms(self, ms: u64) -> Self {
        Self(self.0.saturating_add(ms))
    }
}
