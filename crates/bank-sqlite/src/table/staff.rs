//! Merchants that persons opened, who works there, and invitations.

use crate::column::{self, Id, Moment, unknown_word};
use bank::id::{InvitationId, MerchantId, PersonId, StaffId};
use bank::record::{Founder, Invitation, MerchantProfile, Role, Served, Staff, Standing};
use bank::registered::Salt;
use rusqlite::{Connection, OptionalExtension as _, Row, params};

fn optional_id(row: &Row<'_>, column: usize) -> rusqlite::Result<Option<u128>> {
    Ok(row.get::<_, Option<Id>>(column)?.map(|id| id.number()))
}

fn role(row: &Row<'_>, column: usize) -> rusqlite::Result<Role> {
    let word = row.get_ref(column)?.as_str()?;
    let role = Role::ALL.into_iter().find(|role| role.word() == word);
    role.ok_or_else(|| unknown_word(word).into())
}

pub(crate) fn find_profile(
    connection: &Connection,
    merchant: MerchantId,
) -> rusqlite::Result<Option<MerchantProfile>> {
    let sql = "SELECT merchant, address, opened_by, standing, reason, owners, staff, opened_at_ms,
        salt FROM merchant_profiles WHERE merchant = ?1";
    connection.prepare_cached(sql)?.query_row([Id::of(merchant.0)], profile).optional()
}

fn profile(row: &Row<'_>) -> rusqlite::Result<MerchantProfile> {
    let word = row.get_ref(3)?.as_str()?;
    let standing = Standing::ALL.into_iter().find(|standing| standing.word() == word);
    Ok(MerchantProfile {
        merchant: MerchantId(row.get::<_, Id>(0)?.number()),
        address: row.get(1)?,
        opened_by: optional_id(row, 2)?.map(PersonId),
        standing: standing.ok_or_else(|| unknown_word(word))?,
        reason: row.get(4)?,
        owners: row.get(5)?,
        staff: row.get(6)?,
        opened_at: row.get::<_, Moment>(7)?.0,
        salt: Salt(row.get::<_, Id>(8)?.number()),
    })
}

pub(crate) fn write_profile(
    connection: &Connection,
    profile: &MerchantProfile,
) -> rusqlite::Result<()> {
    let MerchantProfile {
        merchant,
        address,
        opened_by,
        standing,
        reason,
        owners,
        staff,
        opened_at,
        salt,
    } = profile;
    let sql = "INSERT OR REPLACE INTO merchant_profiles (merchant, address, opened_by, standing,
        reason, owners, staff, opened_at_ms, salt) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)";
    connection.prepare_cached(sql)?.execute(params![
        Id::of(merchant.0),
        address,
        opened_by.map(|by| Id::of(by.0)),
        standing.word(),
        reason,
        owners,
        staff,
        Moment(*opened_at),
        Id::of(salt.0)
    ])?;
    Ok(())
}

macro_rules! select_staff {
    ($rest:literal) => {
        concat!("SELECT id, merchant, person, role, since_ms, state FROM staff ", $rest)
    };
}

pub(crate) fn find(connection: &Connection, id: StaffId) -> rusqlite::Result<Option<Staff>> {
    let sql = select_staff!("WHERE id = ?1");
    connection.prepare_cached(sql)?.query_row([Id::of(id.0)], staff).optional()
}

/// Returns who works for a merchant now, those who joined first in front.
pub(crate) fn of_merchant(
    connection: &Connection,
    merchant: MerchantId,
    limit: u32,
) -> rusqlite::Result<Vec<Staff>> {
    let sql =
        select_staff!("WHERE merchant = ?1 AND state = 'active' ORDER BY since_ms, id LIMIT ?2");
    let of = params![Id::of(merchant.0), limit];
    connection.prepare_cached(sql)?.query_map(of, staff)?.collect()
}

/// Returns for whom a person works now, in the order in which they joined.
pub(crate) fn of_person(
    connection: &Connection,
    person: PersonId,
    limit: u32,
) -> rusqlite::Result<Vec<Staff>> {
    let sql =
        select_staff!("WHERE person = ?1 AND state = 'active' ORDER BY since_ms, id LIMIT ?2");
    let of = params![Id::of(person.0), limit];
    connection.prepare_cached(sql)?.query_map(of, staff)?.collect()
}

