//! Shifts, and merchants' rosters of them.

use super::{Write, column, ids, numbers, optional_numbers, texts};
use crate::column::{Fields, Text, small, taker, taker_columns, unreadable};
use bank::id::{MerchantId, ShiftId};
use bank::record::{Roster, Shift, ShiftEnd};
use bank::store::StoreError;
use tokio_postgres::Row;

macro_rules! select {
    ($rest:literal) => {
        concat!(
            "SELECT id, merchant, taker, taker_id, opened_at_ms, after_sequence, closed_at_ms, \
             last_sequence, number, closed_by, closed_by_id, report FROM shifts ",
            $rest
        )
    };
}

pub(crate) const FIND: &str = select!("WHERE id = ANY($1)");
/// Those with the highest numbers in front; of every taker where the number of one is none.
pub(crate) const OF_MERCHANT: &str = select!(
    "WHERE merchant = $1 AND number < $2 AND ($3::smallint IS NULL
        OR taker = $3 AND taker_id IS NOT DISTINCT FROM $4::uuid)
    ORDER BY number DESC LIMIT $5"
);
pub(crate) const FIND_ROSTERS: &str =
    "SELECT merchant, reports, open FROM rosters WHERE merchant = ANY($1)";

pub(crate) fn from_row(row: &Row) -> Result<Shift, StoreError> {
    let mut fields = Fields::of(row);
    let (id, merchant) = (ShiftId(fields.id()?), MerchantId(fields.id()?));
    let taker_of = taker(fields.small()?, fields.optional_id()?)?;
    let (opened_at, after) = (fields.moment()?, fields.number()?);
    let (at, last) = (fields.optional_number()?, fields.optional_number()?);
    let (number, by) = (fields.optional_number()?, fields.take::<Option<i16>>()?);
    let by_id = fields.optional_id()?;
    let end = match (at, last, number, by) {
        (None, None, None, None) => None,
        (Some(at), Some(last), Some(number), Some(by)) => {
            let by = taker(small(by)?, by_id)?;
            Some(ShiftEnd { at: bank::TimeMs(at), last, number, by })
        }
        _ => return Err(unreadable("a shift that has half ended")),
    };
    let report = fields.optional_text()?;
    Ok(Shift { id, merchant, taker: taker_of, opened_at, after, end, report })
}

pub(crate) fn put(shifts: &[&Shift]) -> Result<Write, StoreError> {
    let sql = "INSERT INTO shifts (id, merchant, taker, taker_id, opened_at_ms, after_sequence,
            closed_at_ms, last_sequence, number, closed_by, closed_by_id, report)
        SELECT * FROM unnest($1::uuid[], $2::uuid[], $3::smallint[], $4::uuid[], $5::bigint[],
            $6::bigint[], $7::bigint[], $8::bigint[], $9::bigint[], $10::smallint[], $11::uuid[],
            $12::text[])
        ON CONFLICT (id) DO UPDATE SET merchant = excluded.merchant, taker = excluded.taker,
            taker_id = excluded.taker_id, opened_at_ms = excluded.opened_at_ms,
            after_sequence = excluded.after_sequence, closed_at_ms = excluded.closed_at_ms,
            last_sequence = excluded.last_sequence, number = excluded.number,
            closed_by = excluded.closed_by, closed_by_id = excluded.closed_by_id,
            report = excluded.report";
    let closed_by = |shift: &Shift| shift.end.map(|end| taker_columns(end.by));
    let values = vec![
        ids(shifts, |shift| shift.id.0),
        ids(shifts, |shift| shift.merchant.0),
        column(shifts, |shift| taker_columns(shift.taker).0),
        column(shifts, |shift| taker_columns(shift.taker).1),
        numbers(shifts, |shift| shift.opened_at.0)?,
        numbers(shifts, |shift| shift.after)?,
        optional_numbers(shifts, |shift| shift.end.map(|end| end.at.0))?,
        optional_numbers(shifts, |shift| shift.end.map(|end| end.last))?,
        optional_numbers(shifts, |shift| shift.end.map(|end| end.number))?,
        column(shifts, |shift| closed_by(shift).map(|(number, _)| number)),
        column(shifts, |shift| closed_by(shift).and_then(|(_, id)| id)),
        column(shifts, |shift| shift.report.clone().map(Text)),
    ];
    Ok(Write::new(sql, values))
}

pub(crate) fn roster_from_row(row: &Row) -> Result<Roster, StoreError> {
    let mut fields = Fields::of(row);
    let (merchant, reports) = (MerchantId(fields.id()?), fields.number()?);
    let open = bank_answer::shift::open_from_text(&fields.text()?);
    let open = open.map_err(|error| unreadable(error.to_string()))?;
    Ok(Roster { merchant, reports, open })
}

pub(crate) fn put_rosters(rosters: &[&Roster]) -> Result<Write, StoreError> {
    let sql = "INSERT INTO rosters (merchant, reports, open)
        SELECT * FROM unnest($1::uuid[], $2::bigint[], $3::text[])
        ON CONFLICT (merchant) DO UPDATE SET reports = excluded.reports, open = excluded.open";
    let values = vec![
        ids(rosters, |roster| roster.merchant.0),
        numbers(rosters, |roster| roster.reports)?,
        texts(rosters, |roster| bank_answer::shift::open_to_text(&roster.open))?,
    ];
    Ok(Write::new(sql, values))
}
