//! Payer codes that were taken, and quick payments.

use crate::column::{Id, Moment, Number};
use bank::id::{DeviceId, PersonId};
use bank::record::{QuickPay, QuickPayUse, TakenPayerCode};
use rusqlite::{Connection, OptionalExtension as _, params};

pub(crate) fn find(
    connection: &Connection,
    device: DeviceId,
) -> rusqlite::Result<Option<TakenPayerCode>> {
    let sql = "SELECT step FROM taken_payer_codes WHERE device = ?1";
    let step: Option<Number> = connection
        .prepare_cached(sql)?
        .query_row([Id::of(device.0)], |row| row.get(0))
        .optional()?;
    Ok(step.map(|step| TakenPayerCode { device, step: step.0 }))
}

pub(crate) fn write(connection: &Connection, taken: &TakenPayerCode) -> rusqlite::Result<()> {
    let TakenPayerCode { device, step } = taken;
    let sql = "INSERT INTO taken_payer_codes (device, step) VALUES (?1, ?2)
        ON CONFLICT (device) DO UPDATE SET step = excluded.step";
    connection.prepare_cached(sql)?.execute(params![Id::of(device.0), Number(*step)])?;
    Ok(())
}

pub(crate) fn find_quick_pay(
    connection: &Connection,
    person: PersonId,
) -> rusqlite::Result<Option<QuickPay>> {
    let sql = "SELECT at_ms, amount_minor FROM quick_payments WHERE person = ?1 ORDER BY place";
    let mut statement = connection.prepare_cached(sql)?;
    let uses = statement.query_map([Id::of(person.0)], |row| {
        Ok(QuickPayUse { at: row.get::<_, Moment>(0)?.0, minor: row.get::<_, Number>(1)?.0 })
    })?;
    let uses: Vec<QuickPayUse> = uses.collect::<rusqlite::Result<_>>()?;
    Ok((!uses.is_empty()).then_some(QuickPay { person, uses }))
}

/// Replaces the whole list: it is as short as quick pay allows uses in a day.
pub(crate) fn write_quick_pay(
    connection: &Connection,
    quick_pay: &QuickPay,
) -> rusqlite::Result<()> {
    let QuickPay { person, uses } = quick_pay;
    let sql = "DELETE FROM quick_payments WHERE person = ?1";
    connection.prepare_cached(sql)?.execute([Id::of(person.0)])?;
    let sql = "INSERT INTO quick_payments (person, place, at_ms, amount_minor)
        VALUES (?1, ?2, ?3, ?4)";
    let mut statement = connection.prepare_cached(sql)?;
    for (place, QuickPayUse { at, minor }) in (0..).zip(uses) {
        let place = Number(place);
        statement.execute(params![Id::of(person.0), place, Moment(*at), Number(*minor)])?;
    }
    Ok(())
}
