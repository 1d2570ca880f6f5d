//! Writes the rows that register what was there before the journal kept such rows.

use crate::column::{Fields, Fixed, signed};
use crate::session::{Ask, Session};
use crate::table::{Found, journal, keys, readings};
use bank::journal::{ChainHead, JournalRow};
use bank::registered::{RegisteredKind, register_all};
use bank::store::StoreError;
use bank::{Record, TimeMs};
use std::sync::Arc;

/// How many records are registered at once.
const RECORDS_AT_ONCE: u32 = 1000;

/// The time by the server, or that of the last row when its clock was set back.
const NOW: &str = "SELECT greatest(
    (extract(epoch FROM clock_timestamp()) * 1000)::bigint,
    coalesce((SELECT at_ms FROM journal ORDER BY sequence DESC LIMIT 1), 0))";

/// Records are read as this program reads them, also in the middle of the scripts: what later ones
/// add to their tables is there first, and those find it done.
const LATER_COLUMNS: &str = "ALTER TABLE devices ADD COLUMN IF NOT EXISTS revoked_at_ms BIGINT";

/// Registers every record, under the lock of the head; a database without any stays as it is.
pub(super) fn all(session: &Arc<Session>) -> Result<(), StoreError> {
    session.ask_whole(vec![Ask::plain(LATER_COLUMNS)])?;
    let locked = session.rows(journal::LOCK_HEAD, Vec::new())?;
    let locked = locked.first().ok_or_else(|| StoreError("the journal has no head".to_owned()))?;
    let (first, _) = journal::head_from_row(locked)?;
    let now = session.rows(NOW, Vec::new())?;
    let now = now.first().ok_or_else(|| StoreError("no answer".to_owned()))?;
    let at = Fields::of(now).moment()?;
    let mut head = first;
    for kind in RegisteredKind::FIRST {
        let mut after = None;
        loop {
            let asked = keys::ask(kind.kind(), after.as_ref(), RECORDS_AT_ONCE);
            let rows = session.ask_whole(vec![asked])?.pop().unwrap_or_default().rows;
            let found: Vec<_> = rows
                .iter()
                .map(|row| keys::from_row(kind.kind(), row))
                .collect::<Result<_, StoreError>>()?;
            let Some(last) = found.last() else { break };
            after = Some(last.clone());
            head = append(session, head, at, &records(session, &found)?)?;
        }
    }
    if head == first {
        return Ok(());
    }
    let values = vec![Box::new(signed(head.sequence)?) as _, Box::new(Fixed(head.hash)) as _];
    session.ask_whole(vec![Ask::new(journal::MOVE_HEAD, values)])?;
    Ok(())
}

fn records(session: &Arc<Session>, keys: &[bank::Key]) -> Result<Vec<Record>, StoreError> {
    let asks = readings(keys.iter()).into_iter().map(|reading| reading.ask).collect();
    let answers = session.ask_whole(asks)?;
    let mut found = Found::default();
    for (answer, reading) in answers.iter().zip(readings(keys.iter())) {
        answer.rows.iter().try_for_each(|row| (reading.keep)(row, &mut found))?;
    }
    Ok(keys.iter().filter_map(|key| found.take(key)).collect())
}

fn append(
    session: &Arc<Session>,
    head: ChainHead,
    at: TimeMs,
    records: &[Record],
) -> Result<ChainHead, StoreError> {
    let rows = register_all(head, at, records);
    let (lines, _) = journal::lines(&rows, &[], &[])?;
    session.ask_whole(vec![journal::insert(&lines)?.into_ask()])?;
    Ok(rows.last().map_or(head, JournalRow::head))
}
