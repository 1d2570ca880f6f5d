//! From moments to local time and back.

use super::{LocalDay, TimeMs};
use std::fmt;

/// A fixed offset from UTC, without summer time.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Zone {
    ahead_min: i16,
}

/// An offset of a day or more.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ZoneError;

impl fmt::Display for ZoneError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an offset is less than 15 hours either way")
    }
}

impl std::error::Error for ZoneError {}

/// A local day and a minute of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct LocalTime {
    /// The day.
    pub day: LocalDay,
    /// Minutes since its midnight, below 1440.
    pub minute: u16,
}

const MINUTE_MS: i64 = 60_000;
const A_DAY_MS: i64 = 24 * 60 * MINUTE_MS;

impl Zone {
    /// Returns the zone whose clocks are this many minutes ahead of UTC; behind is below zero.
    pub const fn new(ahead_min: i16) -> Result<Self, ZoneError> {
        if ahead_min <= -900 || ahead_min >= 900 {
            return Err(ZoneError);
        }
        Ok(Self { ahead_min })
    }

    /// Returns how many minutes its clocks are ahead of UTC.
    pub const fn ahead_min(self) -> i16 {
        self.ahead_min
    }

    /// Returns what its clocks show at a moment.
    pub fn local(self, at: TimeMs) -> LocalTime {
        let ms = i64::try_from(at.0).unwrap_or(i64::MAX).saturating_add(self.ahead_ms());
        let day = ms.div_euclid(A_DAY_MS);
        let minute = ms.rem_euclid(A_DAY_MS) / MINUTE_MS;
        LocalTime {
            day: LocalDay(i32::try_from(day).unwrap_or(i32::MAX)),
            minute: u16::try_from(minute).unwrap_or_default(),
        }
    }

    /// Returns when a local day begins, which is when the one before it ends (its 24:00).
    pub fn begins_at(self, day: LocalDay) -> TimeMs {
        let ms = i64::from(day.0) * A_DAY_MS - self.ahead_ms();
        TimeMs(u64::try_from(ms).unwrap_or_default())
    }

    const fn ahead_ms(self) -> i64 {
        self.ahead_min as i64 * MINUTE_MS
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_begin_at_midnight_of_the_zone_and_end_a_millisecond_before_the_next() {
        for ahead_min in [-899, -210, 0, 480, 840, 899] {
            let zone = Zone::new(ahead_min).expect("an offset");
            for day in [1, 2, 21_243, 30_000].map(LocalDay) {
                let begins = zone.begins_at(day);
                assert_eq!(zone.local(begins), LocalTime { day, minute: 0 });
                let before = zone.local(TimeMs(begins.0 - 1));
                assert_eq!(before, LocalTime { day: LocalDay(day.0 - 1), minute: 1439 });
            }
        }
        assert_eq!(Zone::new(900), Err(ZoneError));
        assert_eq!(Zone::new(-900), Err(ZoneError));
    }

    #[test]
    fn the_ends_of_time_do_not_overflow() {
        let zone = Zone::new(840).expect("an offset");
        assert_eq!(zone.local(TimeMs(u64::MAX)).day, LocalDay(i32::MAX));
        assert_eq!(zone.begins_at(LocalDay(i32::MIN)), TimeMs(0));
    }
}
