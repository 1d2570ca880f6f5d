//! What went back of payments in all.

use crate::column::{Id, Moment, Number};
use bank::id::PaymentId;
use bank::record::Returned;
use rusqlite::{Connection, OptionalExtension as _, Row, params};

pub(crate) fn find(
    connection: &Connection,
    payment: PaymentId,
) -> rusqlite::Result<Option<Returned>> {
    let sql = "SELECT payment, minor, count, last_at_ms, reversal FROM returned WHERE payment = ?1";
    connection.prepare_cached(sql)?.query_row([Id::of(payment.0)], from_row).optional()
}

fn from_row(row: &Row<'_>) -> rusqlite::Result<Returned> {
    Ok(Returned {
        payment: PaymentId(row.get::<_, Id>(0)?.number()),
        minor: row.get::<_, Number>(1)?.0,
        count: row.get(2)?,
        last_at: row.get::<_, Moment>(3)?.0,
        reversal: row.get::<_, Option<Id>>(4)?.map(|id| PaymentId(id.number())),
    })
}

pub(crate) fn write(connection: &Connection, returned: &Returned) -> rusqlite::Result<()> {
    let Returned { payment, minor, count, last_at, reversal } = returned;
    let sql = "INSERT INTO returned (payment, minor, count, last_at_ms, reversal)
        VALUES (?1, ?2, ?3, ?4, ?5)
        ON CONFLICT (payment) DO UPDATE SET minor = excluded.minor, count = excluded.count,
        last_at_ms = excluded.last_at_ms, reversal = excluded.reversal";
    connection.prepare_cached(sql)?.execute(params![
        Id::of(payment.0),
        Number(*minor),
        count,
        Moment(*last_at),
        reversal.map(|id| Id::of(id.0))
    ])?;
    Ok(())
}
