//! An account's movements, oldest first, in memory that does not grow with their number.
//!
//! The store hands histories out newest first, along their links. So the way back is walked once,
//! and only where each page begins is remembered, 8 bytes for each thousand movements; then the
//! pages are read again in the other order.

use bank::TimeMs;
use bank::id::{AccountId, PaymentId};
use bank::record::{Discount, Payment};
use bank::store::{Reader, StoreError};
use std::collections::BTreeMap;

/// Movements in a page.
const PAGE: u32 = 1000;

/// Where to begin and to end.
#[derive(Clone, Copy, Debug)]
pub struct Span {
    /// Only movements behind this journal row.
    pub after: u64,
    /// Only movements up to this one; to the newest when absent.
    pub upto: Option<u64>,
    /// Nothing that is certainly older than this moment is read.
    pub since: TimeMs,
}

impl Span {
    /// Returns the movements between two rows, whenever they were.
    pub const fn rows(after: u64, upto: Option<u64>) -> Self {
        Self { after, upto, since: TimeMs(0) }
    }
}

/// One movement.
#[derive(Clone, Debug)]
pub struct Step {
    /// The movement.
    pub payment: Payment,
    /// What coupons saved of it.
    pub discount: Option<Discount>,
}

/// The way through an account's movements.
#[derive(Clone)]
pub struct Walk<'a> {
    reader: &'a dyn Reader,
    account: AccountId,
    after: u64,
    /// The newest page, newest first: what came since must not shift it.
    newest: Vec<Payment>,
    /// What each older page lies before; the oldest last.
    older: Vec<u64>,
    /// What is left of the page in hand, newest first.
    page: Vec<Step>,
}

impl<'a> Walk<'a> {
    /// Finds the way.
    ///
    /// # Errors
    /// When the store fails.
    pub fn new(reader: &'a dyn Reader, account: AccountId, span: Span) -> Result<Self, StoreError> {
        let Span { after, upto, since } = span;
        let newest = newest(reader, account, upto)?;
        let begins = TimeMs(since.0.saturating_sub(super::GRACE_MS));
        let goes_on = |page: &[Payment]| {
            let is_full = page.len() >= PAGE as usize;
            page.last()
                .filter(|last| is_full && last.sequence > after && last.at >= begins)
                .map(|last| last.sequence)
        };
        let (mut older, mut before) = (Vec::new(), goes_on(&newest));
        while let Some(sequence) = before {
            let page = reader.payments(account, Some(sequence), PAGE)?;
            older.push(sequence);
            before = goes_on(&page);
        }
        Ok(Self { reader, account, after, newest, older, page: Vec::new() })
    }

    /// Returns the next movement without taking it.
    ///
    /// # Errors
    /// When the store fails.
    pub fn peek(&mut self) -> Result<Option<&Payment>, StoreError> {
        while self.page.is_empty() {
            let payments = match self.older.pop() {
                Some(before) => self.reader.payments(self.account, Some(before), PAGE)?,
                None if self.newest.is_empty() => return Ok(None),
                None => std::mem::take(&mut self.newest),
            };
            self.page = self.steps(payments)?;
        }
        Ok(self.page.last().map(|step| &step.payment))
    }

    /// Takes the next movement.
    ///
    /// # Errors
    /// When the store fails.
    pub fn step(&mut self) -> Result<Option<Step>, StoreError> {
        self.peek()?;
        Ok(self.page.pop())
    }

    fn steps(&self, payments: Vec<Payment>) -> Result<Vec<Step>, StoreError> {
        let ids: Vec<PaymentId> = payments.iter().map(|payment| payment.id).collect();
        let discounts = self.reader.discounts(&ids)?.into_iter();
        let mut discounts: BTreeMap<PaymentId, Discount> =
            discounts.map(|discount| (discount.payment, discount)).collect();
        let own = payments.into_iter().filter(|payment| payment.sequence > self.after);
        let steps = own.map(|payment| {
            let discount = discounts.remove(&payment.id);
            Step { payment, discount }
        });
        Ok(steps.collect())
    }
}

/// Returns the page that ends with a movement; the newest when none is named.
fn newest(
    reader: &dyn Reader,
    account: AccountId,
    upto: Option<u64>,
) -> Result<Vec<Payment>, StoreError> {
    let Some(upto) = upto else { return reader.payments(account, None, PAGE) };
    let Some(before) = upto.checked_sub(1) else { return Ok(Vec::new()) };
    let mut page = reader.payments_by_sequence(before, 1)?;
    page.retain(|payment| {
        payment.sequence == upto && (payment.debit == account || payment.credit == account)
    });
    if !page.is_empty() {
        page.extend(reader.payments(account, Some(upto), PAGE)?);
    }
    Ok(page)
}
