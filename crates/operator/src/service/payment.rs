//! Payments with what has become of them since: read for histories, receipts and events.

use crate::service::view::{self, Side};
use crate::service::{ReadError, Service};
use bank::Key;
use bank::id::PaymentId;
use bank::record::{Account, Payment, PaymentKind, Record, Returned};
use bank::store::StoreError;
use wire::payment::PaymentResponse;
use wire::{Id, Money};

impl Service {
    /// Returns a payment as one of its sides sees it now: with how much of it went back, or with
    /// the order of the payment that it gives back.
    ///
    /// # Errors
    /// When the store fails.
    pub fn seen_payment(
        &self,
        payment: &Payment,
        side: Side,
    ) -> Result<PaymentResponse, StoreError> {
        let seen = view::payment(payment, side, &self.config);
        Ok(match payment.kind {
            PaymentKind::Label(_) | PaymentKind::Order(_) | PaymentKind::PayerCode(_) => {
                let currency = payment.amount.currency();
                let refunded = self.returned(payment.id)?.map(|returned| Money {
                    minor: returned.minor,
                    currency: currency.code().to_owned(),
                });
                PaymentResponse { refunded, ..seen }
            }
            PaymentKind::Refund(of) | PaymentKind::Reversal(of) => {
                let order = match self.reader.record(&Key::Payment(of))? {
                    Some(Record::Payment(Payment { kind: PaymentKind::Order(order), .. })) => {
                        Some(Id(order.0))
                    }
                    _ => None,
                };
                PaymentResponse { order, ..seen }
            }
            PaymentKind::Transfer(_)
            | PaymentKind::TopUp
            | PaymentKind::Held(_)
            | PaymentKind::Booking => seen,
        })
    }

    /// Reads what went back of a payment.
    ///
    /// # Errors
    /// When the store fails.
    pub fn returned(&self, payment: PaymentId) -> Result<Option<Returned>, StoreError> {
        match self.reader.record(&Key::Returned(payment))? {
            Some(Record::Returned(returned)) => Ok(Some(returned)),
            _ => Ok(None),
        }
    }

    /// Reads an account.
    ///
    /// # Errors
    /// When the store fails, or an owner has no account.
    pub fn account(&self, id: bank::id::AccountId) -> Result<Account, ReadError> {
        match self.reader.record(&Key::Account(id))? {
            Some(Record::Account(account)) => Ok(account),
            _ => Err(StoreError("an owner without an account".to_owned()).into()),
        }
    }
}

/// Returns what is in an account, and what of it can be paid.
///
/// # Errors
/// When either is below zero: only the desk's account can be, and nobody asks for that one.
pub fn money(account: &Account) -> Result<(Money, Money), StoreError> {
    let minor = |minor: i64| {
        u64::try_from(minor).map_err(|_| StoreError("a balance below zero".to_owned()))
    };
    let currency = account.balance.currency();
    let money = |minor| Money { minor, currency: currency.code().to_owned() };
    Ok((money(minor(account.balance.minor())?), money(minor(account.available_minor())?)))
}
