//! Days of the week, and sets of them.

use super::LocalDay;

/// A day of the week.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Weekday {
    /// Monday.
    Monday,
    /// Tuesday.
    Tuesday,
    /// Wednesday.
    Wednesday,
    /// Thursday.
    Thursday,
    /// Friday.
    Friday,
    /// Saturday.
    Saturday,
    /// Sunday.
    Sunday,
}

impl Weekday {
    /// Every day, Monday first.
    pub const ALL: [Self; 7] = [
        Self::Monday,
        Self::Tuesday,
        Self::Wednesday,
        Self::Thursday,
        Self::Friday,
        Self::Saturday,
        Self::Sunday,
    ];
}

/// A set of days of the week: bit 0 is Monday, bit 6 Sunday.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Weekdays(u8);

impl Weekdays {
    /// All seven.
    pub const ALL: Self = Self(0b111_1111);

    /// Returns the set of these bits; bits above Sunday's are dropped.
    pub const fn from_bits(bits: u8) -> Self {
        Self(bits & Self::ALL.0)
    }

    /// Returns the bits.
    pub const fn bits(self) -> u8 {
        self.0
    }

    /// Returns the set of these days.
    pub fn of(days: &[Weekday]) -> Self {
        Self(days.iter().fold(0, |bits, day| bits | bit(*day)))
    }

    /// Returns whether there is none.
    pub const fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// Returns whether a day is among them.
    pub const fn contains(self, day: Weekday) -> bool {
        self.0 & bit(day) != 0
    }
}

const fn bit(day: Weekday) -> u8 {
    1 << day as u8
}

impl LocalDay {
    /// Returns the day of the week.
    pub fn weekday(self) -> Weekday {
        // 1970-01-01 was a Thursday.
        let at = (i64::from(self.0) + 3).rem_euclid(7);
        Weekday::ALL[usize::try_from(at).unwrap_or_default()]
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::calendar::Date;

    #[test]
    fn known_days_have_their_weekday() {
        let weekday =
            |year, month, day| Date::new(year, month, day).expect("a date").local_day().weekday();
        assert_eq!(weekday(1970, 1, 1), Weekday::Thursday);
        assert_eq!(weekday(1969, 12, 31), Weekday::Wednesday);
        assert_eq!(weekday(2028, 2, 29), Weekday::Tuesday);
        assert_eq!(weekday(2000, 1, 1), Weekday::Saturday);
    }

    #[test]
    fn a_set_holds_what_it_was_made_of() {
        let weekend = Weekdays::of(&[Weekday::Saturday, Weekday::Sunday]);
        for day in Weekday::ALL {
            let is_weekend = matches!(day, Weekday::Saturday | Weekday::Sunday);
            assert_eq!(weekend.contains(day), is_weekend);
            assert!(Weekdays::ALL.contains(day));
        }
        assert_eq!(Weekdays::from_bits(weekend.bits() | 0x80), weekend);
        assert!(Weekdays::from_bits(0x80).is_empty());
    }
}
