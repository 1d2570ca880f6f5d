//! One wallet, one program at a time: a locked file in the wallet's folder.

use std::fs::{File, OpenOptions, TryLockError};
use std::io;
use std::path::Path;

/// Why the lock was not had.
#[derive(Debug)]
pub(crate) enum LockError {
    /// Another program has it.
    InUse,
    /// The file could not be opened or locked.
    Io(io::Error),
}

/// Holds the lock until it is dropped, also when the program is killed.
#[derive(Debug)]
pub(crate) struct Lock {
    _file: File,
}

impl Lock {
    /// Takes the lock of a folder, without waiting.
    pub(crate) fn take(home: &Path) -> Result<Self, LockError> {
        let path = home.join("lock");
        let file = OpenOptions::new()
            .create(true)
            .truncate(false)
            .write(true)
            .open(path)
            .map_err(LockError::Io)?;
        match file.try_lock() {
            Ok(()) => Ok(Self { _file: file }),
            Err(TryLockError::WouldBlock) => Err(LockError::InUse),
            Err(TryLockError::Error(error)) => Err(LockError::Io(error)),
        }
    }
}
