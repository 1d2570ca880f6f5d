//! Which node does a job.

use crate::column::{Id, Moment};
use bank::id::NodeId;
use bank::record::Lease;
use rusqlite::{Connection, OptionalExtension as _, params};

pub(crate) fn find(connection: &Connection, job: &str) -> rusqlite::Result<Option<Lease>> {
    let sql = "SELECT node, until_ms FROM leases WHERE job = ?1";
    let mut statement = connection.prepare_cached(sql)?;
    let lease = statement.query_row([job], |row| {
        Ok(Lease {
            job: job.to_owned(),
            node: NodeId(row.get::<_, Id>(0)?.number()),
            until: row.get::<_, Moment>(1)?.0,
        })
    });
    lease.optional()
}

pub(crate) fn write(connection: &Connection, lease: &Lease) -> rusqlite::Result<()> {
    let Lease { job, node, until } = lease;
    let sql = "INSERT INTO leases (job, node, until_ms) VALUES (?1, ?2, ?3)
        ON CONFLICT (job) DO UPDATE SET node = excluded.node, until_ms = excluded.until_ms";
    connection.prepare_cached(sql)?.execute(params![job, Id::of(node.0), Moment(*until)])?;
    Ok(())
}
