//! Which node does a job.

use super::{Write, column, ids, numbers};
use crate::column::{Fields, Text};
use bank::id::NodeId;
use bank::record::Lease;
use bank::store::StoreError;
use tokio_postgres::Row;

pub(crate) const FIND: &str = "SELECT job, node, until_ms FROM leases WHERE job = ANY($1)";

pub(crate) fn from_row(row: &Row) -> Result<Lease, StoreError> {
    let mut fields = Fields::of(row);
    let (job, node) = (fields.text()?, NodeId(fields.id()?));
    Ok(Lease { job, node, until: fields.moment()? })
}

pub(crate) fn put(leases: &[&Lease]) -> Result<Write, StoreError> {
    let sql = "INSERT INTO leases (job, node, until_ms)
        SELECT * FROM unnest($1::text[], $2::uuid[], $3::bigint[])
        ON CONFLICT (job) DO UPDATE SET node = excluded.node, until_ms = excluded.until_ms";
    let values = vec![
        column(leases, |lease| Text(lease.job.clone())),
        ids(leases, |lease| lease.node.0),
        numbers(leases, |lease| lease.until.0)?,
    ];
    Ok(Write::new(sql, values))
}
