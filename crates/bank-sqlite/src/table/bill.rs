//! The signed bills.

use crate::column::{Id, Moment};
use bank::bill::SignedBill;
use bank::id::MerchantId;
use promotion::calendar::LocalDay;
use rusqlite::{Connection, OptionalExtension as _, Row, params};

macro_rules! select {
    ($rest:literal) => {
        concat!("SELECT merchant, day, at_ms, note FROM bills ", $rest)
    };
}

pub(crate) fn find(
    connection: &Connection,
    merchant: MerchantId,
    day: LocalDay,
) -> rusqlite::Result<Option<SignedBill>> {
    let sql = select!("WHERE merchant = ?1 AND day = ?2");
    let mut statement = connection.prepare_cached(sql)?;
    statement.query_row(params![Id::of(merchant.0), day.0], from_row).optional()
}

/// Returns a shop's bills of days before a day, newest first.
pub(crate) fn of_merchant(
    connection: &Connection,
    merchant: MerchantId,
    before: Option<LocalDay>,
    limit: u32,
) -> rusqlite::Result<Vec<SignedBill>> {
    // Above every day that there is.
    let before = before.map_or(i64::MAX, |day| i64::from(day.0));
    let sql = select!("WHERE merchant = ?1 AND day < ?2 ORDER BY day DESC LIMIT ?3");
    let mut statement = connection.prepare_cached(sql)?;
    statement.query_map(params![Id::of(merchant.0), before, limit], from_row)?.collect()
}

/// Returns bills of all shops, in the order of shops and days.
pub(crate) fn page(
    connection: &Connection,
    after: Option<(MerchantId, LocalDay)>,
    limit: u32,
) -> rusqlite::Result<Vec<SignedBill>> {
    // Below every day that there is.
    let (merchant, day) =
        after.map_or((0, i64::MIN), |(merchant, day)| (merchant.0, i64::from(day.0)));
    let sql = select!("WHERE (merchant, day) > (?1, ?2) ORDER BY merchant, day LIMIT ?3");
    let mut statement = connection.prepare_cached(sql)?;
    statement.query_map(params![Id::of(merchant), day, limit], from_row)?.collect()
}

fn from_row(row: &Row<'_>) -> rusqlite::Result<SignedBill> {
    Ok(SignedBill {
        merchant: MerchantId(row.get::<_, Id>(0)?.number()),
        day: LocalDay(row.get(1)?),
        at: row.get::<_, Moment>(2)?.0,
        note: row.get(3)?,
    })
}

pub(crate) fn write(connection: &Connection, bill: &SignedBill) -> rusqlite::Result<()> {
    let SignedBill { merchant, day, at, note } = bill;
    let sql = "INSERT OR IGNORE INTO bills (merchant, day, at_ms, note) VALUES (?1, ?2, ?3, ?4)";
    let values = params![Id::of(merchant.0), day.0, Moment(*at), note];
    connection.prepare_cached(sql)?.execute(values)?;
    Ok(())
}