fn staff(row: &Row<'_>) -> rusqlite::Result<Staff> {
    Ok(Staff {
        id: StaffId(row.get::<_, Id>(0)?.number()),
        merchant: MerchantId(row.get::<_, Id>(1)?.number()),
        person: PersonId(row.get::<_, Id>(2)?.number()),
        role: role(row, 3)?,
        since: row.get::<_, Moment>(4)?.0,
        state: column::state(row, 5)?,
    })
}

pub(crate) fn write(connection: &Connection, staff: &Staff) -> rusqlite::Result<()> {
    let Staff { id, merchant, person, role, since, state } = *staff;
    let sql = "INSERT OR REPLACE INTO staff (id, merchant, person, role, since_ms, state)
        VALUES (?1, ?2, ?3, ?4, ?5, ?6)";
    connection.prepare_cached(sql)?.execute(params![
        Id::of(id.0),
        Id::of(merchant.0),
        Id::of(person.0),
        role.word(),
        Moment(since),
        column::state_word(state)
    ])?;
    Ok(())
}

pub(crate) fn find_invitation(
    connection: &Connection,
    id: InvitationId,
) -> rusqlite::Result<Option<Invitation>> {
    let sql = "SELECT id, merchant, role, secret_hash, invited_by, expires_at_ms, used_by
        FROM invitations WHERE id = ?1";
    let invitation = |row: &Row<'_>| {
        Ok(Invitation {
            id: InvitationId(row.get::<_, Id>(0)?.number()),
            merchant: MerchantId(row.get::<_, Id>(1)?.number()),
            role: role(row, 2)?,
            secret_hash: row.get(3)?,
            by: optional_id(row, 4)?.map(StaffId),
            expires_at: row.get::<_, Moment>(5)?.0,
            used_by: optional_id(row, 6)?.map(PersonId),
        })
    };
    connection.prepare_cached(sql)?.query_row([Id::of(id.0)], invitation).optional()
}

pub(crate) fn write_invitation(
    connection: &Connection,
    invitation: &Invitation,
) -> rusqlite::Result<()> {
    let Invitation { id, merchant, role, secret_hash, by, expires_at, used_by } = *invitation;
    let sql = "INSERT OR REPLACE INTO invitations (id, merchant, role, secret_hash, invited_by,
        expires_at_ms, used_by) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)";
    connection.prepare_cached(sql)?.execute(params![
        Id::of(id.0),
        Id::of(merchant.0),
        role.word(),
        secret_hash,
        by.map(|by| Id::of(by.0)),
        Moment(expires_at),
        used_by.map(|by| Id::of(by.0))
    ])?;
    Ok(())
}

pub(crate) fn find_founder(
    connection: &Connection,
    person: PersonId,
) -> rusqlite::Result<Option<Founder>> {
    let sql = "SELECT merchants FROM founders WHERE person = ?1";
    let founder = |row: &Row<'_>| Ok(Founder { person, merchants: row.get(0)? });
    connection.prepare_cached(sql)?.query_row([Id::of(person.0)], founder).optional()
}

pub(crate) fn write_founder(connection: &Connection, founder: &Founder) -> rusqlite::Result<()> {
    let Founder { person, merchants } = *founder;
    let sql = "INSERT OR REPLACE INTO founders (person, merchants) VALUES (?1, ?2)";
    connection.prepare_cached(sql)?.execute(params![Id::of(person.0), merchants])?;
    Ok(())
}

pub(crate) fn find_served(
    connection: &Connection,
    merchant: MerchantId,
    id: u128,
) -> rusqlite::Result<Option<Served>> {
    let sql = "SELECT taker, taker_id FROM served WHERE merchant = ?1 AND id = ?2";
    let served = |row: &Row<'_>| Ok(Served { merchant, id, taker: column::taker(row, 0, 1)? });
    let key = [Id::of(merchant.0), Id::of(id)];
    connection.prepare_cached(sql)?.query_row(key, served).optional()
}

/// Who did something is noted once: a second note of it fails.
pub(crate) fn write_served(connection: &Connection, served: &Served) -> rusqlite::Result<()> {
    let Served { merchant, id, taker } = *served;
    let sql = "INSERT INTO served (merchant, id, taker_id, taker) VALUES (?1, ?2, ?3, ?4)";
    let (word, of) = column::taker_words(taker);
    let values = params![Id::of(merchant.0), Id::of(id), of, word];
    connection.prepare_cached(sql)?.execute(values)?;
    Ok(())
}
