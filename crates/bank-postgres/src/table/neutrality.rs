//! The neutrality log.

use super::{Write, numbers, optional_numbers, texts};
use crate::column::{Fields, unreadable};
use bank::record::NeutralityEntry;
use bank::store::StoreError;
use bank_answer::neutrality::{from_text, to_text};
use tokio_postgres::Row;

macro_rules! select {
    ($rest:literal) => {
        concat!("SELECT number, entry, ended_by, appealed_by FROM neutrality ", $rest)
    };
}

pub(crate) const FIND: &str = select!("WHERE number = ANY($1)");
/// Newest first, below a number.
pub(crate) const PAGE: &str = select!("WHERE number < $1 ORDER BY number DESC LIMIT $2");

pub(crate) fn from_row(row: &Row) -> Result<NeutralityEntry, StoreError> {
    let mut fields = Fields::of(row);
    let (number, entry) = (fields.number()?, fields.text()?);
    let followed = (fields.optional_number()?, fields.optional_number()?);
    from_text(number, &entry, followed).map_err(|error| unreadable(error.to_string()))
}

pub(crate) fn put(entries: &[&NeutralityEntry]) -> Result<Write, StoreError> {
    let sql = "INSERT INTO neutrality (number, entry, ended_by, appealed_by)
        SELECT * FROM unnest($1::bigint[], $2::text[], $3::bigint[], $4::bigint[])
        ON CONFLICT (number) DO UPDATE SET entry = excluded.entry, ended_by = excluded.ended_by,
            appealed_by = excluded.appealed_by";
    let values = vec![
        numbers(entries, |kept| kept.entry.number)?,
        texts(entries, |kept| to_text(&kept.entry))?,
        optional_numbers(entries, |kept| kept.ended_by)?,
        optional_numbers(entries, |kept| kept.appealed_by)?,
    ];
    Ok(Write::new(sql, values))
}
