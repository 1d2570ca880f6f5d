//! Brings a database to the schema of this program: forward only, one script a schema, each in the
//! transaction that notes it.

mod register;

use crate::error::{Failure, OpenError};
use crate::session::{Ask, Purpose, Session};
use crate::target::Target;
use bank::store::StoreError;
use std::sync::Arc;
use tokio_postgres::error::SqlState;

/// One script for each schema since the first. A released one is never changed.
const MIGRATIONS: &[&str] = &[
    include_str!("migration/0001.sql"),
    include_str!("migration/0002.sql"),
    include_str!("migration/0003.sql"),
    include_str!("migration/0004.sql"),
    include_str!("migration/0005.sql"),
    include_str!("migration/0006.sql"),
    include_str!("migration/0007.sql"),
    include_str!("migration/0008.sql"),
    include_str!("migration/0009.sql"),
    include_str!("migration/0010.sql"),
    include_str!("migration/0011.sql"),
    include_str!("migration/0012.sql"),
    include_str!("migration/0013.sql"),
    include_str!("migration/0014.sql"),
    include_str!("migration/0015.sql"),
    include_str!("migration/0016.sql"),
    include_str!("migration/0017.sql"),
];

/// The first schema whose journal says who people, devices and shops are.
const REGISTERS: i64 = 3;

/// Holds the number of the schema, and the bank's mark.
const MAKE_SCHEMA: &str = "CREATE TABLE IF NOT EXISTS tongbao_schema (
    id SMALLINT NOT NULL PRIMARY KEY CHECK (id = 1), version BIGINT NOT NULL)";
const NOTE_FIRST: &str =
    "INSERT INTO tongbao_schema (id, version) VALUES (1, 0) ON CONFLICT (id) DO NOTHING";

/// What a migration did.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Migrated {
    /// The schema before; 0 for an empty database.
    pub from: i64,
    /// The schema now.
    pub to: i64,
}

/// Returns the newest schema that this program knows.
pub(crate) fn known() -> i64 {
    i64::try_from(MIGRATIONS.len()).unwrap_or(i64::MAX)
}

/// Makes the bank's tables in an empty database, or brings older ones to this program's schema. Two
/// nodes that do so at once wait for each other, and the second finds nothing to do.
///
/// # Errors
/// When the server cannot be reached or refuses, a newer program was here, or tables of these names
/// are there that are not the bank's. Every schema is reached whole, or not at all.
pub fn migrate(target: &Target) -> Result<Migrated, OpenError> {
    let session = Session::open(target, Purpose::Patience)?;
    make_schema_table(&session)?;
    let mut first = None;
    loop {
        match step(&session)? {
            Step::Was(version) => first = first.or(Some(version)),
            Step::Is(version) => {
                return Ok(Migrated { from: first.unwrap_or(version), to: version });
            }
        }
    }
}

/// Checks that a database has exactly the schema of this program.
pub(crate) fn check(session: &Arc<Session>) -> Result<(), OpenError> {
    let known = known();
    match version(session)? {
        None | Some(0) => Err(OpenError::Empty),
        Some(found) if found < known => Err(OpenError::Older { found, known }),
        Some(found) if found > known => Err(OpenError::Newer { found, known }),
        Some(_) => Ok(()),
    }
}

/// Returns the schema's number; none where the database has no table that holds it.
fn version(session: &Arc<Session>) -> Result<Option<i64>, Failure> {
    match session.rows("SELECT version FROM tongbao_schema WHERE id = 1", Vec::new()) {
        Ok(rows) => Ok(rows.first().and_then(|row| row.try_get(0).ok())),
        Err(failure) if failure.code == Some(SqlState::UNDEFINED_TABLE) => Ok(None),
        Err(failure) => Err(failure),
    }
}

/// Two sessions that make one table at once: the slower one may be told so, and looks again.
fn make_schema_table(session: &Arc<Session>) -> Result<(), OpenError> {
    let mut tries = 0;
    loop {
        tries += 1;
        match session.ask_whole(vec![Ask::plain(MAKE_SCHEMA), Ask::plain(NOTE_FIRST)]) {
            Ok(_) => return Ok(()),
            Err(failure) if failure.code.is_some() && tries < 3 => {}
            Err(failure) => return Err(failure.into()),
        }
    }
}

enum Step {
    /// The database had this schema, and has the next one now.
    Was(i64),
    /// The database has this schema, which is the newest.
    Is(i64),
}

/// Runs the next script, under the lock of the row that is to name it.
fn step(session: &Arc<Session>) -> Result<Step, OpenError> {
    let lock = "SELECT version FROM tongbao_schema WHERE id = 1 FOR UPDATE";
    let mut answers = session.ask_whole(vec![Ask::plain("BEGIN"), Ask::new(lock, Vec::new())])?;
    let locked = answers.pop().unwrap_or_default();
    let found: i64 = locked.rows.first().and_then(|row| row.try_get(0).ok()).unwrap_or(0);
    let script = usize::try_from(found).ok().and_then(|found| MIGRATIONS.get(found));
    let Some(script) = script else {
        session.ask_whole(vec![Ask::plain("ROLLBACK")])?;
        let known = known();
        return if found == known {
            Ok(Step::Is(found))
        } else {
            Err(OpenError::Newer { found, known })
        };
    };
    let note = "UPDATE tongbao_schema SET version = version + 1 WHERE id = 1";
    let done = run(session, script, found + 1).and_then(|()| {
        session.ask_whole(vec![Ask::plain(note), Ask::plain("COMMIT")])?;
        Ok(Step::Was(found))
    });
    if done.is_err() {
        // The transaction has failed: this only ends it.
        let _ = session.ask_whole(vec![Ask::plain("ROLLBACK")]);
    }
    done
}

fn run(session: &Arc<Session>, script: &'static str, reached: i64) -> Result<(), OpenError> {
    if let Err(failure) = session.ask_whole(vec![Ask::plain(script)]) {
        let taken = failure.code == Some(SqlState::DUPLICATE_TABLE);
        let failure = OpenError::from(failure);
        return Err(if taken { OpenError::NotABank(failure.to_string()) } else { failure });
    }
    if reached == REGISTERS {
        register::all(session).map_err(|StoreError(why)| OpenError::Unreachable(why))?;
    }
    Ok(())
}
