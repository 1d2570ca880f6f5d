//! Devices, their enrolments and the nonces that they have used.

use super::rows::Rows;
use super::{Write, column, ids, numbers, optional_numbers};
use crate::column::{Fields, Fixed, Id, Text, state_number};
use bank::id::{DeviceId, EnrolmentId, PersonId, TimeMs};
use bank::record::{Device, Enrolment, Nonce};
use bank::store::StoreError;
use tokio_postgres::Row;

macro_rules! select {
    ($rest:literal) => {
        concat!(
            "SELECT id, person, public_key, state, enrolled_at_ms, revoked_at_ms FROM devices ",
            $rest
        )
    };
}

pub(crate) const FIND: &str = select!("WHERE id = ANY($1)");
pub(crate) const FIRST_PAGE: &str = select!("ORDER BY id LIMIT $1");
pub(crate) const PAGE: &str = select!("WHERE id > $1 ORDER BY id LIMIT $2");
pub(crate) const SINCE: &str =
    select!("WHERE enrolled_at_ms >= $1 ORDER BY enrolled_at_ms DESC, id DESC LIMIT $2");
pub(crate) const OF_PERSON: &str =
    select!("WHERE person = $1 ORDER BY enrolled_at_ms DESC, id DESC LIMIT $2");
pub(crate) const FIND_ENROLMENTS: &str =
    "SELECT id, handle, public_key, code_hash, tries, expires_at_ms, confirmed FROM enrolments
    WHERE id = ANY($1)";
/// Each by itself, whatever the plan thinks of the size of the table: it is empty and full in
/// turns.
pub(crate) const FIND_NONCES: &str = "SELECT n.expires_at_ms, n.nonce, n.device
    FROM unnest($1::bigint[], $2::uuid[], $3::uuid[]) AS w (expires_at_ms, nonce, device)
    CROSS JOIN LATERAL (
        SELECT expires_at_ms, nonce, device FROM nonces
        WHERE expires_at_ms = w.expires_at_ms AND nonce = w.nonce AND device = w.device LIMIT 1
    ) AS n";
pub(crate) const FORGET_NONCES: &str = "DELETE FROM nonces WHERE expires_at_ms < $1";

pub(crate) fn from_row(row: &Row) -> Result<Device, StoreError> {
    let mut fields = Fields::of(row);
    Ok(Device {
        id: DeviceId(fields.id()?),
        person: PersonId(fields.id()?),
        public_key: fields.fixed()?,
        state: fields.state()?,
        enrolled_at: fields.moment()?,
        revoked_at: fields.optional_number()?.map(TimeMs),
    })
}

pub(crate) fn enrolment_from_row(row: &Row) -> Result<Enrolment, StoreError> {
    let mut fields = Fields::of(row);
    Ok(Enrolment {
        id: EnrolmentId(fields.id()?),
        handle: fields.text()?,
        public_key: fields.fixed()?,
        code_hash: fields.fixed()?,
        tries: fields.small()?,
        expires_at: fields.moment()?,
        confirmed: fields.optional_id()?.map(PersonId),
    })
}

pub(crate) fn nonce_from_row(row: &Row) -> Result<Nonce, StoreError> {
    let mut fields = Fields::of(row);
    let (expires_at, nonce) = (fields.moment()?, fields.id()?);
    Ok(Nonce { device: DeviceId(fields.id()?), nonce, expires_at })
}

pub(crate) fn put(devices: &[&Device]) -> Result<Write, StoreError> {
    let sql = "INSERT INTO devices
            (id, person, public_key, state, enrolled_at_ms, revoked_at_ms)
        SELECT * FROM unnest($1::uuid[], $2::uuid[], $3::bytea[], $4::smallint[], $5::bigint[],
            $6::bigint[])
        ON CONFLICT (id) DO UPDATE SET person = excluded.person,
            public_key = excluded.public_key, state = excluded.state,
            enrolled_at_ms = excluded.enrolled_at_ms, revoked_at_ms = excluded.revoked_at_ms";
    let values = vec![
        ids(devices, |device| device.id.0),
        ids(devices, |device| device.person.0),
        column(devices, |device| Fixed(device.public_key)),
        column(devices, |device| state_number(device.state)),
        numbers(devices, |device| device.enrolled_at.0)?,
        optional_numbers(devices, |device| device.revoked_at.map(|at| at.0))?,
    ];
    Ok(Write::new(sql, values))
}

pub(crate) fn put_enrolments(enrolments: &[&Enrolment]) -> Result<Write, StoreError> {
    let sql = "INSERT INTO enrolments
            (id, handle, public_key, code_hash, tries, expires_at_ms, confirmed)
        SELECT * FROM unnest($1::uuid[], $2::text[], $3::bytea[], $4::bytea[], $5::smallint[],
            $6::bigint[], $7::uuid[])
        ON CONFLICT (id) DO UPDATE SET handle = excluded.handle,
            public_key = excluded.public_key, code_hash = excluded.code_hash,
            tries = excluded.tries, expires_at_ms = excluded.expires_at_ms,
            confirmed = excluded.confirmed";
    let values = vec![
        ids(enrolments, |enrolment| enrolment.id.0),
        column(enrolments, |enrolment| Text(enrolment.handle.clone())),
        column(enrolments, |enrolment| Fixed(enrolment.public_key)),
        column(enrolments, |enrolment| Fixed(enrolment.code_hash)),
        column(enrolments, |enrolment| i16::from(enrolment.tries)),
        numbers(enrolments, |enrolment| enrolment.expires_at.0)?,
        column(enrolments, |enrolment| enrolment.confirmed.map(|person| Id(person.0))),
    ];
    Ok(Write::new(sql, values))
}

/// A nonce is never written twice: the table itself would refuse.
pub(crate) fn insert_nonces(nonces: &[&Nonce]) -> Result<Write, StoreError> {
    let sql = "COPY nonces (expires_at_ms, nonce, device) FROM STDIN (FORMAT binary)";
    let mut rows = Rows::new(3, 32 + nonces.len() * 54);
    for nonce in nonces {
        rows.row();
        rows.number(nonce.expires_at.0)?;
        rows.id(Some(Id(nonce.nonce)));
        rows.id(Some(Id(nonce.device.0)));
    }
    Ok(Write::copy(sql, rows.finish()))
}
