//! Paying: prepare, confirm, resume, drop. A payment is saved before it leaves the device and keeps
//! its identifier, which is its idempotency key, until its end is known.

mod attempt;
mod confirm;
mod drop;
mod prepare;
mod resume;

use crate::WalletError;
use crate::code::Offer;
use crate::coupon::Discount;
use crate::port::Ports;
use crate::state::{KnownBalance, Payment, UnfinishedPayment};
use crate::wallet::Wallet;
use std::sync::PoisonError;
use wire::{ErrorCode, Id, Problem};

/// How long an order is good for after it was first sent, in milliseconds.
pub(crate) const ORDER_MS: u64 = 120_000;
/// How much later than its expiry an order that is not there counts as never done: the clocks of
/// the two sides differ a little.
pub(crate) const EXPIRY_MARGIN_MS: u64 = 5_000;
/// How long a payment that was only looked at is kept, in milliseconds.
pub(crate) const PREPARED_MS: u64 = 600_000;

/// A payment that waits for its confirmation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Prepared {
    /// The payment, as it is saved.
    pub unfinished: UnfinishedPayment,
    /// What is paid.
    pub offer: Offer,
    /// What became of the person's coupons; absent for one without, and for transfers.
    pub discount: Option<Discount>,
    /// The last known balance.
    pub balance: Option<KnownBalance>,
    /// Whether the PIN has to be asked for.
    pub pin_needed: bool,
}

/// How a confirmed payment ended, as far as it can be known.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PaymentEnd {
    /// It is done.
    Paid(Payment),
    /// It is not done and never will be.
    Refused(Box<Problem>),
    /// The PIN was wrong: the same payment can be confirmed again.
    PinWrong {
        /// How many tries are left before the PIN is locked.
        tries_left: Option<u8>,
    },
    /// It may be done or not: to be resumed.
    Unknown(UnfinishedPayment),
}

/// A payment that is being worked on; ends when dropped, also when the work was abandoned.
pub(crate) struct Busy<'a, P: Ports> {
    wallet: &'a Wallet<P>,
    payment: Id,
}

impl<P: Ports> Drop for Busy<'_, P> {
    fn drop(&mut self) {
        let mut busy = self.wallet.busy.lock().unwrap_or_else(PoisonError::into_inner);
        busy.remove(&self.payment);
    }
}

impl<P: Ports> Wallet<P> {
    /// Takes a payment for oneself, so that two taps never work on it at once.
    pub(crate) fn begin(&self, payment: Id) -> Result<Busy<'_, P>, WalletError> {
        let mut busy = self.busy.lock().unwrap_or_else(PoisonError::into_inner);
        if busy.insert(payment) {
            Ok(Busy { wallet: self, payment })
        } else {
            Err(WalletError::PaymentBusy)
        }
    }

    pub(crate) fn unfinished(&self, payment: Id) -> Result<UnfinishedPayment, WalletError> {
        let state = self.state();
        let found = state.unfinished.iter().find(|unfinished| unfinished.payment == payment);
        found.cloned().ok_or_else(|| WalletError::rule(ErrorCode::PaymentUnknown))
    }

    /// Changes an unfinished payment that is still there.
    pub(crate) fn change_unfinished(
        &self,
        payment: Id,
        change: impl FnOnce(&mut UnfinishedPayment),
    ) -> Result<(), WalletError> {
        self.change(|state| {
            let mut all = state.unfinished.iter_mut();
            if let Some(unfinished) = all.find(|unfinished| unfinished.payment == payment) {
                change(unfinished);
            }
        })
    }

    /// Ends a payment as done. The end is true whether or not it can be saved: what stays behind
    /// is found done again by the next resume.
    pub(crate) fn paid(&self, payment: Payment) -> PaymentEnd {
        let _ = self.change(|state| state.learn_payment(&payment));
        PaymentEnd::Paid(payment)
    }

    /// Ends a payment as never done, and forgets it first: one that stayed could be confirmed
    /// again, and what was said of it would not be true for ever.
    pub(crate) fn refused(
        &self,
        payment: Id,
        problem: Box<Problem>,
    ) -> Result<PaymentEnd, WalletError> {
        self.change(|state| state.unfinished.retain(|one| one.payment != payment))?;
        Ok(PaymentEnd::Refused(problem))
    }
}
