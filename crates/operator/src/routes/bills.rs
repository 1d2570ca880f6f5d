//! A shop's daily bills, for its till and those of its staff who see all.

pub mod file;
pub mod list;
pub mod read;

use crate::bill::{BillError, Books};
use crate::hex;
use crate::service::{ReadError, Service};
use bank::bill::SignedBill;
use bank::record::Merchant;
use promotion::calendar::{Date, LocalDay};
use proof::Bill;
use proof::bill::{FILES, Sums};
use wire::ErrorCode;
use wire::bill::{BillFile, BillResponse, BillSums};

impl Service {
    /// Returns what bills are made with.
    pub fn books(&self) -> Books<'_> {
        Books {
            reader: self.reader.as_ref(),
            operator: &self.config.operator,
            keys: &self.keys.operator,
            pseudonyms: &self.keys.pseudonyms,
        }
    }
}

impl From<BillError> for ReadError {
    fn from(error: BillError) -> Self {
        match error {
            BillError::Store(error) => Self::Store(error),
            error => {
                tracing::error!(%error, "a bill cannot be read");
                Self::Refused(ErrorCode::Internal)
            }
        }
    }
}

/// Reads a date in its one form.
pub fn local_day(text: &str) -> Option<LocalDay> {
    let mut parts = text.splitn(3, '-');
    let (year, month) = (parts.next()?.parse().ok()?, parts.next()?.parse().ok()?);
    let date = Date::new(year, month, parts.next()?.parse().ok()?).ok()?;
    (date.to_string() == text).then(|| date.local_day())
}

/// Finds a shop's own bill; the shop is the till's, whatever the address says.
fn find(
    service: &Service,
    merchant: &Merchant,
    date: &str,
) -> Result<(LocalDay, SignedBill, Bill), ReadError> {
    let day = local_day(date).ok_or(ErrorCode::BillUnknown)?;
    let kept = service.reader.bill(merchant.id, day)?.ok_or(ErrorCode::BillUnknown)?;
    let bill = service.books().open(&kept)?;
    Ok((day, kept, bill))
}

fn view(kept: SignedBill, bill: &Bill) -> BillResponse {
    let files = FILES.iter().zip(&bill.files).map(|(name, file)| BillFile {
        name: (*name).to_owned(),
        rows: file.rows,
        bytes: file.bytes,
        sha256: hex::encode(&file.sha256),
    });
    BillResponse {
        date: bill.day.clone(),
        from_ms: bill.from_ms,
        until_ms: bill.until_ms,
        currency: bill.currency.clone(),
        opening_minor: bill.opening,
        closing_minor: bill.closing,
        payments: sums(&bill.payments),
        refunds: sums(&bill.refunds),
        reversals: sums(&bill.reversals),
        other_in_minor: bill.other_in,
        other_out_minor: bill.other_out,
        withdrawn_minor: bill.withdrawn,
        early_minor: bill.early,
        late_minor: bill.late,
        files: files.collect(),
        note: kept.note,
        at_ms: bill.at_ms,
    }
}

/// Returns sums as the wire has them.
pub const fn sums(sums: &Sums) -> BillSums {
    let Sums { count, price, cash, operator, shops, given_up, fee } = *sums;
    BillSums {
        count,
        price_minor: price,
        cash_minor: cash,
        operator_minor: operator,
        shops_minor: shops,
        given_up_minor: given_up,
        fee_minor: fee,
    }
}

#[cfg(test)]
mod tests {
    use super::local_day;

    #[test]
    fn a_date_has_one_form() {
        assert_eq!(local_day("1970-01-02").map(|day| day.0), Some(1));
        for text in ["", "1970-1-02", "1970-01-2", "1970-01-32", "+970-01-02", "1970-01-02-", "x"] {
            assert_eq!(local_day(text), None, "{text}");
        }
    }
}
