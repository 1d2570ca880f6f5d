//! Payments of a person: to a label, an order or another person.

use super::{Discounting, Drawing};
use crate::fee::FeeTerms;
use crate::id::{LabelId, OrderId, PaymentId, PersonId, ReceiveCodeId, TimeMs};
use crate::record::Evidence;
use money::Amount;

/// Pays a label, an order or a person.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pay {
    /// The payment.
    pub payment: PaymentId,
    /// Who pays.
    pub payer: PersonId,
    /// What is paid.
    pub payee: Payee,
    /// How much: with coupons, what is left to pay.
    pub amount: Amount,
    /// The coupons and what it would cost without; none for a payment without.
    pub discount: Option<Discounting>,
    /// The campaign that runs, where it is to draw for the payment.
    pub drawing: Option<Drawing>,
    /// The payer's note.
    pub note: Option<String>,
    /// After this moment the payer's order is void.
    pub order_expires_at: TimeMs,
    /// What is known about the PIN.
    pub pin: PinCheck,
    /// From this many minor units on a PIN is needed; 0 means always. A setting goes before it.
    pub pin_from_minor: u64,
    /// The largest single payment, in minor units, unless a setting says otherwise.
    pub payment_max_minor: u64,
    /// What is taken of it where a merchant is paid, unless settings say otherwise.
    pub fee: FeeTerms,
    /// The signed order; its signature was checked before.
    pub evidence: Evidence,
}

impl Pay {
    /// Returns what is paid for: the amount, and what coupons save of it.
    pub fn total(&self) -> Amount {
        self.discount.as_ref().map_or(self.amount, |discount| discount.total)
    }
}

/// What a payment is addressed to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Payee {
    /// A label.
    Label(LabelId),
    /// An order.
    Order(OrderId),
    /// A person's receive code.
    Receive(ReceiveCodeId),
}

/// What is known about the payment PIN.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PinCheck {
    /// None was given.
    Missing,
    /// It was found right, after a counted try.
    Right,
}
