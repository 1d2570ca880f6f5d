//! A folder of backups: a new one gets the time as its name, and the oldest ones go.

use bank::TimeMs;
use std::io;
use std::path::{Path, PathBuf};

const BEGIN: &str = "bank-";
const END: &str = ".sqlite";

/// Returns the name of a backup that is made at a moment: `bank-20270131T031500Z.sqlite`, in UTC.
/// Names are in the order of time.
pub fn name(at: TimeMs) -> String {
    let seconds = at.0 / 1000;
    let (year, month, day) = date(seconds / 86_400);
    let (hour, minute, second) = (seconds / 3600 % 24, seconds / 60 % 60, seconds % 60);
    format!("{BEGIN}{year:04}{month:02}{day:02}T{hour:02}{minute:02}{second:02}Z{END}")
}

/// Returns year, month and day of so many days after 1970-01-01.
fn date(days: u64) -> (u64, u64, u64) {
    // Years begin in March, so that the leap day is their last; eras have 400 of them.
    let days = days + 719_468;
    let (era, of_era) = (days / 146_097, days % 146_097);
    let year_of_era = (of_era - of_era / 1460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let from_march = (5 * of_year + 2) / 153;
    let day = of_year - (153 * from_march + 2) / 5 + 1;
    let month = if from_march < 10 { from_march + 3 } else { from_march - 9 };
    (era * 400 + year_of_era + u64::from(month <= 2), month, day)
}

/// Removes the oldest backups of a folder until so many are left; returns those that went. Files
/// of any other name stay.
///
/// # Errors
/// When the folder cannot be read or a file not removed.
pub fn trim(folder: &Path, keep: usize) -> io::Result<Vec<PathBuf>> {
    let mut names: Vec<String> = std::fs::read_dir(folder)?
        .filter_map(|entry| entry.ok()?.file_name().into_string().ok())
        .filter(|name| is_ours(name))
        .collect();
    names.sort();
    names.truncate(names.len().saturating_sub(keep));
    let old: Vec<PathBuf> = names.iter().map(|name| folder.join(name)).collect();
    old.iter().try_for_each(std::fs::remove_file)?;
    Ok(old)
}

/// Returns whether a name is one that [`name`] gives.
fn is_ours(name: &str) -> bool {
    let time = name.strip_prefix(BEGIN).and_then(|rest| rest.strip_suffix(END));
    time.is_some_and(|time| {
        time.len() == 16
            && time.bytes().enumerate().all(|(at, byte)| match at {
                8 => byte == b'T',
                15 => byte == b'Z',
                _ => byte.is_ascii_digit(),
            })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_dates_and_in_their_order() {
        for (ms, expected) in [
            (0, "bank-19700101T000000Z.sqlite"),
            (951_782_400_000, "bank-20000229T000000Z.sqlite"),
            (951_868_799_999, "bank-20000229T235959Z.sqlite"),
            (4_107_542_400_000, "bank-21000301T000000Z.sqlite"),
            (1_801_365_300_000, "bank-20270131T031500Z.sqlite"),
        ] {
            assert_eq!(name(TimeMs(ms)), expected);
            assert!(is_ours(expected));
        }
    }

    #[test]
    fn the_oldest_go_and_what_is_no_backup_stays() {
        let folder = tempfile::tempdir().expect("a folder");
        let moments: [u64; 4] = [3_000, 1_000, 4_000, 2_000];
        let names: Vec<String> = moments.iter().map(|at| name(TimeMs(*at))).collect();
        let others = ["bank.sqlite", "bank-old.sqlite", "bank-20270131T031500Z.sqlite.partial"];
        for name in names.iter().map(String::as_str).chain(others) {
            std::fs::write(folder.path().join(name), "x").expect("written");
        }
        let gone = trim(folder.path(), 2).expect("trims");
        assert_eq!(gone, [folder.path().join(&names[1]), folder.path().join(&names[3])]);
        assert_eq!(trim(folder.path(), 2).expect("trims"), Vec::<PathBuf>::new());
        assert_eq!(std::fs::read_dir(folder.path()).expect("a folder").count(), 5);
    }
}
