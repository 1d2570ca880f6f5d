//! Makes every kept bill again and compares it with what was signed: a payment, a note or a bill
//! that was changed since shows here. Who signed each, and whether one is missing, the bank's own
//! audit says.

use super::files::NONE;
use super::{BillError, Books, make};
use bank::Key;
use bank::audit::{Finding, Unproven};
use bank::bill::SignedBill;
use bank::record::Record;
use bank::store::StoreError;

/// How many bills are read at once.
const AT_ONCE: u32 = 100;

/// Checks every bill that ends behind a journal row; returns what is wrong with them.
///
/// # Errors
/// When the store fails.
pub fn check(books: Books<'_>, since: u64) -> Result<Vec<Finding>, StoreError> {
    let (mut findings, mut after) = (Vec::new(), None);
    loop {
        let page = books.reader.all_bills(after, AT_ONCE)?;
        let Some(last) = page.last() else { return Ok(findings) };
        after = Some((last.merchant, last.day));
        for kept in &page {
            match one(books, kept, since) {
                Ok(()) => {}
                Err(BillError::Store(error)) => return Err(error),
                // Found by the bank's audit already.
                Err(BillError::Note(_)) => {}
                Err(_) => {
                    let (merchant, day) = (kept.merchant, kept.day);
                    let differs = Unproven::BillDiffers { merchant, day };
                    findings.push(Finding::Unproven(differs));
                }
            }
        }
    }
}

/// Checks one bill.
///
/// # Errors
/// See [`BillError`]; `Differs` when the books say something else.
pub fn one(books: Books<'_>, kept: &SignedBill, since: u64) -> Result<(), BillError> {
    let bill = books.open(kept)?;
    if bill.last.max(bill.seen) <= since {
        return Ok(());
    }
    match books.reader.record(&Key::Merchant(kept.merchant))? {
        Some(Record::Merchant(merchant)) => make::again(books, &merchant, kept.day, &bill, NONE),
        _ => Err(BillError::Differs),
    }
}
