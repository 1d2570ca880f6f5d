//! Makes the report of a closed shift, and signs it.

use super::{Counted, Extent, count, named};
use crate::bill::{BillError, Books};
use crate::config::TimeZone;
use bank::Key;
use bank::record::{Merchant, Record, Shift};
use proof::{ShiftReport, head};

/// Returns the report of a shift that is closed; none of an open one. `seen` is the account's last
/// movement in it, where that is known.
///
/// # Errors
/// When the store fails.
pub fn report(
    books: Books<'_>,
    merchant: &Merchant,
    shift: &Shift,
    zone: TimeZone,
    seen: Option<u64>,
) -> Result<Option<ShiftReport>, BillError> {
    let Some(end) = shift.end else { return Ok(None) };
    let (taker, after, last) = (shift.taker, shift.after, end.last);
    let extent = Extent { taker, after, last, seen, most: u64::MAX };
    let counted = count(books, merchant, extent)?.unwrap_or_default();
    let currency = match books.reader.record(&Key::Account(merchant.account))? {
        Some(Record::Account(account)) => account.balance.currency().code().to_owned(),
        _ => String::new(),
    };
    let Counted { payments, orders, refunds, reversals, tips, numbers, seen } = counted;
    Ok(Some(ShiftReport {
        merchant: merchant.id.0,
        name: paycode::printable(&merchant.name),
        shift: shift.id.0,
        number: end.number,
        taker: named(books.reader, merchant, taker)?,
        closed_by: named(books.reader, merchant, end.by)?,
        zone: zone.to_string(),
        from_ms: shift.opened_at.0,
        until_ms: end.at.0,
        currency,
        after,
        last,
        seen,
        payments,
        orders,
        refunds,
        reversals,
        tips,
        numbers,
    }))
}

/// Returns the report of a closed shift as the operator signs it; none of an open one.
///
/// # Errors
/// When the store fails, or a name cannot stand in a note.
pub fn sign(
    books: Books<'_>,
    merchant: &Merchant,
    shift: &Shift,
    zone: TimeZone,
) -> Result<Option<String>, BillError> {
    let Some(report) = report(books, merchant, shift, zone, None)? else { return Ok(None) };
    let Books { operator, keys, .. } = books;
    Ok(Some(report.sign(operator, &head::origin(operator), &keys.signing)?))
}
