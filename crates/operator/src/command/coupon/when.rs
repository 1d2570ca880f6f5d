//! When coupons are given out and good, from the options of `tongbaod coupon open`.

use super::malformed;
use crate::command::CommandError;
use promotion::calendar::{Date, Hours, LocalDay, Weekday, Weekdays, Zone};
use promotion::coupon::{Validity, Window};

/// When, in the operator's time zone.
#[derive(Clone, Debug, Default, clap::Args)]
pub struct WhenOptions {
    /// The first day, for example `2027-05-01`; today when absent.
    #[arg(long, value_name = "DATE")]
    from_date: Option<String>,
    /// The last day, which counts; 90 days at most.
    #[arg(long, value_name = "DATE")]
    until_date: String,
    /// From which day after it was received a coupon is good: 0 is at once.
    #[arg(long, value_name = "DAYS", default_value_t = 0)]
    wait_days: u8,
    /// For how many days a coupon is good; until the last day when absent.
    #[arg(long, value_name = "DAYS")]
    valid_days: Option<u8>,
    /// On which days of the week, for example `mon,tue,wed`; on all when absent.
    #[arg(long, value_name = "DAYS", value_delimiter = ',')]
    weekdays: Vec<String>,
    /// At which hours, for example `11:00-14:00`; twice at most, at all hours when absent.
    #[arg(long, value_name = "FROM-UNTIL")]
    hours: Vec<String>,
}

impl WhenOptions {
    /// Returns the window and what of it is good.
    pub fn read(&self, today: LocalDay, zone: Zone) -> Result<(Window, Validity), CommandError> {
        let first = match &self.from_date {
            Some(text) => date("--from-date", text)?,
            None => today,
        };
        let last = date("--until-date", &self.until_date)?;
        let window =
            Window { from: zone.begins_at(first), until: zone.begins_at(last.plus_days(1)) };
        let weekdays = match self.weekdays.as_slice() {
            [] => Weekdays::ALL,
            days => {
                Weekdays::of(&days.iter().map(|day| weekday(day)).collect::<Result<Vec<_>, _>>()?)
            }
        };
        let hours = self.hours.iter().map(|text| stretch(text)).collect::<Result<_, _>>()?;
        let (wait_days, days) = (self.wait_days, self.valid_days);
        Ok((window, Validity { wait_days, days, weekdays, hours }))
    }
}

fn date(option: &str, text: &str) -> Result<LocalDay, CommandError> {
    let parts: Vec<&str> = text.split('-').collect();
    let [year, month, day] = parts.as_slice() else {
        return Err(malformed(option, "a date is written 2027-05-01"));
    };
    let is_plain = |part: &&str| part.bytes().all(|byte| byte.is_ascii_digit());
    let are_plain = parts.iter().all(is_plain);
    let read = match (year.parse(), month.parse(), day.parse()) {
        (Ok(year), Ok(month), Ok(day)) if are_plain => Date::new(year, month, day),
        _ => return Err(malformed(option, "a date is written 2027-05-01")),
    };
    read.map(Date::local_day).map_err(|error| malformed(option, error))
}

fn weekday(text: &str) -> Result<Weekday, CommandError> {
    const NAMES: [&str; 7] = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];
    let place = NAMES.iter().position(|name| *name == text);
    place
        .and_then(|place| Weekday::ALL.get(place).copied())
        .ok_or_else(|| malformed("--weekdays", "days are mon, tue, wed, thu, fri, sat and sun"))
}

/// Reads `11:00-14:00`; the day's end is `24:00`.
fn stretch(text: &str) -> Result<Hours, CommandError> {
    let minute = |text: &str| {
        let (hour, minute) = text.split_once(':')?;
        let is_sound = [hour, minute]
            .iter()
            .all(|part| part.len() == 2 && part.bytes().all(|byte| byte.is_ascii_digit()));
        let (hour, minute): (u16, u16) = (hour.parse().ok()?, minute.parse().ok()?);
        (is_sound && minute < 60 && hour * 60 + minute <= 1440).then_some(hour * 60 + minute)
    };
    let read = text
        .split_once('-')
        .and_then(|(from, until)| Some((minute(from)?, minute(until)?)))
        .map(|(from_min, until_min)| Hours { from_min, until_min });
    read.filter(|hours| hours.is_sound())
        .ok_or_else(|| malformed("--hours", "a stretch of one day, for example 11:00-14:00"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hours_are_a_stretch_of_one_day() {
        let read = stretch("11:00-14:30").expect("hours");
        assert_eq!(read, Hours { from_min: 660, until_min: 870 });
        assert_eq!(stretch("00:00-24:00").expect("hours").until_min, 1440);
        for text in ["", "11:00", "14:00-11:00", "11:00-11:00", "11:60-12:00", "1:00-2:00", "x-y"] {
            assert!(stretch(text).is_err(), "{text}");
        }
    }

    #[test]
    fn dates_are_days_of_the_calendar() {
        let day = Date::new(2028, 2, 29).expect("a date").local_day();
        assert_eq!(date("--from-date", "2028-02-29").expect("a date"), day);
        for text in ["2027-02-29", "2028-2", "28.02.2028", "+2028-02-01", ""] {
            assert!(date("--from-date", text).is_err(), "{text}");
        }
    }

    #[test]
    fn the_last_day_counts_in_the_operators_zone() {
        let zone = Zone::new(480).expect("an offset");
        let options = WhenOptions {
            until_date: "2028-03-01".to_owned(),
            weekdays: vec!["sat".to_owned(), "sun".to_owned()],
            ..WhenOptions::default()
        };
        let today = date("--from-date", "2028-02-28").expect("a date");
        let (window, validity) = options.read(today, zone).expect("a window");
        assert_eq!(window.until.0 - window.from.0, 3 * promotion::calendar::DAY_MS);
        assert_eq!(zone.local(window.from).minute, 0);
        assert_eq!(validity.weekdays, Weekdays::of(&[Weekday::Saturday, Weekday::Sunday]));
        let odd = WhenOptions { weekdays: vec!["noday".to_owned()], ..options };
        assert!(odd.read(today, zone).is_err());
    }
}
