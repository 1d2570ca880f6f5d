//! Where the operator keeps its money: an SQLite file, or a PostgreSQL server that several nodes
//! share.

use crate::teller::{Opener, TellerStore};
use bank::store::{Reader, StoreError};
use bank_postgres::{Listener, Migrated, PostgresReader, PostgresStore, Requirements, Target};
use bank_sqlite::{SqliteReader, SqliteStore};
use std::path::PathBuf;
use std::sync::Arc;
use tokio::sync::Notify;

/// A database.
#[derive(Clone, Debug)]
pub enum Database {
    /// An SQLite file; a program that opens it brings it to its schema.
    File(PathBuf),
    /// A PostgreSQL server; its schema is changed by `tongbaod migrate` alone, because other nodes
    /// may be running.
    Server {
        /// Where it is.
        target: Box<Target>,
        /// What is asked of it.
        requirements: Requirements,
    },
}

/// Returns whether a database's name is a server's URL.
pub fn is_url(name: &str) -> bool {
    ["postgres://", "postgresql://"].iter().any(|scheme| name.starts_with(scheme))
}

fn failed(error: impl std::fmt::Display) -> StoreError {
    StoreError(error.to_string())
}

impl Database {
    /// Returns what opens it for the teller.
    pub fn opener(&self) -> Opener {
        match self.clone() {
            Self::File(path) => Box::new(move || {
                let store = SqliteStore::open(&path).map_err(failed)?;
                Ok(Box::new(store) as Box<dyn TellerStore>)
            }),
            Self::Server { target, .. } => Box::new(move || {
                let store = PostgresStore::open(&target)?;
                Ok(Box::new(store) as Box<dyn TellerStore>)
            }),
        }
    }

    /// Opens it for reading.
    ///
    /// # Errors
    /// When it cannot be opened.
    pub fn reader(&self) -> Result<Arc<dyn Reader>, StoreError> {
        Ok(match self {
            Self::File(path) => Arc::new(SqliteReader::open(path).map_err(failed)?),
            Self::Server { target, .. } => Arc::new(PostgresReader::open(target)?),
        })
    }

    /// Opens it as it is at this moment, for an audit; a file's pages and indexes are sound then.
    ///
    /// # Errors
    /// When it cannot be opened.
    pub fn snapshot(&self) -> Result<Box<dyn Reader>, StoreError> {
        Ok(match self {
            Self::File(path) => {
                let reader = SqliteReader::open(path).map_err(failed)?;
                let snapshot = reader.snapshot().map_err(failed)?;
                snapshot.check_pages()?;
                Box::new(snapshot)
            }
            Self::Server { target, .. } => Box::new(PostgresReader::open(target)?.snapshot()?),
        })
    }

    /// Returns whether there is a database that was set up.
    ///
    /// # Errors
    /// When the server does not answer.
    pub fn is_there(&self) -> Result<bool, StoreError> {
        match self {
            Self::File(path) => Ok(path.exists()),
            Self::Server { target, .. } => match PostgresReader::open(target) {
                Err(bank_postgres::OpenError::Empty) => Ok(false),
                // An older or newer schema is told when it is opened.
                Ok(_) | Err(bank_postgres::OpenError::Older { .. }) => Ok(true),
                Err(error) => Err(error.into()),
            },
        }
    }

    /// Makes the tables, or brings them to this program's schema; returns the schema before and
    /// now, where the database tells.
    ///
    /// # Errors
    /// When the database cannot be opened or was changed by a newer program.
    pub fn migrate(&self) -> Result<Option<Migrated>, StoreError> {
        match self {
            Self::File(path) => SqliteStore::open(path).map(|_| None).map_err(failed),
            Self::Server { target, .. } => Ok(Some(bank_postgres::migrate(target)?)),
        }
    }

    /// Looks at how the server is set up; returns what is better changed.
    ///
    /// # Errors
    /// When the server does not answer, or may lose what it has acknowledged.
    pub fn check(&self) -> Result<Vec<String>, StoreError> {
        match self {
            // An SQLite file is opened with the settings that it needs.
            Self::File(_) => Ok(Vec::new()),
            Self::Server { target, requirements } => {
                Ok(PostgresStore::check_server(target, *requirements)?.warnings)
            }
        }
    }

    /// Tells of batches that other nodes commit, until what it returns is dropped; none where other
    /// processes are asked for by the clock.
    ///
    /// # Errors
    /// When the system gives no threads.
    pub fn listen(&self, committed: Arc<Notify>) -> Result<Option<Listener>, StoreError> {
        match self {
            Self::File(_) => Ok(None),
            Self::Server { target, .. } => {
                Listener::start(target, move || committed.notify_one()).map(Some)
            }
        }
    }
}

impl std::fmt::Display for Database {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::File(path) => path.display().fmt(f),
            Self::Server { target, .. } => target.fmt(f),
        }
    }
}
