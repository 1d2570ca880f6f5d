//! A shop's label as a sheet to print, as the operator's desk prints it.

use crate::WalletError;
use crate::port::{OfficeApi as _, Ports};
use crate::wallet::Wallet;
use wire::Id;

/// What every PDF begins with.
const PDF: &[u8] = b"%PDF-";

/// A sheet's paper.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Paper {
    /// One label on A6.
    A6,
    /// One label on A5.
    A5,
    /// One label on A4.
    A4,
    /// Four stickers on A4.
    Stickers4,
    /// Eight stickers on A4.
    Stickers8,
    /// Sixteen stickers on A4.
    Stickers16,
}

impl Paper {
    /// Returns the word that the operator knows it by.
    pub const fn word(self) -> &'static str {
        match self {
            Self::A6 => "a6",
            Self::A5 => "a5",
            Self::A4 => "a4",
            Self::Stickers4 => "stickers4",
            Self::Stickers8 => "stickers",
            Self::Stickers16 => "stickers16",
        }
    }
}

impl<P: Ports> Wallet<P> {
    /// Returns a label of a shop as a PDF at its true size.
    ///
    /// # Errors
    /// `NotEnrolled`, `label_unprintable`, `staff_role_insufficient`, `merchant_unknown`, and what
    /// the network does.
    pub async fn label_sheet(
        &self,
        merchant: Id,
        label: Id,
        paper: Paper,
    ) -> Result<Vec<u8>, WalletError> {
        let url = self.profile()?.operator_url;
        let pdf = self.ports.api().label_sheet(&url, merchant, label, paper.word()).await?;
        match pdf.starts_with(PDF) {
            true => Ok(pdf),
            false => Err(WalletError::AnswerMalformed("a label".to_owned())),
        }
    }
}
