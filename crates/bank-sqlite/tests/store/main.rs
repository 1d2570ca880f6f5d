//! The SQLite store under the bank's contract, and what only a file can get wrong.

mod copy;
mod kill;
mod migrating;
mod open;
mod registering;
mod tamper;

use bank::contract::Subject;
use bank::store::{Reader, Store, Upkeep};
use bank_sqlite::{SqliteReader, SqliteStore};
use std::path::PathBuf;
use tempfile::TempDir;

/// A database in a folder that is removed afterwards.
struct File {
    folder: TempDir,
}

impl File {
    fn new() -> Self {
        let file = Self { folder: tempfile::tempdir().expect("a folder") };
        drop(SqliteStore::open(&file.path()).expect("makes the file"));
        file
    }

    fn path(&self) -> PathBuf {
        self.folder.path().join("bank.sqlite")
    }
}

impl Subject for File {
    fn store(&self) -> Box<dyn Store> {
        Box::new(SqliteStore::open(&self.path()).expect("opens"))
    }

    fn reader(&self) -> Box<dyn Reader> {
        Box::new(SqliteReader::open(&self.path()).expect("opens"))
    }

    fn upkeep(&self) -> Box<dyn Upkeep> {
        Box::new(SqliteStore::open(&self.path()).expect("opens"))
    }
}

bank::bank_store_contract!(File::new);
