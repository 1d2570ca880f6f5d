//! A lock that somebody else holds: batches of the store come to a stop at it.

use crate::Fresh;
use std::io::{BufRead as _, BufReader, Write as _};
use std::process::{Child, Stdio};
use std::thread;
use std::time::Duration;

/// A session that holds a lock until this is dropped.
pub struct Held(Child);

impl Held {
    /// Runs `sql` in a transaction and returns when it has its lock.
    pub fn new(fresh: &Fresh, sql: &str) -> Self {
        let mut psql = fresh.database.server().program("psql");
        psql.args(["--no-psqlrc", "--quiet", "--tuples-only", "--no-align"]);
        psql.arg(fresh.database.url()).stdin(Stdio::piped()).stdout(Stdio::piped());
        let mut child = psql.spawn().expect("psql starts");
        let input = child.stdin.as_mut().expect("piped");
        writeln!(input, "BEGIN; {sql}; SELECT 'held';").expect("is read");
        let mut lines = BufReader::new(child.stdout.take().expect("piped")).lines();
        assert_eq!(lines.next().expect("goes on").expect("reads"), "held");
        Self(child)
    }
}

impl Drop for Held {
    fn drop(&mut self) {
        // The end of what it reads is its end, and that of its transaction.
        drop(self.0.stdin.take());
        let _ = self.0.wait();
    }
}

const WAITING: &str = "FROM pg_stat_activity
    WHERE datname = current_database() AND wait_event_type = 'Lock'";

/// Returns when a session of the database waits for a lock.
pub fn wait_for_waiting(fresh: &Fresh) {
    while fresh.database.query(&format!("SELECT count(*) {WAITING}")) == "0" {
        thread::sleep(Duration::from_millis(20));
    }
}

/// Ends the sessions of the database that wait for a lock.
pub fn end_waiting(fresh: &Fresh) {
    fresh.database.query(&format!("SELECT count(pg_terminate_backend(pid)) {WAITING}"));
}
