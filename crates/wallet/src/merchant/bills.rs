//! A shop's daily bills: read as the operator signed them, never as it tells them besides, and
//! their files only where they are the ones that were signed.

use super::figures::{Net, TradeSums, net};
use super::local_day;
use crate::port::{OfficeApi as _, Ports};
use crate::state::Profile;
use crate::wallet::Wallet;
use crate::{WalletError, answer};
use money::{Amount, Currency};
use proof::bill::{FILES, FileHash, Sums};
use proof::{Bill, PublicKey, head};
use wire::bill::{BillResponse, BillsResponse};
use wire::{ErrorCode, Id};

/// How many bills are asked for at once.
const PAGE: u32 = 30;
/// The signed text beside the files.
pub const NOTE: &str = "bill.note";

/// A day's bill, as the operator signed it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DayBill {
    /// The local day, `2028-02-29`.
    pub date: String,
    /// What the account held before.
    pub opening: Net,
    /// What it held afterwards.
    pub closing: Net,
    /// Payments.
    pub payments: TradeSums,
    /// Refunds.
    pub refunds: TradeSums,
    /// Reversals.
    pub reversals: TradeSums,
    /// What the trade came to.
    pub net: Net,
    /// What else came in.
    pub other_in: Amount,
    /// What else went out.
    pub other_out: Amount,
    /// What its owners moved into their own accounts.
    pub withdrawn: Amount,
    /// When it was made, in Unix milliseconds.
    pub at_ms: u64,
}

/// A page of bills, newest first.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BillsPage {
    /// The bills.
    pub bills: Vec<DayBill>,
    /// What to ask for as `before` to go on; none at the end.
    pub next_before: Option<String>,
}

impl<P: Ports> Wallet<P> {
    /// Returns a page of a shop's bills, newest first, each as it was signed.
    ///
    /// # Errors
    /// `NotEnrolled`, `DaysMalformed` where `before` is no day, `BillInvalid`,
    /// `staff_role_insufficient`, `merchant_unknown`, and what the network does.
    pub async fn bills(
        &self,
        merchant: Id,
        before: Option<&str>,
    ) -> Result<BillsPage, WalletError> {
        let profile = self.profile()?;
        if before.is_some_and(|day| local_day(day).is_none()) {
            return Err(WalletError::DaysMalformed);
        }
        let page = self.ports.api().bills(&profile.operator_url, merchant, before, PAGE).await?;
        let BillsResponse { bills: told, next_before } = page;
        let mut bills = Vec::with_capacity(told.len());
        for one in &told {
            bills.push(day_bill(self.signed(merchant, one, &profile).await?, profile.currency)?);
        }
        Ok(BillsPage { bills, next_before })
    }

    /// Returns a file of a bill: `trade.csv`, `trade.json`, `fund.csv`, `fund.json`, or the note
    /// that was signed, `bill.note`.
    ///
    /// # Errors
    /// As [`Self::bills`], and `bill_unknown`.
    pub async fn bill_file(
        &self,
        merchant: Id,
        date: &str,
        file: &str,
    ) -> Result<Vec<u8>, WalletError> {
        let profile = self.profile()?;
        let known = FILES.into_iter().chain([NOTE]).find(|name| *name == file);
        let (Some(file), Some(_)) = (known, local_day(date)) else {
            return Err(WalletError::rule(ErrorCode::BillUnknown));
        };
        let url = &profile.operator_url;
        let told = self.ports.api().bill(url, merchant, date).await?;
        let bill = self.signed(merchant, &told, &profile).await?;
        if bill.day != date {
            return Err(WalletError::BillInvalid);
        }
        if file == NOTE {
            return Ok(told.note.into_bytes());
        }
        let content = self.ports.api().bill_file(url, merchant, date, file).await?;
        let mut hash = FileHash::default();
        hash.update(&content);
        let (sha256, bytes) = hash.finish();
        let is_it = FILES.iter().zip(&bill.files).any(|(name, signed)| {
            *name == file && (signed.sha256, signed.bytes) == (sha256, bytes)
        });
        if is_it { Ok(content) } else { Err(WalletError::BillInvalid) }
    }

    /// Returns a bill as its note says, once the operator's key has signed that.
    async fn signed(
        &self,
        merchant: Id,
        told: &BillResponse,
        profile: &Profile,
    ) -> Result<Bill, WalletError> {
        let origin = head::origin(&profile.operator);
        let read =
            |keys: &[PublicKey]| Bill::verify(&told.note, &profile.operator, &origin, keys).ok();
        let bill = match read(&self.operator_keys()) {
            Some(bill) => Some(bill),
            // The operator may have a new key, for which the known one vouches.
            None => read(&self.learn_operator_keys().await?),
        };
        let is_it = |bill: &Bill| bill.merchant == merchant.0 && bill.day == told.date;
        bill.filter(is_it).ok_or(WalletError::BillInvalid)
    }
}

fn day_bill(bill: Bill, currency: Currency) -> Result<DayBill, WalletError> {
    answer::same_currency(&bill.currency, currency)?;
    let trade = i64::try_from(bill.trade_net()).map_err(|_| WalletError::BillInvalid)?;
    Ok(DayBill {
        opening: net(bill.opening, currency)?,
        closing: net(bill.closing, currency)?,
        payments: sums(&bill.payments, currency)?,
        refunds: sums(&bill.refunds, currency)?,
        reversals: sums(&bill.reversals, currency)?,
        net: net(trade, currency)?,
        other_in: answer::minor(bill.other_in, currency)?,
        other_out: answer::minor(bill.other_out, currency)?,
        withdrawn: answer::minor(bill.withdrawn, currency)?,
        at_ms: bill.at_ms,
        date: bill.day,
    })
}

/// Reads sums that were signed.
pub(super) fn sums(signed: &Sums, currency: Currency) -> Result<TradeSums, WalletError> {
    let Sums { count, price, cash, operator, shops, given_up, fee } = *signed;
    let read = |minor| answer::minor(minor, currency);
    Ok(TradeSums {
        count,
        price: read(price)?,
        cash: read(cash)?,
        by_operator: read(operator)?,
        by_shops: read(shops)?,
        given_up: read(given_up)?,
        fee: read(fee)?,
    })
}
