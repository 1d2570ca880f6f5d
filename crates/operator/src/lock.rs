//! Who uses a data folder: servers and commands share it; a restore has it alone.

use std::fs::{File, TryLockError};
use std::io;
use std::path::Path;

/// Held for as long as the folder is used; the system lets go of it when the process ends.
#[derive(Debug)]
pub struct Lock(#[expect(dead_code, reason = "held, never read")] File);

/// Uses the folder beside others.
///
/// # Errors
/// When someone has it alone.
pub fn shared(data: &Path) -> io::Result<Lock> {
    let file = file(data)?;
    match file.try_lock_shared() {
        Ok(()) => Ok(Lock(file)),
        Err(TryLockError::WouldBlock) => Err(io::Error::other("a restore is going on")),
        Err(TryLockError::Error(error)) => Err(error),
    }
}

/// Uses the folder alone.
///
/// # Errors
/// When someone uses it.
pub fn alone(data: &Path) -> io::Result<Lock> {
    let file = file(data)?;
    match file.try_lock() {
        Ok(()) => Ok(Lock(file)),
        Err(TryLockError::WouldBlock) => Err(io::Error::other("the data folder is in use")),
        Err(TryLockError::Error(error)) => Err(error),
    }
}

fn file(data: &Path) -> io::Result<File> {
    let mut options = std::fs::OpenOptions::new();
    options.read(true).write(true).create(true).truncate(false).open(data.join("tongbaod.lock"))
}
