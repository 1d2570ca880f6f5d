//! The operator's time zone: when its business days begin. A fixed offset, without summer time.

use bank::TimeMs;
use promotion::calendar::{self, Zone};
use std::fmt;
use std::str::FromStr;

/// An offset from UTC: `+08:00`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct TimeZone(Zone);

impl fmt::Display for TimeZone {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let ahead_min = self.0.ahead_min();
        let sign = if ahead_min < 0 { '-' } else { '+' };
        let ahead = ahead_min.unsigned_abs();
        write!(f, "{sign}{:02}:{:02}", ahead / 60, ahead % 60)
    }
}

/// A text that is no offset.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("is an offset from UTC, for example \"+08:00\" or \"-03:30\"")]
pub struct TimeZoneError;

impl FromStr for TimeZone {
    type Err = TimeZoneError;

    fn from_str(text: &str) -> Result<Self, TimeZoneError> {
        let (sign, rest) = text.split_at_checked(1).ok_or(TimeZoneError)?;
        let (hours, minutes) = rest.split_once(':').ok_or(TimeZoneError)?;
        let number = |digits: &str, below: i16| match digits.as_bytes() {
            [b'0'..=b'9', b'0'..=b'9'] => digits.parse().ok().filter(|number| *number < below),
            _ => None,
        };
        let hours: i16 = number(hours, 15).ok_or(TimeZoneError)?;
        let minutes = number(minutes, 60).ok_or(TimeZoneError)? + hours * 60;
        let ahead_min = match sign {
            "+" => minutes,
            "-" => -minutes,
            _ => return Err(TimeZoneError),
        };
        Zone::new(ahead_min).map(Self).map_err(|_| TimeZoneError)
    }
}

impl TimeZone {
    /// Returns when the day began that is at a moment.
    pub fn day_began_at(self, now: TimeMs) -> TimeMs {
        let Self(zone) = self;
        TimeMs(zone.begins_at(zone.local(calendar::TimeMs(now.0)).day).0)
    }

    /// Returns the offset as the rules of coupons take it.
    pub const fn zone(self) -> Zone {
        self.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use promotion::calendar::DAY_MS;

    #[test]
    fn days_begin_at_midnight_of_the_zone() {
        let day = 20_000 * DAY_MS;
        let hour = 60 * 60_000;
        for (zone, now, began) in [
            ("+00:00", day, day),
            ("+00:00", day + DAY_MS - 1, day),
            ("+08:00", day, day - 8 * hour),
            ("+08:00", day + 16 * hour - 1, day - 8 * hour),
            ("+08:00", day + 16 * hour, day + 16 * hour),
            ("-03:30", day, day - DAY_MS + 3 * hour + hour / 2),
            ("-03:30", day + 3 * hour + hour / 2, day + 3 * hour + hour / 2),
        ] {
            let zone: TimeZone = zone.parse().expect("an offset");
            assert_eq!(zone.day_began_at(TimeMs(now)), TimeMs(began), "{zone:?} {now}");
        }
    }

    #[test]
    fn behind_is_not_ahead_by_the_rest_of_the_day() {
        for (text, ahead_min) in
            [("+14:59", 899), ("-14:59", -899), ("-03:30", -210), ("-00:00", 0)]
        {
            let zone: TimeZone = text.parse().expect("an offset");
            assert_eq!(zone.zone().ahead_min(), ahead_min, "{text}");
            assert_eq!(zone.to_string(), text.replace("-00:00", "+00:00"));
        }
    }

    #[test]
    fn other_texts_are_no_offsets() {
        for text in
            ["", "+", "08:00", "+8:00", "+08", "+15:00", "+08:60", "+08:0x", "Z", "\u{2212}08:00"]
        {
            assert_eq!(text.parse::<TimeZone>(), Err(TimeZoneError), "{text}");
        }
    }
}
