//! When a code ends, as far as it says so.

use super::shown_text;
use crate::describe::{Description, Value};

/// Returns the day or moment after which the code is void: `2027-01-31`, or
/// `2027-01-31T09:30:00Z` where it is a moment of Unix time.
pub(super) fn expiry(description: &Description) -> Option<String> {
    let number = |name| match description.get(name) {
        Some(Value::Integer(number)) => Some(*number),
        Some(Value::Text(text)) => text.parse().ok(),
        _ => None,
    };
    let lasts = || number("created")?.checked_add(number("expiry_seconds")?);
    let moment_s = number("expires_at_s")
        .or_else(|| number("expires_ms").map(|ms: u64| ms / 1000))
        .or_else(lasts);
    match moment_s {
        Some(seconds) => moment(seconds),
        None => shown_text(description, "expires").map(|stated| day(&stated).unwrap_or(stated)),
    }
}

/// Writes `YYYYMMDD` and `YYYYMMDDhhmmss` with hyphens and colons; the code names no time zone.
fn day(text: &str) -> Option<String> {
    let is_written = matches!(text.len(), 8 | 14) && text.bytes().all(|b| b.is_ascii_digit());
    if !is_written {
        return None;
    }
    let date = format!("{}-{}-{}", &text[..4], &text[4..6], &text[6..8]);
    match text.get(8..14) {
        Some(time) => Some(format!("{date} {}:{}:{}", &time[..2], &time[2..4], &time[4..])),
        None => Some(date),
    }
}

/// Writes a moment of Unix time; `None` beyond the year 9999.
fn moment(seconds: u64) -> Option<String> {
    const SECONDS_PER_DAY: u64 = 86_400;
    let (year, month, day) = date(seconds / SECONDS_PER_DAY)?;
    let rest = seconds % SECONDS_PER_DAY;
    let (hour, minute, second) = (rest / 3600, rest / 60 % 60, rest % 60);
    Some(format!("{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}Z"))
}

/// Returns the Gregorian date of a day counted from 1970.
fn date(mut days: u64) -> Option<(u64, u64, u64)> {
    const DAYS_MAX: u64 = 2_932_896;
    if days > DAYS_MAX {
        return None;
    }
    let is_leap = |year: u64| {
        year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400))
    };
    let mut year = 1970;
    while days >= 365 + u64::from(is_leap(year)) {
        days -= 365 + u64::from(is_leap(year));
        year += 1;
    }
    let february = 28 + u64::from(is_leap(year));
    let mut month = 1;
    for length in [31, february, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31] {
        if days < length {
            break;
        }
        days -= length;
        month += 1;
    }
    Some((year, month, days + 1))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn moments_and_days_are_written_alike() {
        assert_eq!(moment(0).as_deref(), Some("1970-01-01T00:00:00Z"));
        assert_eq!(moment(1_709_210_096).as_deref(), Some("2024-02-29T12:34:56Z"));
        assert_eq!(moment(1_735_689_599).as_deref(), Some("2024-12-31T23:59:59Z"));
        assert_eq!(moment(253_402_300_799).as_deref(), Some("9999-12-31T23:59:59Z"));
        assert_eq!(moment(253_402_300_800), None);
        assert_eq!(moment(u64::MAX), None);
        assert_eq!(day("20270131").as_deref(), Some("2027-01-31"));
        assert_eq!(day("20270131093000").as_deref(), Some("2027-01-31 09:30:00"));
        for bad in ["2027013", "2027-1-1", "２０２７", "日日日日"] {
            assert_eq!(day(bad), None, "{bad}");
        }
    }
}
