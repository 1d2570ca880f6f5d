//! Persons, their handles and receive codes.

use super::{Write, column, ids, numbers, optional_numbers};
use crate::column::{Fields, Text, state_number};
use bank::TimeMs;
use bank::id::{AccountId, PersonId, ReceiveCodeId};
use bank::record::{Handle, Person, Pin, ReceiveCode};
use bank::registered::Salt;
use bank::store::StoreError;
use tokio_postgres::Row;

macro_rules! select {
    ($rest:literal) => {
        concat!(
            "SELECT id, name, account, receive_code, state, pin_verifier, pin_tries, pin_locks, \
             pin_locked_until_ms, opened_at_ms, salt FROM persons ",
            $rest
        )
    };
}

pub(crate) const FIND: &str = select!("WHERE id = ANY($1)");
pub(crate) const OF_RECEIVE_CODES: &str =
    select!("WHERE id IN (SELECT person FROM receive_codes WHERE id = ANY($1))");
pub(crate) const FIND_HANDLES: &str =
    "SELECT handle, person, salt FROM handles WHERE handle = ANY($1)";
pub(crate) const FIND_RECEIVE_CODES: &str =
    "SELECT id, person FROM receive_codes WHERE id = ANY($1)";

pub(crate) fn from_row(row: &Row) -> Result<Person, StoreError> {
    let mut fields = Fields::of(row);
    Ok(Person {
        id: PersonId(fields.id()?),
        name: fields.text()?,
        account: AccountId(fields.id()?),
        receive_code: ReceiveCodeId(fields.id()?),
        state: fields.state()?,
        pin: Pin {
            verifier: fields.optional_text()?,
            tries: fields.small()?,
            locks: fields.small()?,
            locked_until: fields
                .take::<Option<i64>>()?
                .map(|moment| crate::column::unsigned(moment).map(TimeMs))
                .transpose()?,
        },
        opened_at: fields.moment()?,
        salt: Salt(fields.id()?),
    })
}

pub(crate) fn handle_from_row(row: &Row) -> Result<Handle, StoreError> {
    let mut fields = Fields::of(row);
    Ok(Handle { handle: fields.text()?, person: PersonId(fields.id()?), salt: Salt(fields.id()?) })
}

pub(crate) fn receive_code_from_row(row: &Row) -> Result<ReceiveCode, StoreError> {
    let mut fields = Fields::of(row);
    Ok(ReceiveCode { id: ReceiveCodeId(fields.id()?), person: PersonId(fields.id()?) })
}

pub(crate) fn put(persons: &[&Person]) -> Result<Write, StoreError> {
    let sql = "INSERT INTO persons (id, name, account, receive_code, state, pin_verifier,
            pin_tries, pin_locks, pin_locked_until_ms, opened_at_ms, salt)
        SELECT * FROM unnest($1::uuid[], $2::text[], $3::uuid[], $4::uuid[], $5::smallint[],
            $6::text[], $7::smallint[], $8::smallint[], $9::bigint[], $10::bigint[],
            $11::uuid[])
        ON CONFLICT (id) DO UPDATE SET name = excluded.name, account = excluded.account,
            receive_code = excluded.receive_code, state = excluded.state,
            pin_verifier = excluded.pin_verifier, pin_tries = excluded.pin_tries,
            pin_locks = excluded.pin_locks, pin_locked_until_ms = excluded.pin_locked_until_ms,
            opened_at_ms = excluded.opened_at_ms, salt = excluded.salt";
    let values = vec![
        ids(persons, |person| person.id.0),
        column(persons, |person| Text(person.name.clone())),
        ids(persons, |person| person.account.0),
        ids(persons, |person| person.receive_code.0),
        column(persons, |person| state_number(person.state)),
        column(persons, |person| person.pin.verifier.clone().map(Text)),
        column(persons, |person| i16::from(person.pin.tries)),
        column(persons, |person| i16::from(person.pin.locks)),
        optional_numbers(persons, |person| person.pin.locked_until.map(|moment| moment.0))?,
        numbers(persons, |person| person.opened_at.0)?,
        ids(persons, |person| person.salt.0),
    ];
    Ok(Write::new(sql, values))
}

pub(crate) fn put_handles(handles: &[&Handle]) -> Write {
    let sql = "INSERT INTO handles (handle, person, salt)
        SELECT * FROM unnest($1::text[], $2::uuid[], $3::uuid[])
        ON CONFLICT (handle) DO UPDATE SET person = excluded.person, salt = excluded.salt";
    let values = vec![
        column(handles, |handle| Text(handle.handle.clone())),
        ids(handles, |handle| handle.person.0),
        ids(handles, |handle| handle.salt.0),
    ];
    Write::new(sql, values)
}

pub(crate) fn put_receive_codes(codes: &[&ReceiveCode]) -> Write {
    let sql = "INSERT INTO receive_codes (id, person)
        SELECT * FROM unnest($1::uuid[], $2::uuid[])
        ON CONFLICT (id) DO UPDATE SET person = excluded.person";
    let values = vec![ids(codes, |code| code.id.0), ids(codes, |code| code.person.0)];
    Write::new(sql, values)
}
