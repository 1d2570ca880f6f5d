//! A clock that is wrong: the operator sees the machine's time and so many seconds more or less. By
//! libfaketime, which stands between a program and the system; the program itself has no such door.

use crate::program::program;
use std::path::PathBuf;
use std::process::Command;
use tempfile::TempDir;

/// The time as one process sees it; others see it as it is.
pub struct FakeClock {
    library: PathBuf,
    folder: TempDir,
}

impl FakeClock {
    /// Returns a clock that is right.
    ///
    /// # Errors
    /// What is missing.
    pub fn new() -> Result<Self, String> {
        let library = library().ok_or("libfaketime is missing: apt-get install faketime")?;
        let folder = TempDir::new().map_err(|error| error.to_string())?;
        let clock = Self { library, folder };
        clock.set(0);
        Ok(clock)
    }

    /// Sets it so many seconds ahead of the machine's, or behind it.
    pub fn set(&self, ahead_s: i32) {
        // Read again with every look at the clock: never half written.
        let new = self.folder.path().join("new");
        std::fs::write(&new, format!("{ahead_s:+}s\n")).expect("written");
        std::fs::rename(new, self.file()).expect("renamed");
    }

    fn file(&self) -> PathBuf {
        self.folder.path().join("time")
    }

    /// Returns a command for an operator that has this clock.
    pub fn tongbaod(&self) -> Command {
        let mut command = Command::new(program("tongbaod"));
        command
            .env("LD_PRELOAD", &self.library)
            .env("FAKETIME_TIMESTAMP_FILE", self.file())
            .env("FAKETIME_NO_CACHE", "1")
            .env("FAKETIME_DONT_FAKE_MONOTONIC", "1")
            .env("DONT_FAKE_MONOTONIC", "1")
            .env("NO_FAKE_STAT", "1");
        command
    }
}

/// Finds the library where Debian, Ubuntu and Fedora put it.
fn library() -> Option<PathBuf> {
    let inside = |parent: &str| std::fs::read_dir(parent).into_iter().flatten().flatten();
    let folders = inside("/usr/lib").chain(inside("/usr/lib64")).map(|entry| entry.path());
    let candidates = folders.flat_map(|folder| {
        ["faketime/libfaketimeMT.so.1", "libfaketimeMT.so.1"].map(|name| folder.join(name))
    });
    candidates.into_iter().find(|path| path.exists())
}
