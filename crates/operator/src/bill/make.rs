//! Makes the bills that are due, day after day, as far as they were not made yet; and makes a file
//! of a kept bill again.

use super::day::Day;
use super::files::{NONE, Wanted};
use super::trade::Funders;
use super::walk::{Span, Walk};
use super::{BillError, Books, READY_MS};
use crate::config::TimeZone;
use crate::teller::Teller;
use bank::bill::SignedBill;
use bank::key::Kind;
use bank::record::{Merchant, Record};
use bank::store::StoreError;
use bank::{Key, TimeMs};
use money::Currency;
use promotion::calendar::{self, LocalDay};
use proof::{Bill, head};
use ring::digest;
use std::io::Write;

/// How many shops are read at once.
const SHOPS_AT_ONCE: u32 = 500;

/// Makes bills and keeps them.
pub struct Maker<'a> {
    /// What they are made with.
    pub books: Books<'a>,
    /// The door for writes.
    pub teller: &'a Teller,
    /// The operator's zone.
    pub zone: TimeZone,
}

/// Returns the first day of which no bill is due at a moment.
pub fn first_not_due(zone: TimeZone, now: TimeMs) -> LocalDay {
    zone.zone().local(calendar::TimeMs(now.0.saturating_sub(READY_MS))).day
}

impl Maker<'_> {
    /// Makes the bills of all shops that are due at a moment; returns how many. A shop whose bill
    /// cannot be made does not keep the others from theirs; the first trouble is returned.
    ///
    /// # Errors
    /// See [`BillError`].
    pub fn all(&self, now: TimeMs) -> Result<u64, BillError> {
        let (mut made, mut after, mut trouble) = (0, None, None);
        loop {
            let page = self.books.reader.records(Kind::Merchant, after.as_ref(), SHOPS_AT_ONCE)?;
            let Some(last) = page.last() else { break };
            after = Some(last.key());
            for record in page {
                let Record::Merchant(merchant) = record else { continue };
                match self.of(&merchant, now) {
                    Ok(count) => made += count,
                    Err(error) => {
                        let merchant = wire::Id(merchant.id.0);
                        tracing::error!(%error, %merchant, "a bill was not made");
                        trouble = trouble.or(Some(error));
                    }
                }
            }
        }
        match trouble {
            None => Ok(made),
            Some(error) => Err(error),
        }
    }

    /// Makes the bills of one shop that are due at a moment; returns how many.
    ///
    /// # Errors
    /// See [`BillError`].
    pub fn of(&self, merchant: &Merchant, now: TimeMs) -> Result<u64, BillError> {
        let Books { reader, .. } = self.books;
        let mut previous = self.books.before(merchant, None)?;
        let after = previous.as_ref().map_or(0, |(_, bill)| bill.last);
        let Some((currency, last)) = account(self.books, merchant)? else { return Ok(0) };
        if last <= after {
            return Ok(0);
        }
        let first_not_due = first_not_due(self.zone, now);
        let funders = Funders::read(reader)?;
        let mut walk = Walk::new(reader, merchant.account, Span::rows(after, None))?;
        let mut made = 0;
        while let Some(payment) = walk.peek()? {
            let day = self.zone.zone().local(calendar::TimeMs(payment.at.0)).day;
            // What came late for a day that has its bill is in the next one.
            let behind = previous.as_ref().map(|(kept, _)| kept.day.plus_days(1));
            let day = behind.map_or(day, |behind| behind.max(day));
            if day >= first_not_due {
                break;
            }
            let (zone, before) = (self.zone, previous.as_ref().map(|(_, bill)| bill));
            let day = Day { merchant, day, zone, currency, previous: before, signed: None };
            let bill = day.bill(self.books, &funders, &mut walk, NONE)?;
            let (day, kept) = (day.day, previous.as_ref().map(|(kept, bill)| (kept, bill)));
            previous = Some(self.keep(merchant, day, bill, kept, now)?);
            made += 1;
        }
        Ok(made)
    }

    /// Signs a bill and keeps it, unless another node has been quicker.
    fn keep(
        &self,
        merchant: &Merchant,
        day: LocalDay,
        bill: Bill,
        previous: Option<(&SignedBill, &Bill)>,
        now: TimeMs,
    ) -> Result<(SignedBill, Bill), BillError> {
        let Books { reader, operator, keys, .. } = self.books;
        let previous = previous.map(|(kept, bill)| (bill.day.clone(), hash(kept.note.as_bytes())));
        let name = paycode::printable(&merchant.name);
        let bill = Bill { name, previous, at_ms: now.0, ..bill };
        let note = bill.sign(operator, &head::origin(operator), &keys.signing)?;
        let signed = SignedBill { merchant: merchant.id, day, at: now, note };
        let kept = signed.clone();
        self.teller.upkeep_blocking(Box::new(move |store| store.keep_bill(&kept)))?;
        let kept = reader.bill(merchant.id, day)?.unwrap_or(signed);
        let bill = self.books.open(&kept)?;
        Ok((kept, bill))
    }
}

/// Returns the currency of a shop's account, and the row of its newest movement.
fn account(books: Books<'_>, merchant: &Merchant) -> Result<Option<(Currency, u64)>, StoreError> {
    Ok(match books.reader.record(&Key::Account(merchant.account))? {
        Some(Record::Account(account)) => Some((account.balance.currency(), account.last_sequence)),
        _ => None,
    })
}

/// Makes a kept bill again, with the file that is wanted, and compares it with what was signed.
///
/// # Errors
/// `Differs` when the books do not say any more what was signed; the file is to be thrown away
/// then.
pub fn again<W: Write>(
    books: Books<'_>,
    merchant: &Merchant,
    day: LocalDay,
    signed: &Bill,
    wanted: Wanted<W>,
) -> Result<(), BillError> {
    let previous = books.before(merchant, Some(day))?.map(|(_, bill)| bill);
    let zone: TimeZone = signed.zone.parse().map_err(|_| BillError::Calendar)?;
    let currency = Currency::from_code(&signed.currency).map_err(|_| BillError::Calendar)?;
    let upto = Some(signed.seen.max(signed.last));
    let span = Span::rows(signed.after, upto);
    let mut walk = Walk::new(books.reader, merchant.account, span)?;
    let funders = Funders::read(books.reader)?;
    let previous = previous.as_ref();
    let day = Day { merchant, day, zone, currency, previous, signed: Some(signed) };
    let made = day.bill(books, &funders, &mut walk, wanted)?;
    let made = Bill {
        name: signed.name.clone(),
        previous: signed.previous.clone(),
        at_ms: signed.at_ms,
        ..made
    };
    if made == *signed { Ok(()) } else { Err(BillError::Differs) }
}

/// Returns the SHA-256 of bytes.
pub fn hash(bytes: &[u8]) -> [u8; 32] {
    let mut hash = [0; 32];
    hash.copy_from_slice(digest::digest(&digest::SHA256, bytes).as_ref());
    hash
}
