//! Payer codes that were taken, and quick payments.

use super::{Write, column, ids, numbers};
use crate::column::{Fields, signed};
use bank::TimeMs;
use bank::id::{DeviceId, PersonId};
use bank::record::{QuickPay, QuickPayUse, TakenPayerCode};
use bank::store::StoreError;
use tokio_postgres::Row;

pub(crate) const FIND: &str = "SELECT device, step FROM taken_payer_codes WHERE device = ANY($1)";
pub(crate) const FIND_QUICK_PAY: &str =
    "SELECT person, uses FROM quick_payments WHERE person = ANY($1)";

pub(crate) fn from_row(row: &Row) -> Result<TakenPayerCode, StoreError> {
    let mut fields = Fields::of(row);
    Ok(TakenPayerCode { device: DeviceId(fields.id()?), step: fields.number()? })
}

pub(crate) fn quick_pay_from_row(row: &Row) -> Result<QuickPay, StoreError> {
    let mut fields = Fields::of(row);
    let person = PersonId(fields.id()?);
    let bytes: &[u8] = fields.take()?;
    let (uses, rest) = bytes.as_chunks::<16>();
    if !rest.is_empty() {
        return Err(StoreError("half a quick payment".to_owned()));
    }
    let number = |bytes: &[u8]| bytes.iter().fold(0, |sum, byte| sum << 8 | u64::from(*byte));
    let uses = uses.iter().map(|one| {
        let (at, minor) = one.split_at(8);
        QuickPayUse { at: TimeMs(number(at)), minor: number(minor) }
    });
    Ok(QuickPay { person, uses: uses.collect() })
}

pub(crate) fn put(taken: &[&TakenPayerCode]) -> Result<Write, StoreError> {
    let sql = "INSERT INTO taken_payer_codes (device, step)
        SELECT * FROM unnest($1::uuid[], $2::bigint[])
        ON CONFLICT (device) DO UPDATE SET step = excluded.step";
    let values = vec![ids(taken, |taken| taken.device.0), numbers(taken, |taken| taken.step)?];
    Ok(Write::new(sql, values))
}

/// Replaces the whole list: it is as short as quick pay allows uses in a day.
pub(crate) fn put_quick_pay(lists: &[&QuickPay]) -> Result<Write, StoreError> {
    let sql = "INSERT INTO quick_payments (person, uses)
        SELECT * FROM unnest($1::uuid[], $2::bytea[])
        ON CONFLICT (person) DO UPDATE SET uses = excluded.uses";
    for QuickPayUse { at, minor } in lists.iter().flat_map(|list| &list.uses) {
        // As large as other numbers of the store at most.
        signed(at.0).and(signed(*minor))?;
    }
    let bytes = |list: &QuickPay| {
        let one = |used: &QuickPayUse| [used.at.0.to_be_bytes(), used.minor.to_be_bytes()].concat();
        list.uses.iter().flat_map(one).collect::<Vec<u8>>()
    };
    let values = vec![ids(lists, |list| list.person.0), column(lists, bytes)];
    Ok(Write::new(sql, values))
}
