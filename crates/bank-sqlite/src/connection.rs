//! Opens the file with the settings that durability and sharing need.

use crate::migration;
use bank::store::StoreError;
use rusqlite::{Connection, ErrorCode, OpenFlags};
use std::path::Path;
use std::time::Duration;

/// How long a handle waits while another one writes.
const BUSY_TIMEOUT: Duration = Duration::from_secs(10);

/// From how many pages on the log is copied back into the file: 64 MiB, so that pages which many
/// batches change are copied once.
const CHECKPOINT_PAGES: u32 = 16_384;

/// How much of the file the writer keeps in memory at most, in KiB: accounts, devices and the inner
/// pages of every index, so that a payment reads no disk.
const WRITER_CACHE_KIB: i32 = 256 * 1024;

/// How much of the file each reader keeps in memory at most, in KiB.
const READER_CACHE_KIB: i32 = 16 * 1024;

/// How many statements stay prepared: more than there are.
const STATEMENTS_MAX: usize = 96;

/// Why a file cannot be opened.
#[derive(Debug, thiserror::Error)]
pub enum OpenError {
    /// The file is something else than a bank's database.
    #[error("the file is not a bank's database")]
    NotABank,
    /// A newer program has written the file; nothing was changed.
    #[error("the file has schema {found}, this program knows {known}: use the newer program")]
    Newer {
        /// The file's schema.
        found: i64,
        /// The newest that is known here.
        known: i64,
    },
    /// The file is damaged.
    #[error("the file is damaged: {0}; restore a backup")]
    Damaged(String),
    /// The file cannot be read or written.
    #[error("the file cannot be opened: {0}")]
    Unreadable(String),
}

impl From<rusqlite::Error> for OpenError {
    fn from(error: rusqlite::Error) -> Self {
        match error.sqlite_error_code() {
            Some(ErrorCode::NotADatabase) => Self::NotABank,
            Some(ErrorCode::DatabaseCorrupt) => Self::Damaged(error.to_string()),
            _ => Self::Unreadable(error.to_string()),
        }
    }
}

/// Opens for writing; makes the file where there is none, and brings it to the known schema.
pub(crate) fn open_writer(path: &Path) -> Result<Connection, OpenError> {
    create_private(path)?;
    let mut connection = open(path)?;
    // Seen before anything is changed: switching the journal would write into a foreign file.
    migration::check(&connection)?;
    connection.pragma_update(None, "journal_mode", "WAL")?;
    connection.pragma_update(None, "synchronous", "FULL")?;
    connection.pragma_update(None, "cache_size", -WRITER_CACHE_KIB)?;
    connection.pragma_update(None, "wal_autocheckpoint", CHECKPOINT_PAGES)?;
    migration::migrate(&mut connection)?;
    Ok(connection)
}

/// Opens for reading an existing file.
pub(crate) fn open_reader(path: &Path) -> Result<Connection, OpenError> {
    let connection = open(path)?;
    connection.pragma_update(None, "query_only", true)?;
    connection.pragma_update(None, "cache_size", -READER_CACHE_KIB)?;
    match migration::check(&connection)? {
        0 => Err(OpenError::NotABank),
        _ => Ok(connection),
    }
}

fn open(path: &Path) -> Result<Connection, OpenError> {
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let connection = Connection::open_with_flags(path, flags)?;
    connection.busy_timeout(BUSY_TIMEOUT)?;
    connection.set_prepared_statement_cache_capacity(STATEMENTS_MAX);
    connection.pragma_update(None, "temp_store", "MEMORY")?;
    connection.pragma_update(None, "trusted_schema", false)?;
    Ok(connection)
}

/// Makes the file readable for its owner only: SQLite gives its log the same rights.
pub(crate) fn create_private(path: &Path) -> Result<(), OpenError> {
    let mut options = std::fs::OpenOptions::new();
    options.write(true).create(true).truncate(false);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path).map(drop).map_err(|error| OpenError::Unreadable(error.to_string()))
}

/// Turns a failure of SQLite into the port's error. SQLite names tables and columns, no values.
pub(crate) fn failed(error: rusqlite::Error) -> StoreError {
    StoreError(error.to_string())
}
