//! Shops' daily bills: made of the account's movements as they stand in the books, signed once, and
//! made again from the same rows whenever they are asked for. Only the signed note is kept: what a
//! bill lists was never changed since, and the SHA-256 in the note tells if it was.
//!
//! A day's fund bill holds the account's movements in the order of the journal, up to the first
//! one of the next day. A day's trade bill holds what succeeded that day. Moments are those of
//! requests, and requests overtake each other by some milliseconds, on several nodes by more: a
//! trade of the last moment may stand behind the first movement of the next day. It is in this
//! day's trade bill and in the next day's fund bill, and both say so.

pub mod audit;
mod csv;
pub mod day;
pub mod files;
pub mod make;
pub mod trade;
pub mod walk;

use crate::keys::OperatorKeys;
use crate::pseudonym::Pseudonyms;
use bank::bill::SignedBill;
use bank::record::Merchant;
use bank::store::{Reader, StoreError};
use proof::{Bill, head};

/// How long after the end of a day its last requests may stand in the journal.
pub const GRACE_MS: u64 = 10 * 60 * 1000;

/// How long after the end of a day its bills are made; longer than [`GRACE_MS`].
pub const READY_MS: u64 = 20 * 60 * 1000;

/// Why there is no bill.
#[derive(Debug, thiserror::Error)]
pub enum BillError {
    /// The database.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// Whoever takes the file has gone.
    #[error("the file could not be written: {0}")]
    Io(#[from] std::io::Error),
    /// The teller.
    #[error(transparent)]
    Teller(#[from] crate::teller::TellerError),
    /// A kept bill is not one that this operator's keys signed.
    #[error("the bill before it cannot be believed: {0}; see `tongbaod audit`")]
    Note(#[from] proof::BillError),
    /// The name of the shop or the operator cannot stand in a note.
    #[error("the bill cannot be signed: {0}")]
    Sign(#[from] proof::NoteError),
    /// What the trade came to is not what the account changed by.
    #[error("trade and funds do not agree; see `tongbaod audit`")]
    Disagrees,
    /// The files are not those that were signed.
    #[error("the books do not say any more what was signed; see `tongbaod audit`")]
    Differs,
    /// A day or a zone that is none.
    #[error("the bill names a day or a zone that there is not")]
    Calendar,
}

/// What bills are made with.
#[derive(Clone, Copy)]
pub struct Books<'a> {
    /// Committed data.
    pub reader: &'a dyn Reader,
    /// The operator's name inside codes.
    pub operator: &'a str,
    /// The operator's keys.
    pub keys: &'a OperatorKeys,
    /// What stands for payers.
    pub pseudonyms: &'a Pseudonyms,
}

impl Books<'_> {
    /// Reads a kept bill.
    ///
    /// # Errors
    /// When this operator's keys did not sign it, or it is of another shop or day.
    pub fn open(&self, kept: &SignedBill) -> Result<Bill, BillError> {
        let origin = head::origin(self.operator);
        let bill = Bill::verify(&kept.note, self.operator, &origin, &self.keys.public())?;
        let day = kept.day.date().map_err(|_| BillError::Calendar)?.to_string();
        if (bill.merchant, &bill.day) == (kept.merchant.0, &day) {
            Ok(bill)
        } else {
            Err(BillError::Note(proof::BillError::Malformed))
        }
    }

    /// Returns the kept bill of a shop before a day, and what it says; the newest when no day is
    /// given.
    ///
    /// # Errors
    /// When the store fails, or the bill cannot be believed.
    pub fn before(
        &self,
        merchant: &Merchant,
        day: Option<promotion::calendar::LocalDay>,
    ) -> Result<Option<(SignedBill, Bill)>, BillError> {
        let Some(kept) = self.reader.bills(merchant.id, day, 1)?.pop() else { return Ok(None) };
        let bill = self.open(&kept)?;
        Ok(Some((kept, bill)))
    }
}

#[cfg(test)]
mod tests;
