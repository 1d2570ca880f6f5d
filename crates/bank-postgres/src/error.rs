//! What can go wrong with a server: in words that name no password and no value.

use bank::store::StoreError;
use tokio_postgres::error::SqlState;

/// Why a database cannot be opened.
#[derive(Debug, thiserror::Error)]
pub enum OpenError {
    /// The URL.
    #[error("the database's URL: {0}")]
    Url(String),
    /// Nobody answers, or the server refuses us.
    #[error("the database does not answer: {0}")]
    Unreachable(String),
    /// The database has no tables of the bank yet.
    #[error("the database is empty: `tongbaod migrate` makes its tables")]
    Empty,
    /// The database was made by an older program.
    #[error("the database has schema {found}, this program needs {known}: run `tongbaod migrate`")]
    Older {
        /// The database's schema.
        found: i64,
        /// The one that is needed.
        known: i64,
    },
    /// A newer program has changed the database; nothing was changed.
    #[error("the database has schema {found}, this program knows {known}: use the newer program")]
    Newer {
        /// The database's schema.
        found: i64,
        /// The newest that is known here.
        known: i64,
    },
    /// Tables of these names are there, and they are not the bank's.
    #[error("the database is not a bank's: {0}")]
    NotABank(String),
    /// The server is set up so that it may lose what it has acknowledged.
    #[error("the server may lose payments: {0}")]
    NotDurable(String),
}

/// Why statements failed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Failure {
    /// The server's code; none when the connection is at fault.
    pub(crate) code: Option<SqlState>,
    message: String,
}

impl Failure {
    /// A failure of the connection, or a time that ran out: what became of the last statement is
    /// not known.
    pub(crate) fn connection(message: impl Into<String>) -> Self {
        Self { code: None, message: message.into() }
    }

    /// Returns whether the connection has ended, or is about to.
    pub(crate) fn is_disconnection(&self) -> bool {
        let endings = [
            SqlState::ADMIN_SHUTDOWN,
            SqlState::CRASH_SHUTDOWN,
            SqlState::CANNOT_CONNECT_NOW,
            SqlState::IDLE_IN_TRANSACTION_SESSION_TIMEOUT,
        ];
        self.code.as_ref().is_none_or(|code| endings.contains(code))
    }

    /// Returns whether the head was not the one that a batch was decided on.
    pub(crate) fn is_overtaken(&self) -> bool {
        self.code == Some(SqlState::DIVISION_BY_ZERO)
    }

    /// Returns whether a lock was waited for as long as it may be.
    pub(crate) fn is_lock_kept(&self) -> bool {
        self.code == Some(SqlState::LOCK_NOT_AVAILABLE)
    }

    /// Returns whether another transaction was in the way, so that running it again may work.
    pub(crate) fn is_lost_race(&self) -> bool {
        let races = [SqlState::T_R_SERIALIZATION_FAILURE, SqlState::T_R_DEADLOCK_DETECTED];
        self.code.as_ref().is_some_and(|code| races.contains(code))
    }
}

impl From<tokio_postgres::Error> for Failure {
    fn from(error: tokio_postgres::Error) -> Self {
        match error.as_db_error() {
            // Without the detail: it holds values.
            Some(told) => {
                let place = told.constraint().or(told.table()).unwrap_or_default();
                let message = format!("{} {} {place}", told.code().code(), told.message());
                Self { code: Some(told.code().clone()), message: message.trim_end().to_owned() }
            }
            None => Self::connection(chain(&error)),
        }
    }
}

/// Returns the error with its causes; they name hosts and ports, never a password.
fn chain(error: &dyn std::error::Error) -> String {
    let mut text = error.to_string();
    let mut cause = error.source();
    while let Some(deeper) = cause {
        let more = deeper.to_string();
        if !text.contains(&more) {
            text = format!("{text}: {more}");
        }
        cause = deeper.source();
    }
    text
}

impl From<Failure> for StoreError {
    fn from(failure: Failure) -> Self {
        Self(failure.message)
    }
}

impl From<Failure> for OpenError {
    fn from(failure: Failure) -> Self {
        Self::Unreachable(failure.message)
    }
}

impl From<OpenError> for StoreError {
    fn from(error: OpenError) -> Self {
        Self(error.to_string())
    }
}
