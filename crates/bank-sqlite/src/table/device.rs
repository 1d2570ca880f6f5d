//! Devices, their enrolments and the nonces that they have used.

use crate::column::{self, Id, Moment};
use crate::table::again::Again;
use bank::TimeMs;
use bank::id::{DeviceId, EnrolmentId, PersonId};
use bank::record::{Device, Enrolment, Nonce};
use rusqlite::{Connection, OptionalExtension as _, Row, params};

pub(crate) fn find(connection: &Connection, id: DeviceId) -> rusqlite::Result<Option<Device>> {
    let sql = "SELECT id, person, public_key, state, enrolled_at_ms, revoked_at_ms FROM devices
        WHERE id = ?1";
    connection.prepare_cached(sql)?.query_row([Id::of(id.0)], from_row).optional()
}

/// Returns devices after an identifier, in the order of identifiers.
pub(crate) fn page(
    connection: &Connection,
    after: Option<DeviceId>,
    limit: u32,
) -> rusqlite::Result<Vec<Device>> {
    // The empty blob sorts before every identifier.
    let after = after.map_or_else(Vec::new, |id| id.0.to_be_bytes().to_vec());
    let sql = "SELECT id, person, public_key, state, enrolled_at_ms, revoked_at_ms FROM devices
        WHERE id > ?1 ORDER BY id LIMIT ?2";
    let mut statement = connection.prepare_cached(sql)?;
    statement.query_map(params![after, limit], from_row)?.collect()
}

/// Returns devices enrolled at a moment or later, those enrolled last in front. Without an index it
/// walks through all devices: it is asked for when a payer code is shown by nobody that is known.
pub(crate) fn since(
    connection: &Connection,
    at: TimeMs,
    limit: u32,
) -> rusqlite::Result<Vec<Device>> {
    let sql = "SELECT id, person, public_key, state, enrolled_at_ms, revoked_at_ms FROM devices
        WHERE enrolled_at_ms >= ?1 ORDER BY enrolled_at_ms DESC, id DESC LIMIT ?2";
    let mut statement = connection.prepare_cached(sql)?;
    statement.query_map(params![Moment(at), limit], from_row)?.collect()
}

/// Returns the devices that a person has or had, those enrolled last in front.
pub(crate) fn of_person(
    connection: &Connection,
    person: PersonId,
    limit: u32,
) -> rusqlite::Result<Vec<Device>> {
    let sql = "SELECT id, person, public_key, state, enrolled_at_ms, revoked_at_ms FROM devices
        WHERE person = ?1 ORDER BY enrolled_at_ms DESC, id DESC LIMIT ?2";
    let mut statement = connection.prepare_cached(sql)?;
    statement.query_map(params![Id::of(person.0), limit], from_row)?.collect()
}

fn from_row(row: &Row<'_>) -> rusqlite::Result<Device> {
    Ok(Device {
        id: DeviceId(row.get::<_, Id>(0)?.number()),
        person: PersonId(row.get::<_, Id>(1)?.number()),
        public_key: row.get(2)?,
        state: column::state(row, 3)?,
        enrolled_at: row.get::<_, Moment>(4)?.0,
        revoked_at: row.get::<_, Option<Moment>>(5)?.map(|at| at.0),
    })
}

pub(crate) fn write(connection: &Connection, device: &Device) -> rusqlite::Result<()> {
    let Device { id, person, public_key, state, enrolled_at, revoked_at } = device;
    let sql = "INSERT INTO devices (id, person, public_key, state, enrolled_at_ms, revoked_at_ms)
        VALUES (?1, ?2, ?3, ?4, ?5, ?6)
        ON CONFLICT (id) DO UPDATE SET person = excluded.person, public_key = excluded.public_key,
        state = excluded.state, enrolled_at_ms = excluded.enrolled_at_ms,
        revoked_at_ms = excluded.revoked_at_ms";
    connection.prepare_cached(sql)?.execute(params![
        Id::of(id.0),
        Id::of(person.0),
        public_key,
        column::state_word(*state),
        Moment(*enrolled_at),
        revoked_at.map(Moment)
    ])?;
    Ok(())
}

pub(crate) fn find_enrolment(
    connection: &Connection,
    id: EnrolmentId,
) -> rusqlite::Result<Option<Enrolment>> {
    let sql = "SELECT id, handle, public_key, code_hash, tries, expires_at_ms, confirmed
        FROM enrolments WHERE id = ?1";
    connection.prepare_cached(sql)?.query_row([Id::of(id.0)], enrolment_from_row).optional()
}

fn enrolment_from_row(row: &Row<'_>) -> rusqlite::Result<Enrolment> {
    Ok(Enrolment {
        id: EnrolmentId(row.get::<_, Id>(0)?.number()),
        handle: row.get(1)?,
        public_key: row.get(2)?,
        code_hash: row.get(3)?,
        tries: row.get(4)?,
        expires_at: row.get::<_, Moment>(5)?.0,
        confirmed: row.get::<_, Option<Id>>(6)?.map(|id| PersonId(id.number())),
    })
}

pub(crate) fn write_enrolment(
    connection: &Connection,
    enrolment: &Enrolment,
) -> rusqlite::Result<()> {
    let Enrolment { id, handle, public_key, code_hash, tries, expires_at, confirmed } = enrolment;
    let sql = "INSERT INTO enrolments
        (id, handle, public_key, code_hash, tries, expires_at_ms, confirmed)
        VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)
        ON CONFLICT (id) DO UPDATE SET handle = excluded.handle, public_key = excluded.public_key,
        code_hash = excluded.code_hash, tries = excluded.tries,
        expires_at_ms = excluded.expires_at_ms, confirmed = excluded.confirmed";
    connection.prepare_cached(sql)?.execute(params![
        Id::of(id.0),
        handle,
        public_key,
        code_hash,
        tries,
        Moment(*expires_at),
        confirmed.map(|person| Id::of(person.0))
    ])?;
    Ok(())
}

pub(crate) fn find_nonce(
    connection: &Connection,
    expires_at: TimeMs,
    device: DeviceId,
    nonce: u128,
) -> rusqlite::Result<Option<Nonce>> {
    let sql = "SELECT 1 FROM nonces WHERE expires_at_ms = ?1 AND device = ?2 AND nonce = ?3";
    let params = params![Moment(expires_at), Id::of(device.0), Id::of(nonce)];
    let is_used = connection.prepare_cached(sql)?.exists(params)?;
    Ok(is_used.then_some(Nonce { device, nonce, expires_at }))
}

/// A nonce is never written twice: the table itself would refuse.
pub(crate) const INSERT_NONCE: &str =
    "INSERT INTO nonces (expires_at_ms, device, nonce) VALUES (?1, ?2, ?3)";

pub(crate) fn write_nonce(insert: &mut Again<'_>, nonce: &Nonce) -> rusqlite::Result<()> {
    let Nonce { device, nonce, expires_at } = nonce;
    insert.execute(params![Moment(*expires_at), Id::of(device.0), Id::of(*nonce)])?;
    Ok(())
}

pub(crate) fn forget_nonces(connection: &Connection, before: TimeMs) -> rusqlite::Result<usize> {
    let sql = "DELETE FROM nonces WHERE expires_at_ms < ?1";
    connection.prepare_cached(sql)?.execute([Moment(before)])
}
