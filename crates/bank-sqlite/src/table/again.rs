//! A statement that the rows of a batch use again and again.

use rusqlite::{CachedStatement, Connection, Params};

/// A statement that is looked up when it is first needed, and stays at hand for the rows that
/// follow: what it copies their values into, too.
pub(crate) struct Again<'c> {
    connection: &'c Connection,
    sql: &'static str,
    statement: Option<CachedStatement<'c>>,
}

impl<'c> Again<'c> {
    pub(crate) const fn new(connection: &'c Connection, sql: &'static str) -> Self {
        Self { connection, sql, statement: None }
    }

    /// Returns how many rows it has changed.
    pub(crate) fn execute(&mut self, values: impl Params) -> rusqlite::Result<usize> {
        if let Some(statement) = &mut self.statement {
            return statement.execute(values);
        }
        self.statement.insert(self.connection.prepare_cached(self.sql)?).execute(values)
    }
}
