//! The neutrality log.

use crate::column::{Number, unreadable};
use bank::record::NeutralityEntry;
use bank_answer::neutrality::{from_text, to_text};
use rusqlite::{Connection, OptionalExtension as _, Row, params};

macro_rules! select {
    ($rest:literal) => {
        concat!("SELECT number, entry, ended_by, appealed_by FROM neutrality ", $rest)
    };
}

pub(crate) fn find(
    connection: &Connection,
    number: u64,
) -> rusqlite::Result<Option<NeutralityEntry>> {
    // A number that no column holds is not there.
    let Ok(number) = i64::try_from(number) else { return Ok(None) };
    connection
        .prepare_cached(select!("WHERE number = ?1"))?
        .query_row([number], from_row)
        .optional()
}

/// Returns entries with a number below one, newest first.
pub(crate) fn page(
    connection: &Connection,
    before: Option<u64>,
    limit: u32,
) -> rusqlite::Result<Vec<NeutralityEntry>> {
    let before = before.and_then(|before| i64::try_from(before).ok()).unwrap_or(i64::MAX);
    let sql = select!("WHERE number < ?1 ORDER BY number DESC LIMIT ?2");
    connection.prepare_cached(sql)?.query_map(params![before, limit], from_row)?.collect()
}

fn from_row(row: &Row<'_>) -> rusqlite::Result<NeutralityEntry> {
    let number = |column| {
        let number = row.get::<_, Option<Number>>(column)?;
        Ok::<_, rusqlite::Error>(number.map(|number| number.0))
    };
    let followed = (number(2)?, number(3)?);
    let number = row.get::<_, Number>(0)?.0;
    from_text(number, row.get_ref(1)?.as_str()?, followed).map_err(unreadable)
}

pub(crate) fn write(connection: &Connection, kept: &NeutralityEntry) -> rusqlite::Result<()> {
    let NeutralityEntry { entry, ended_by, appealed_by } = kept;
    let text = to_text(entry).map_err(unreadable)?;
    let sql = "INSERT INTO neutrality (number, entry, ended_by, appealed_by)
        VALUES (?1, ?2, ?3, ?4) ON CONFLICT (number) DO UPDATE SET entry = excluded.entry,
        ended_by = excluded.ended_by, appealed_by = excluded.appealed_by";
    connection.prepare_cached(sql)?.execute(params![
        Number(entry.number),
        text,
        ended_by.map(Number),
        appealed_by.map(Number)
    ])?;
    Ok(())
}
