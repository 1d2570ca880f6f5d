//! Rows about fees: their movement is in columns, as payments have it, their terms in the text.

use super::append::Columns;
use super::detail;
use crate::column::{self, Id, unknown_word};
use bank::id::{AccountId, PaymentId};
use bank::journal::{FeeMoved, JournalEntry};
use bank_answer::row::Detail;
use rusqlite::Row;

/// Returns what a row says that moved a fee.
pub(super) fn moved(row: &Row<'_>, kind: &str) -> rusqlite::Result<JournalEntry> {
    let terms = match (kind, detail(row)?) {
        ("fee_taken", Detail::Fee(terms @ Some(_))) => terms,
        ("fee_returned", Detail::Fee(None)) => None,
        (other, _) => return Err(unknown_word(other).into()),
    };
    Ok(JournalEntry::Fee(FeeMoved {
        payment: PaymentId(row.get::<_, Id>(7)?.number()),
        debit: AccountId(row.get::<_, Id>(8)?.number()),
        credit: AccountId(row.get::<_, Id>(9)?.number()),
        amount: column::amount(row, 10, 11)?,
        of: PaymentId(row.get::<_, Id>(15)?.number()),
        terms,
    }))
}

/// Returns the columns of a row about a fee.
pub(super) fn columns(moved: &FeeMoved) -> Columns {
    let FeeMoved { payment, debit, credit, amount, of, terms } = moved;
    Columns {
        kind: if terms.is_some() { "fee_taken" } else { "fee_returned" },
        payment: Some(payment.0),
        debit: Some(debit.0),
        credit: Some(credit.0),
        amount: Some(*amount),
        subject: Some(of.0),
        ..Columns::default()
    }
}
