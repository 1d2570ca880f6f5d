//! When the database was last put back from a backup. What was signed or shown before that moment
//! may have been used after the backup was made, and the database has forgotten it: none of it
//! counts any more.

use crate::clock;
use bank::TimeMs;
use std::io;
use std::path::Path;
use std::time::Duration;

const FILE_NAME: &str = "restored";

/// Returns the moment; the beginning of time when nothing was ever put back. What cannot be read
/// counts as now: nothing from before is taken then.
pub fn read(data: &Path) -> TimeMs {
    match std::fs::read_to_string(data.join(FILE_NAME)) {
        Ok(text) => text.trim().parse().map_or_else(|_| clock::now(), TimeMs),
        Err(error) if error.kind() == io::ErrorKind::NotFound => TimeMs(0),
        Err(_) => clock::now(),
    }
}

/// Remembers that the database is put back now; before it is, so that no crash lies in between.
/// Returns the moment: the next whole second, because signatures tell no smaller part of the time.
///
/// # Errors
/// When the file cannot be written.
pub fn begin(data: &Path) -> io::Result<TimeMs> {
    let epoch = TimeMs((clock::now().0 / 1000 + 1) * 1000);
    let path = data.join(FILE_NAME);
    std::fs::write(&path, format!("{}\n", epoch.0))?;
    std::fs::File::open(&path)?.sync_all()?;
    Ok(epoch)
}

/// Waits until a moment is there.
pub fn wait_for(epoch: TimeMs) {
    std::thread::sleep(Duration::from_millis(epoch.0.saturating_sub(clock::now().0)));
}
