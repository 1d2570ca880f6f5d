//! Whole copies of the file: backups while it is in use, and a backup put back in place.

use crate::connection::{OpenError, create_private, open_reader};
use rusqlite::Connection;
use rusqlite::backup::{Backup, StepResult};
use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};

/// Why a file was not copied. Nothing is left at the place it should have gone to.
#[derive(Debug, thiserror::Error)]
pub enum CopyError {
    /// There is a file already; it is never overwritten.
    #[error("{0} exists already")]
    Exists(PathBuf),
    /// The file that is to be copied cannot be opened.
    #[error(transparent)]
    Open(#[from] OpenError),
    /// The file that is to be copied is damaged.
    #[error("the file is damaged: {0}")]
    Damaged(String),
    /// Copying failed.
    #[error("copying failed: {0}")]
    Failed(String),
}

impl From<rusqlite::Error> for CopyError {
    fn from(error: rusqlite::Error) -> Self {
        Self::Failed(error.to_string())
    }
}

impl From<io::Error> for CopyError {
    fn from(error: io::Error) -> Self {
        Self::Failed(error.to_string())
    }
}

/// Puts a backup in place as a new database, after checking that it is whole. Whether its money
/// adds up is the audit's to say, which the caller runs on the copy.
///
/// # Errors
/// See [`CopyError`].
pub fn restore(backup: &Path, to: &Path) -> Result<(), CopyError> {
    copy(backup, to)
}

/// Copies a database into a new file: checked, complete, on disk, and only then under its name.
pub(crate) fn copy(from: &Path, to: &Path) -> Result<(), CopyError> {
    // A log without its file would be taken for the new file's.
    for taken in [to.to_owned(), beside(to, "-wal"), beside(to, "-shm"), beside(to, "-journal")] {
        if taken.exists() {
            return Err(CopyError::Exists(taken));
        }
    }
    if !from.exists() {
        let missing = io::Error::from(io::ErrorKind::NotFound).to_string();
        return Err(OpenError::Unreadable(missing).into());
    }
    let source = open_reader(from)?;
    let partial = beside(to, ".partial");
    let copied = fill(&source, &partial).and_then(|()| place(&partial, to));
    if copied.is_err() {
        // The failure that led here is the one worth telling.
        let _ = fs::remove_file(&partial);
    }
    copied
}

fn beside(path: &Path, suffix: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(suffix);
    PathBuf::from(name)
}

fn fill(source: &Connection, partial: &Path) -> Result<(), CopyError> {
    if partial.exists() {
        fs::remove_file(partial)?;
    }
    create_private(partial)?;
    let mut target = Connection::open(partial)?;
    // All pages in one step: it reads one state of the source, and holds up no writer.
    match Backup::new(source, &mut target)?.step(-1)? {
        StepResult::Done => {}
        other => return Err(CopyError::Failed(format!("the source is in use: {other:?}"))),
    }
    let check: String = target.query_row("PRAGMA integrity_check(1)", [], |row| row.get(0))?;
    if check != "ok" {
        return Err(CopyError::Damaged(check));
    }
    // The copy has no log beside it, and opening it makes none until it is written to.
    target.pragma_update(None, "journal_mode", "DELETE")?;
    target.close().map_err(|(_, error)| CopyError::from(error))
}

/// Gives the finished copy its name. A hard link never replaces a file that came up meanwhile.
fn place(partial: &Path, to: &Path) -> Result<(), CopyError> {
    File::open(partial)?.sync_all()?;
    fs::hard_link(partial, to).map_err(|error| match error.kind() {
        io::ErrorKind::AlreadyExists => CopyError::Exists(to.to_owned()),
        _ => error.into(),
    })?;
    fs::remove_file(partial)?;
    let folder = to.parent().filter(|folder| !folder.as_os_str().is_empty());
    File::open(folder.unwrap_or(Path::new(".")))?.sync_all()?;
    Ok(())
}
