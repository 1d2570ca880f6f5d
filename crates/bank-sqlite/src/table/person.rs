//! Persons, their handles and receive codes.

use crate::column::{self, Id, Moment};
use bank::id::{AccountId, PersonId, ReceiveCodeId};
use bank::record::{Handle, Person, Pin, ReceiveCode};
use bank::registered::Salt;
use rusqlite::{Connection, OptionalExtension as _, Row, params};

pub(crate) fn find(connection: &Connection, id: PersonId) -> rusqlite::Result<Option<Person>> {
    let sql = "SELECT id, name, account, receive_code, state, pin_verifier, pin_tries, pin_locks,
        pin_locked_until_ms, opened_at_ms, salt FROM persons WHERE id = ?1";
    connection.prepare_cached(sql)?.query_row([Id::of(id.0)], from_row).optional()
}

pub(crate) fn write(connection: &Connection, person: &Person) -> rusqlite::Result<()> {
    let Person { id, name, account, receive_code, state, pin, opened_at, salt } = person;
    let Pin { verifier, tries, locks, locked_until } = pin;
    let sql =
        "INSERT INTO persons (id, name, account, receive_code, state, pin_verifier, pin_tries,
        pin_locks, pin_locked_until_ms, opened_at_ms, salt)
        VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)
        ON CONFLICT (id) DO UPDATE SET name = excluded.name, account = excluded.account,
        receive_code = excluded.receive_code, state = excluded.state,
        pin_verifier = excluded.pin_verifier, pin_tries = excluded.pin_tries,
        pin_locks = excluded.pin_locks, pin_locked_until_ms = excluded.pin_locked_until_ms,
        opened_at_ms = excluded.opened_at_ms, salt = excluded.salt";
    connection.prepare_cached(sql)?.execute(params![
        Id::of(id.0),
        name,
        Id::of(account.0),
        Id::of(receive_code.0),
        column::state_word(*state),
        verifier,
        tries,
        locks,
        locked_until.map(Moment),
        Moment(*opened_at),
        Id::of(salt.0)
    ])?;
    Ok(())
}

fn from_row(row: &Row<'_>) -> rusqlite::Result<Person> {
    Ok(Person {
        id: PersonId(row.get::<_, Id>(0)?.number()),
        name: row.get(1)?,
        account: AccountId(row.get::<_, Id>(2)?.number()),
        receive_code: ReceiveCodeId(row.get::<_, Id>(3)?.number()),
        state: column::state(row, 4)?,
        pin: Pin {
            verifier: row.get(5)?,
            tries: row.get(6)?,
            locks: row.get(7)?,
            locked_until: row.get::<_, Option<Moment>>(8)?.map(|moment| moment.0),
        },
        opened_at: row.get::<_, Moment>(9)?.0,
        salt: Salt(row.get::<_, Id>(10)?.number()),
    })
}

pub(crate) fn find_handle(
    connection: &Connection,
    handle: &str,
) -> rusqlite::Result<Option<Handle>> {
    let sql = "SELECT person, salt FROM handles WHERE handle = ?1";
    let found = connection.prepare_cached(sql)?.query_row([handle], |row| {
        Ok(Handle {
            handle: handle.to_owned(),
            person: PersonId(row.get::<_, Id>(0)?.number()),
            salt: Salt(row.get::<_, Id>(1)?.number()),
        })
    });
    found.optional()
}

pub(crate) fn write_handle(connection: &Connection, handle: &Handle) -> rusqlite::Result<()> {
    let Handle { handle, person, salt } = handle;
    let sql = "INSERT INTO handles (handle, person, salt) VALUES (?1, ?2, ?3)
        ON CONFLICT (handle) DO UPDATE SET person = excluded.person, salt = excluded.salt";
    let params = params![handle, Id::of(person.0), Id::of(salt.0)];
    connection.prepare_cached(sql)?.execute(params)?;
    Ok(())
}

pub(crate) fn find_receive_code(
    connection: &Connection,
    id: ReceiveCodeId,
) -> rusqlite::Result<Option<ReceiveCode>> {
    let sql = "SELECT person FROM receive_codes WHERE id = ?1";
    let person: Option<Id> =
        connection.prepare_cached(sql)?.query_row([Id::of(id.0)], |row| row.get(0)).optional()?;
    Ok(person.map(|person| ReceiveCode { id, person: PersonId(person.number()) }))
}

pub(crate) fn write_receive_code(
    connection: &Connection,
    code: &ReceiveCode,
) -> rusqlite::Result<()> {
    let ReceiveCode { id, person } = code;
    let sql = "INSERT INTO receive_codes (id, person) VALUES (?1, ?2)
        ON CONFLICT (id) DO UPDATE SET person = excluded.person";
    connection.prepare_cached(sql)?.execute(params![Id::of(id.0), Id::of(person.0)])?;
    Ok(())
}
