//! Reads every bill and checks that the operator signed it, that it is of its shop and day, and
//! that it names the bill before it. What it says of the day is made anew by whoever writes bills.

use crate::audit::{AuditReport, Finding, ROWS_AT_ONCE, Signed, Unproven};
use crate::bill::SignedBill;
use crate::store::{Reader, StoreError};
use proof::{Bill, Note};
use sha2::{Digest as _, Sha256};

/// Checks all bills.
pub(super) fn check(
    reader: &dyn Reader,
    signed: Option<Signed<'_>>,
    report: &mut AuditReport,
) -> Result<(), StoreError> {
    let mut before: Option<SignedBill> = None;
    loop {
        let after = before.as_ref().map(|bill| (bill.merchant, bill.day));
        let page = reader.all_bills(after, ROWS_AT_ONCE)?;
        if page.is_empty() {
            return Ok(());
        }
        for kept in page {
            report.bills += 1;
            let (merchant, day) = (kept.merchant, kept.day);
            let previous = before.filter(|before| before.merchant == merchant);
            match read(&kept, signed) {
                None => {
                    let unsigned = Unproven::BillUnsigned { merchant, day };
                    report.findings.push(Finding::Unproven(unsigned));
                }
                Some(bill) if bill.previous != previous.as_ref().and_then(named) => {
                    let gap = Unproven::BillGap { merchant, day };
                    report.findings.push(Finding::Unproven(gap));
                }
                Some(_) => {}
            }
            before = Some(kept);
        }
    }
}

/// Returns how a bill is named by the one behind it.
fn named(bill: &SignedBill) -> Option<(String, [u8; 32])> {
    Some((bill.day.date().ok()?.to_string(), Sha256::digest(&bill.note).into()))
}

/// Returns what a kept bill says, if it is signed and says what its row says.
fn read(kept: &SignedBill, signed: Option<Signed<'_>>) -> Option<Bill> {
    let note = Note::parse(&kept.note).ok()?;
    let text = note.unverified_text();
    let operator = text.lines().next()?.strip_suffix("/bill")?;
    if let Some(Signed { origin, keys, .. }) = signed {
        let is_of_operator = proof::head::origin(operator) == origin;
        if !is_of_operator || note.verified_text(origin, keys).is_err() {
            return None;
        }
    }
    let day = kept.day.date().ok()?.to_string();
    Bill::parse(text, operator)
        .ok()
        .filter(|bill| (bill.merchant, &bill.day, bill.at_ms) == (kept.merchant.0, &day, kept.at.0))
}
