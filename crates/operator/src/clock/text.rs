//! Moments as people write them for machines: RFC 3339, shown in UTC.

use bank::TimeMs;
use promotion::calendar::Zone;

const DAY_S: u64 = 24 * 60 * 60;

/// Returns a moment as `2027-01-31T06:00:00Z`; what is below a second is left out.
pub fn to_text(at: TimeMs) -> String {
    let seconds = at.0 / 1000;
    let (days, rest) = (seconds / DAY_S, seconds % DAY_S);
    let (year, month, day) = date(days);
    let (hour, minute, second) = (rest / 3600, rest / 60 % 60, rest % 60);
    format!("{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}Z")
}

/// Returns a moment in a zone, to the millisecond: `2027-01-31T14:00:00.250+08:00`.
pub fn local(at: TimeMs, zone: Zone) -> String {
    let ahead_min = zone.ahead_min();
    let ahead_ms = u64::from(ahead_min.unsigned_abs()) * 60_000;
    let shifted =
        if ahead_min < 0 { at.0.saturating_sub(ahead_ms) } else { at.0.saturating_add(ahead_ms) };
    let text = to_text(TimeMs(shifted));
    let sign = if ahead_min < 0 { '-' } else { '+' };
    let (hours, minutes) = (ahead_min.unsigned_abs() / 60, ahead_min.unsigned_abs() % 60);
    let text = text.trim_end_matches('Z');
    format!("{text}.{:03}{sign}{hours:02}:{minutes:02}", at.0 % 1000)
}

/// Reads `2027-01-31T06:00:00Z`, or with an offset such as `+08:00` in the place of `Z`, from 1970
/// to 9999; the seconds may be left out.
pub fn from_text(text: &str) -> Option<TimeMs> {
    let (date_text, rest) = text.split_once(['T', 't', ' '])?;
    let zone_at = rest.find(['Z', 'z', '+', '-'])?;
    let (time, zone) = rest.split_at(zone_at);
    let [year, month, day] = numbers(date_text, '-', &[4, 2, 2])?.try_into().ok()?;
    let mut parts = numbers(time, ':', &[2, 2, 2]).or_else(|| numbers(time, ':', &[2, 2]))?;
    parts.resize(3, 0);
    let [hour, minute, second] = parts.try_into().ok()?;
    if hour > 23 || minute > 59 || second > 59 {
        return None;
    }
    let days = days_until(year, month, day)?;
    let local = days * DAY_S + hour * 3600 + minute * 60 + second;
    let seconds = match zone {
        "Z" | "z" => local,
        _ => {
            let (sign, offset) = zone.split_at_checked(1)?;
            let [hours, minutes] = numbers(offset, ':', &[2, 2])?.try_into().ok()?;
            let offset = (hours < 24 && minutes < 60).then_some(hours * 3600 + minutes * 60)?;
            if sign == "+" { local.checked_sub(offset)? } else { local + offset }
        }
    };
    Some(TimeMs(seconds * 1000))
}

/// Reads numbers of so many digits each.
fn numbers(text: &str, between: char, digits: &[usize]) -> Option<Vec<u64>> {
    let parts: Vec<&str> = text.split(between).collect();
    let fit = parts.len() == digits.len()
        && parts.iter().zip(digits).all(|(part, count)| {
            part.len() == *count && part.bytes().all(|byte| byte.is_ascii_digit())
        });
    if fit { parts.iter().map(|part| part.parse().ok()).collect() } else { None }
}

/// Returns year, month and day of a day since 1970, in the Gregorian calendar. Years begin in
/// March here, so that the leap day is the last of its year.
fn date(days: u64) -> (u64, u64, u64) {
    // Days since 0000-03-01; 400 years have 146,097 days.
    let days = days + 719_468;
    let (era, of_era) = (days / 146_097, days % 146_097);
    let year = (of_era - of_era / 1460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year + year / 4 - year / 100);
    let month = (5 * of_year + 2) / 153;
    let day = of_year - (153 * month + 2) / 5 + 1;
    let (year, month) = (year + era * 400, if month < 10 { month + 3 } else { month - 9 });
    (if month <= 2 { year + 1 } else { year }, month, day)
}

/// Returns how many days a date is after 1970-01-01; none for one that is not in the calendar.
fn days_until(year: u64, month: u64, day: u64) -> Option<u64> {
    if !(1970..=9999).contains(&year) || !(1..=12).contains(&month) || day == 0 {
        return None;
    }
    let (shifted, of_year) = if month > 2 { (year, month - 3) } else { (year - 1, month + 9) };
    let (era, of_era) = (shifted / 400, shifted % 400);
    let of_year = (153 * of_year + 2) / 5 + day - 1;
    let days = era * 146_097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year;
    let days = days.checked_sub(719_468)?;
    // A day that its month has not comes back as another one.
    (date(days) == (year, month, day)).then_some(days)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn moments_are_written_in_utc_and_read_with_any_offset() {
        for (ms, text) in [
            (0, "1970-01-01T00:00:00Z"),
            (951_782_400_000, "2000-02-29T00:00:00Z"),
            (1_800_000_000_999, "2027-01-15T08:00:00Z"),
            (4_107_542_399_000, "2100-02-28T23:59:59Z"),
            (253_402_300_799_000, "9999-12-31T23:59:59Z"),
        ] {
            assert_eq!(to_text(TimeMs(ms)), text);
            assert_eq!(from_text(text), Some(TimeMs(ms / 1000 * 1000)));
        }
        let eight = from_text("2027-01-15T08:00:00Z");
        for text in ["2027-01-15T16:00:00+08:00", "2027-01-15T08:00Z", "2027-01-15 04:30-03:30"] {
            assert_eq!(from_text(text), eight, "{text}");
        }
    }

    #[test]
    fn every_day_of_four_hundred_years_comes_back() {
        for days in 0..146_097 {
            let (year, month, day) = date(days);
            assert_eq!(days_until(year, month, day), Some(days));
        }
    }

    #[test]
    fn local_moments_name_their_offset() {
        for (ahead_min, text) in [
            (480, "2027-01-15T16:00:00.999+08:00"),
            (-210, "2027-01-15T04:30:00.999-03:30"),
            (0, "2027-01-15T08:00:00.999+00:00"),
        ] {
            let zone = Zone::new(ahead_min).expect("a zone");
            assert_eq!(local(TimeMs(1_800_000_000_999), zone), text);
        }
    }

    #[test]
    fn other_texts_are_no_moments() {
        for text in [
            "",
            "2027-01-15",
            "2027-01-15T08:00:00",
            "2027-02-29T08:00:00Z",
            "2100-02-29T08:00:00Z",
            "2027-13-01T08:00:00Z",
            "2027-00-01T08:00:00Z",
            "2027-01-00T08:00:00Z",
            "2027-01-15T24:00:00Z",
            "2027-01-15T08:60:00Z",
            "2027-1-15T08:00:00Z",
            "1969-12-31T23:59:59Z",
            "1970-01-01T00:00:00+00:01",
            "2027-01-15T08:00:00+8:00",
            "2027-01-15T08:00:00+24:00",
            "2027-01-15T08:00:00Zx",
            "tomorrow",
        ] {
            assert_eq!(from_text(text), None, "{text}");
        }
    }
}
