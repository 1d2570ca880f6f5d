//! Merchants that persons opened, who works there, and invitations.

use super::{Write, column, ids, numbers};
use crate::column::{Fields, Fixed, Id, Text, out_of_range, state_number, taker, taker_columns};
use bank::id::{InvitationId, MerchantId, PersonId, StaffId};
use bank::record::{Founder, Invitation, MerchantProfile, Role, Served, Staff, Standing};
use bank::registered::Salt;
use bank::store::StoreError;
use tokio_postgres::Row;

pub(crate) const FIND_PROFILES: &str = "SELECT merchant, address, opened_by, standing, reason,
    owners, staff, opened_at_ms, salt FROM merchant_profiles WHERE merchant = ANY($1)";
pub(crate) const FIND: &str =
    "SELECT id, merchant, person, role, since_ms, state FROM staff WHERE id = ANY($1)";
pub(crate) const OF_MERCHANT: &str = "SELECT id, merchant, person, role, since_ms, state
    FROM staff WHERE merchant = $1 AND state = 0 ORDER BY since_ms, id LIMIT $2";
pub(crate) const OF_PERSON: &str = "SELECT id, merchant, person, role, since_ms, state
    FROM staff WHERE person = $1 AND state = 0 ORDER BY since_ms, id LIMIT $2";
pub(crate) const FIND_INVITATIONS: &str = "SELECT id, merchant, role, secret_hash, invited_by,
    expires_at_ms, used_by FROM invitations WHERE id = ANY($1)";
pub(crate) const FIND_FOUNDERS: &str =
    "SELECT person, merchants FROM founders WHERE person = ANY($1)";
/// Each by itself, in one batch.
pub(crate) const FIND_SERVED: &str = "SELECT s.merchant, s.id, s.taker, s.taker_id
    FROM unnest($1::uuid[], $2::uuid[]) AS w (merchant, id)
    JOIN served s ON s.merchant = w.merchant AND s.id = w.id";

fn role(number: u8) -> Result<Role, StoreError> {
    let role = Role::ALL.into_iter().find(|role| role.number() == number);
    role.ok_or_else(|| out_of_range(number.into()))
}

fn count(number: i32) -> Result<u16, StoreError> {
    u16::try_from(number).map_err(|_| out_of_range(number.into()))
}

pub(crate) fn profile_from_row(row: &Row) -> Result<MerchantProfile, StoreError> {
    let mut fields = Fields::of(row);
    Ok(MerchantProfile {
        merchant: MerchantId(fields.id()?),
        address: fields.optional_text()?,
        opened_by: fields.optional_id()?.map(PersonId),
        standing: {
            let number = fields.small()?;
            let standing = Standing::ALL.into_iter().find(|known| known.number() == number);
            standing.ok_or_else(|| out_of_range(number.into()))?
        },
        reason: fields.optional_text()?,
        owners: count(fields.take()?)?,
        staff: count(fields.take()?)?,
        opened_at: fields.moment()?,
        salt: Salt(fields.id()?),
    })
}

pub(crate) fn put_profiles(profiles: &[&MerchantProfile]) -> Result<Write, StoreError> {
    let sql = "INSERT INTO merchant_profiles (merchant, address, opened_by, standing, reason,
            owners, staff, opened_at_ms, salt)
        SELECT * FROM unnest($1::uuid[], $2::text[], $3::uuid[], $4::smallint[], $5::text[],
            $6::integer[], $7::integer[], $8::bigint[], $9::uuid[])
        ON CONFLICT (merchant) DO UPDATE SET address = excluded.address,
            opened_by = excluded.opened_by, standing = excluded.standing,
            reason = excluded.reason, owners = excluded.owners, staff = excluded.staff,
            opened_at_ms = excluded.opened_at_ms, salt = excluded.salt";
    let values = vec![
        ids(profiles, |profile| profile.merchant.0),
        column(profiles, |profile| profile.address.clone().map(Text)),
        column(profiles, |profile| profile.opened_by.map(|by| Id(by.0))),
        column(profiles, |profile| i16::from(profile.standing.number())),
        column(profiles, |profile| profile.reason.clone().map(Text)),
        column(profiles, |profile| i32::from(profile.owners)),
        column(profiles, |profile| i32::from(profile.staff)),
        numbers(profiles, |profile| profile.opened_at.0)?,
        ids(profiles, |profile| profile.salt.0),
    ];
    Ok(Write::new(sql, values))
}

