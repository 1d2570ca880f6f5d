//! Makes every kept report of a shift again and compares it with what was signed: a payment, a note
//! of who took it or a report that was changed since shows here.

use super::report;
use crate::bill::{BillError, Books};
use bank::Key;
use bank::audit::{Finding, Unproven};
use bank::key::Kind;
use bank::record::{Record, Shift};
use bank::store::StoreError;
use proof::{ShiftReport, head};

/// How many shifts are read at once.
const AT_ONCE: u32 = 500;

/// Checks every report of a shift that ends behind a journal row; returns how many there are, and
/// what is wrong with them.
///
/// # Errors
/// When the store fails.
pub fn check(books: Books<'_>, since: u64) -> Result<(u64, Vec<Finding>), StoreError> {
    let (mut count, mut findings, mut after) = (0, Vec::new(), None);
    loop {
        let page = books.reader.records(Kind::Shift, after.as_ref(), AT_ONCE)?;
        let Some(last) = page.last() else { return Ok((count, findings)) };
        after = Some(last.key());
        for record in page {
            let Record::Shift(shift) = record else { continue };
            let Some(end) = shift.end.filter(|end| end.last > since) else { continue };
            let Some(note) = &shift.report else { continue };
            count += 1;
            match is_so(books, &shift, note) {
                Ok(true) => {}
                Err(BillError::Store(error)) => return Err(error),
                Ok(false) | Err(_) => {
                    let (merchant, number) = (shift.merchant, end.number);
                    let differs = Unproven::ReportDiffers { merchant, number };
                    findings.push(Finding::Unproven(differs));
                }
            }
        }
    }
}

/// Returns whether a report is signed and says what the books say.
fn is_so(books: Books<'_>, shift: &Shift, note: &str) -> Result<bool, BillError> {
    let Books { operator, keys, .. } = books;
    let signed = ShiftReport::verify(note, operator, &head::origin(operator), &keys.public())?;
    let Some(Record::Merchant(merchant)) = books.reader.record(&Key::Merchant(shift.merchant))?
    else {
        return Ok(false);
    };
    let zone = signed.zone.parse().map_err(|_| BillError::Calendar)?;
    let Some(made) = report(books, &merchant, shift, zone, Some(signed.seen))? else {
        return Ok(false);
    };
    // Names are those of the day on which it was made.
    let [taker, closed_by] = [(made.taker, &signed.taker), (made.closed_by, &signed.closed_by)]
        .map(|(made, signed)| proof::shift::Taker { name: signed.name.clone(), ..made });
    let made = ShiftReport { name: signed.name.clone(), taker, closed_by, ..made };
    Ok(made == signed)
}
