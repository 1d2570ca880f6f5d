//! `tongbaod backup` and `tongbaod restore`: the database as one file, out and in.
//!
//! The configuration and the key files are not in it: they belong in another place
//! (docs/operating.md).

mod kept;

use super::{CommandError, audit, print};
use crate::config::Config;
use crate::{clock, epoch, lock};
use bank_sqlite::SqliteReader;
use std::path::{Path, PathBuf};

/// Writes a copy of the database, also while a server runs: to a new file, or into a folder that
/// keeps so many.
pub(super) fn backup(data: &Path, path: &Path, keep: Option<u32>) -> Result<(), CommandError> {
    let config = file_only(data)?;
    let reader = SqliteReader::open(&config.database)?;
    let Some(keep) = keep else {
        reader.backup(path)?;
        print::line(&format!("{} written", path.display()));
        return Ok(());
    };
    let wrong = |error: std::io::Error| CommandError::file(path, &error);
    std::fs::create_dir_all(path).map_err(wrong)?;
    let file = path.join(kept::name(clock::now()));
    reader.backup(&file)?;
    print::line(&format!("{} written", file.display()));
    // The new one is whole and on disk: now an old one may go.
    let keep = usize::try_from(keep).unwrap_or(usize::MAX);
    for gone in kept::trim(path, keep).map_err(wrong)? {
        print::line(&format!("{} removed", gone.display()));
    }
    Ok(())
}

/// Takes note that the database was put back by other means, after an audit of it: what was signed
/// or shown before this moment counts no more.
pub(super) fn put_back(data: &Path) -> Result<(), CommandError> {
    let config = Config::load(data)?;
    let _alone = alone(data)?;
    let report = audit::of_config(&config)?;
    if !report.is_clean() {
        return Err(audit::not_clean(&report));
    }
    let epoch = epoch::begin(data).map_err(|error| CommandError::file(data, &error))?;
    epoch::wait_for(epoch);
    let (database, rows) = (config.store(), report.rows);
    print::line(&format!("{database} taken as restored: {rows} journal rows, audit clean"));
    Ok(())
}

/// Puts a backup in the database's place. The backup is checked and audited first, as a copy beside
/// the database; only then the two change places.
pub(super) fn restore(data: &Path, file: &Path, force: bool) -> Result<(), CommandError> {
    let config = file_only(data)?;
    let database = &config.database;
    let _alone = alone(data)?;
    if database.exists() && !force {
        let message = format!("{} is there; --force replaces it", database.display());
        return Err(CommandError::new("exists", message));
    }
    let beside = with_suffix(database, ".restoring");
    if beside.exists() {
        std::fs::remove_file(&beside).map_err(|error| CommandError::file(&beside, &error))?;
    }
    bank_sqlite::restore(file, &beside)?;
    let report = audit::of(&config, &beside)?;
    if !report.is_clean() {
        let _ = std::fs::remove_file(&beside);
        return Err(audit::not_clean(&report));
    }
    let epoch = epoch::begin(data).map_err(|error| CommandError::file(data, &error))?;
    let kept = with_suffix(database, &format!(".before-restore-{}", clock::now().0));
    for suffix in ["", "-wal", "-shm"] {
        let old = with_suffix(database, suffix);
        if old.exists() {
            let new = with_suffix(&kept, suffix);
            std::fs::rename(&old, &new).map_err(|error| CommandError::file(&old, &error))?;
        }
    }
    std::fs::rename(&beside, database).map_err(|error| CommandError::file(database, &error))?;
    epoch::wait_for(epoch);
    print::line(&format!(
        "{} restored: {} journal rows, audit clean",
        database.display(),
        report.rows
    ));
    Ok(())
}

fn alone(data: &Path) -> Result<lock::Lock, CommandError> {
    lock::alone(data)
        .map_err(|error| CommandError::new("in_use", format!("stop tongbaod first: {error}")))
}

/// Reads the configuration of an operator whose database is a file.
fn file_only(data: &Path) -> Result<Config, CommandError> {
    let config = Config::load(data)?;
    match &config.server {
        None => Ok(config),
        Some(server) => Err(CommandError::new(
            "not_a_file",
            format!("{server} is backed up by PostgreSQL's own means: see docs/operating.md"),
        )),
    }
}

fn with_suffix(path: &Path, suffix: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(suffix);
    PathBuf::from(name)
}
