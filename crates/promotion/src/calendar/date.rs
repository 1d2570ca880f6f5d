//! Dates of the Gregorian calendar and the days that they number.

use std::fmt;

/// A local day: days since 1970-01-01 in the operator's zone.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct LocalDay(pub i32);

/// A date that exists, of the years 0 to 9999.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Date {
    year: u16,
    month: u8,
    day: u8,
}

/// Three numbers that are no date.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DateError;

impl fmt::Display for DateError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("there is no such date")
    }
}

impl std::error::Error for DateError {}

/// Days of 400 years, after which the calendar repeats.
const CYCLE_DAYS: i32 = 146_097;

/// Days from 0000-03-01 to 1970-01-01.
const UNTIL_1970: i32 = 719_468;

impl Date {
    /// Returns the date, unless there is none of this year, month (from 1) and day (from 1).
    pub const fn new(year: u16, month: u8, day: u8) -> Result<Self, DateError> {
        if year > 9999 || month < 1 || month > 12 || day < 1 || day > days_in(year, month) {
            return Err(DateError);
        }
        Ok(Self { year, month, day })
    }

    /// Returns the year.
    pub const fn year(self) -> u16 {
        self.year
    }

    /// Returns the month, from 1.
    pub const fn month(self) -> u8 {
        self.month
    }

    /// Returns the day of the month, from 1.
    pub const fn day(self) -> u8 {
        self.day
    }

    /// Returns the same date some years later; 29 February becomes the 28th where there is none.
    ///
    /// # Errors
    /// When that is beyond the year 9999.
    pub fn plus_years(self, years: u16) -> Result<Self, DateError> {
        let year = self.year.checked_add(years).filter(|year| *year <= 9999).ok_or(DateError)?;
        Self::new(year, self.month, self.day.min(days_in(year, self.month)))
    }

    /// Returns the number of the day.
    pub fn local_day(self) -> LocalDay {
        // A year that begins in March has its leap day at the end, so that months before it
        // always begin at the same day of it.
        let (month, year) = (i32::from(self.month), i32::from(self.year));
        let (year, months) = if month > 2 { (year, month - 3) } else { (year - 1, month + 9) };
        let (cycle, year) = (year.div_euclid(400), year.rem_euclid(400));
        let day = (153 * months + 2) / 5 + i32::from(self.day) - 1;
        let within = year * 365 + year / 4 - year / 100 + day;
        LocalDay(cycle * CYCLE_DAYS + within - UNTIL_1970)
    }
}

impl LocalDay {
    /// Returns the date.
    ///
    /// # Errors
    /// For a day outside the years 0 to 9999.
    pub fn date(self) -> Result<Date, DateError> {
        let days = self.0.checked_add(UNTIL_1970).ok_or(DateError)?;
        let (cycle, within) = (days.div_euclid(CYCLE_DAYS), days.rem_euclid(CYCLE_DAYS));
        let leaps = within / 1460 - within / 36_524 + within / 146_096;
        let year = (within - leaps) / 365;
        let day = within - (365 * year + year / 4 - year / 100);
        let months = (5 * day + 2) / 153;
        let (month, carry) = if months < 10 { (months + 3, 0) } else { (months - 9, 1) };
        let year = u16::try_from(year + cycle * 400 + carry).map_err(|_| DateError)?;
        let month = u8::try_from(month).map_err(|_| DateError)?;
        let day = u8::try_from(day - (153 * months + 2) / 5 + 1).map_err(|_| DateError)?;
        Date::new(year, month, day)
    }

    /// Returns the day some days later, at most the last one that can be numbered.
    pub const fn plus_days(self, days: i32) -> Self {
        Self(self.0.saturating_add(days))
    }
}

/// `2028-02-29`.
impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-{:02}-{:02}", self.year, self.month, self.day)
    }
}

const fn days_in(year: u16, month: u8) -> u8 {
    match month {
        4 | 6 | 9 | 11 => 30,
        2 if year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400)) => {
            29
        }
        2 => 28,
        _ => 31,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn date(year: u16, month: u8, day: u8) -> Date {
        Date::new(year, month, day).expect("a date")
    }

    #[test]
    fn every_day_of_ten_thousand_years_has_one_date_and_they_follow_each_other() {
        let first = date(0, 1, 1).local_day();
        let last = date(9999, 12, 31).local_day();
        assert_eq!(last.0 - first.0 + 1, 3_652_425);
        let mut before: Option<Date> = None;
        for number in first.0..=last.0 {
            let day = LocalDay(number).date().expect("in range");
            assert_eq!(day.local_day(), LocalDay(number));
            assert!(before.is_none_or(|before| before < day));
            before = Some(day);
        }
        assert_eq!(LocalDay(first.0 - 1).date(), Err(DateError));
        assert_eq!(LocalDay(last.0 + 1).date(), Err(DateError));
        assert_eq!(LocalDay(i32::MAX).date(), Err(DateError));
    }

    #[test]
    fn known_days_have_their_numbers() {
        assert_eq!(date(1970, 1, 1).local_day(), LocalDay(0));
        assert_eq!(date(2000, 3, 1).local_day(), LocalDay(11_017));
        assert_eq!(date(2028, 2, 29).local_day(), LocalDay(21_243));
        assert_eq!(date(2028, 2, 29).to_string(), "2028-02-29");
    }

    #[test]
    fn a_leap_day_falls_back_to_the_28th() {
        assert_eq!(date(2028, 2, 29).plus_years(3), Ok(date(2031, 2, 28)));
        assert_eq!(date(2028, 2, 29).plus_years(4), Ok(date(2032, 2, 29)));
        assert_eq!(date(2027, 2, 28).plus_years(1), Ok(date(2028, 2, 28)));
        assert_eq!(date(9999, 1, 1).plus_years(1), Err(DateError));
    }

    #[test]
    fn dates_that_do_not_exist_are_refused() {
        for (year, month, day) in [
            (2027, 2, 29),
            (2100, 2, 29),
            (2000, 2, 30),
            (2028, 4, 31),
            (2028, 0, 1),
            (2028, 13, 1),
            (2028, 1, 0),
            (10_000, 1, 1),
        ] {
            assert_eq!(Date::new(year, month, day), Err(DateError), "{year}-{month}-{day}");
        }
    }
}