pub(crate) fn from_row(row: &Row) -> Result<Staff, StoreError> {
    let mut fields = Fields::of(row);
    Ok(Staff {
        id: StaffId(fields.id()?),
        merchant: MerchantId(fields.id()?),
        person: PersonId(fields.id()?),
        role: role(fields.small()?)?,
        since: fields.moment()?,
        state: fields.state()?,
    })
}

pub(crate) fn put(staff: &[&Staff]) -> Result<Write, StoreError> {
    let sql = "INSERT INTO staff (id, merchant, person, role, since_ms, state)
        SELECT * FROM unnest($1::uuid[], $2::uuid[], $3::uuid[], $4::smallint[], $5::bigint[],
            $6::smallint[])
        ON CONFLICT (id) DO UPDATE SET merchant = excluded.merchant, person = excluded.person,
            role = excluded.role, since_ms = excluded.since_ms, state = excluded.state";
    let values = vec![
        ids(staff, |staff| staff.id.0),
        ids(staff, |staff| staff.merchant.0),
        ids(staff, |staff| staff.person.0),
        column(staff, |staff| i16::from(staff.role.number())),
        numbers(staff, |staff| staff.since.0)?,
        column(staff, |staff| state_number(staff.state)),
    ];
    Ok(Write::new(sql, values))
}

pub(crate) fn invitation_from_row(row: &Row) -> Result<Invitation, StoreError> {
    let mut fields = Fields::of(row);
    Ok(Invitation {
        id: InvitationId(fields.id()?),
        merchant: MerchantId(fields.id()?),
        role: role(fields.small()?)?,
        secret_hash: fields.fixed()?,
        by: fields.optional_id()?.map(StaffId),
        expires_at: fields.moment()?,
        used_by: fields.optional_id()?.map(PersonId),
    })
}

pub(crate) fn put_invitations(invitations: &[&Invitation]) -> Result<Write, StoreError> {
    let sql = "INSERT INTO invitations (id, merchant, role, secret_hash, invited_by,
            expires_at_ms, used_by)
        SELECT * FROM unnest($1::uuid[], $2::uuid[], $3::smallint[], $4::bytea[], $5::uuid[],
            $6::bigint[], $7::uuid[])
        ON CONFLICT (id) DO UPDATE SET merchant = excluded.merchant, role = excluded.role,
            secret_hash = excluded.secret_hash, invited_by = excluded.invited_by,
            expires_at_ms = excluded.expires_at_ms, used_by = excluded.used_by";
    let values = vec![
        ids(invitations, |invitation| invitation.id.0),
        ids(invitations, |invitation| invitation.merchant.0),
        column(invitations, |invitation| i16::from(invitation.role.number())),
        column(invitations, |invitation| Fixed(invitation.secret_hash)),
        column(invitations, |invitation| invitation.by.map(|by| Id(by.0))),
        numbers(invitations, |invitation| invitation.expires_at.0)?,
        column(invitations, |invitation| invitation.used_by.map(|by| Id(by.0))),
    ];
    Ok(Write::new(sql, values))
}

pub(crate) fn founder_from_row(row: &Row) -> Result<Founder, StoreError> {
    let mut fields = Fields::of(row);
    let person = PersonId(fields.id()?);
    Ok(Founder { person, merchants: count(fields.take()?)? })
}

pub(crate) fn put_founders(founders: &[&Founder]) -> Write {
    let sql = "INSERT INTO founders (person, merchants)
        SELECT * FROM unnest($1::uuid[], $2::integer[])
        ON CONFLICT (person) DO UPDATE SET merchants = excluded.merchants";
    let values = vec![
        ids(founders, |founder| founder.person.0),
        column(founders, |founder| i32::from(founder.merchants)),
    ];
    Write::new(sql, values)
}

pub(crate) fn served_from_row(row: &Row) -> Result<Served, StoreError> {
    let mut fields = Fields::of(row);
    let (merchant, id) = (MerchantId(fields.id()?), fields.id()?);
    Ok(Served { merchant, id, taker: taker(fields.small()?, fields.optional_id()?)? })
}

/// Who did something is noted once: a second note of it fails.
pub(crate) fn insert_served(served: &[&Served]) -> Write {
    let sql = "INSERT INTO served (merchant, id, taker_id, taker)
        SELECT * FROM unnest($1::uuid[], $2::uuid[], $3::uuid[], $4::smallint[])";
    let values = vec![
        ids(served, |served| served.merchant.0),
        ids(served, |served| served.id),
        column(served, |served| taker_columns(served.taker).1),
        column(served, |served| taker_columns(served.taker).0),
    ];
    Write::new(sql, values)
}
