//! Shifts, and merchants' rosters of them.

use crate::column::{self, Id, Moment, Number};
use bank::id::{MerchantId, ShiftId};
use bank::record::{Roster, Shift, ShiftEnd, Taker};
use rusqlite::{Connection, OptionalExtension as _, Row, params};

macro_rules! select {
    ($rest:literal) => {
        concat!(
            "SELECT id, merchant, taker, taker_id, opened_at_ms, after_sequence, closed_at_ms, \
             last_sequence, number, closed_by, closed_by_id, report FROM shifts ",
            $rest
        )
    };
}

pub(crate) fn find(connection: &Connection, id: ShiftId) -> rusqlite::Result<Option<Shift>> {
    let sql = select!("WHERE id = ?1");
    connection.prepare_cached(sql)?.query_row([Id::of(id.0)], from_row).optional()
}

/// Returns closed shifts of a merchant, those with the highest numbers in front.
pub(crate) fn of_merchant(
    connection: &Connection,
    merchant: MerchantId,
    taker: Option<Taker>,
    before: Option<u64>,
    limit: u32,
) -> rusqlite::Result<Vec<Shift>> {
    let (word, of) = taker.map(column::taker_words).unzip();
    // Above every number that there is.
    let before = before.map_or(i64::MAX, |before| i64::try_from(before).unwrap_or(i64::MAX));
    let sql = select!(
        "WHERE merchant = ?1 AND number IS NOT NULL AND number < ?2
        AND (?3 IS NULL OR taker = ?3 AND taker_id IS ?4) ORDER BY number DESC LIMIT ?5"
    );
    let values = params![Id::of(merchant.0), before, word, of.flatten(), limit];
    connection.prepare_cached(sql)?.query_map(values, from_row)?.collect()
}

fn from_row(row: &Row<'_>) -> rusqlite::Result<Shift> {
    let end = match row.get::<_, Option<Moment>>(6)? {
        None => None,
        Some(Moment(at)) => Some(ShiftEnd {
            at,
            last: row.get::<_, Number>(7)?.0,
            number: row.get::<_, Number>(8)?.0,
            by: column::taker(row, 9, 10)?,
        }),
    };
    Ok(Shift {
        id: ShiftId(row.get::<_, Id>(0)?.number()),
        merchant: MerchantId(row.get::<_, Id>(1)?.number()),
        taker: column::taker(row, 2, 3)?,
        opened_at: row.get::<_, Moment>(4)?.0,
        after: row.get::<_, Number>(5)?.0,
        end,
        report: row.get(11)?,
    })
}

pub(crate) fn write(connection: &Connection, shift: &Shift) -> rusqlite::Result<()> {
    let Shift { id, merchant, taker, opened_at, after, end, report } = shift;
    let sql = "INSERT OR REPLACE INTO shifts (id, merchant, taker, taker_id, opened_at_ms,
        after_sequence, closed_at_ms, last_sequence, number, closed_by, closed_by_id, report)
        VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12)";
    let (word, of) = column::taker_words(*taker);
    let (by, by_id) = end.map(|end| column::taker_words(end.by)).unzip();
    connection.prepare_cached(sql)?.execute(params![
        Id::of(id.0),
        Id::of(merchant.0),
        word,
        of,
        Moment(*opened_at),
        Number(*after),
        end.map(|end| Moment(end.at)),
        end.map(|end| Number(end.last)),
        end.map(|end| Number(end.number)),
        by,
        by_id.flatten(),
        report
    ])?;
    Ok(())
}

pub(crate) fn find_roster(
    connection: &Connection,
    merchant: MerchantId,
) -> rusqlite::Result<Option<Roster>> {
    let sql = "SELECT reports, open FROM rosters WHERE merchant = ?1";
    let roster = |row: &Row<'_>| {
        let open = bank_answer::shift::open_from_text(row.get_ref(1)?.as_str()?);
        let open = open.map_err(column::unreadable)?;
        Ok(Roster { merchant, reports: row.get::<_, Number>(0)?.0, open })
    };
    connection.prepare_cached(sql)?.query_row([Id::of(merchant.0)], roster).optional()
}

pub(crate) fn write_roster(connection: &Connection, roster: &Roster) -> rusqlite::Result<()> {
    let Roster { merchant, reports, open } = roster;
    let open = bank_answer::shift::open_to_text(open).map_err(column::unreadable)?;
    let sql = "INSERT OR REPLACE INTO rosters (merchant, reports, open) VALUES (?1, ?2, ?3)";
    let values = params![Id::of(merchant.0), Number(*reports), open];
    connection.prepare_cached(sql)?.execute(values)?;
    Ok(())
}
