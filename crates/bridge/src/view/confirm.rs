//! A payment before it is confirmed, and how it ended.

use super::{AmountView, DiscountView, OfferView, PaymentView, UnfinishedView};
use crate::UiError;
use serde::Serialize;
use ts_rs::TS;
use wallet::state::UnfinishedPayment;
use wallet::{PaymentEnd, Prepared};

/// What the payer confirms.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct ConfirmView {
    /// The payment's identifier.
    pub payment: String,
    /// Whom it pays.
    pub offer: OfferView,
    /// How much is paid: with coupons, what is left.
    pub amount: AmountView,
    /// What became of the payer's coupons; null where there are none, and for transfers.
    pub discount: Option<DiscountView>,
    /// The payer's note.
    pub note: Option<String>,
    /// What was last known to be there to spend.
    pub balance: Option<AmountView>,
    /// Whether the payment PIN is needed.
    pub pin_needed: bool,
    /// When the operator no longer does it, in Unix milliseconds.
    pub expires_at_ms: u64,
}

impl From<Prepared> for ConfirmView {
    fn from(prepared: Prepared) -> Self {
        let Prepared { unfinished, offer, discount, balance, pin_needed } = prepared;
        let UnfinishedPayment {
            payment,
            payee: _,
            name: _,
            city: _,
            amount,
            discount: _,
            note,
            started_at_ms: _,
            expires_at_ms,
            step: _,
        } = unfinished;
        Self {
            payment: payment.to_string(),
            offer: offer.into(),
            amount: amount.into(),
            discount: discount.map(DiscountView::of),
            note,
            balance: balance.map(|known| known.available.into()),
            pin_needed,
            expires_at_ms,
        }
    }
}

/// How a payment ended; `unknown` means that the answer is still missing and can be asked for
/// again.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
#[serde(tag = "end", rename_all = "snake_case")]
pub enum PayEndView {
    /// It is done.
    Paid {
        /// The receipt.
        payment: Box<PaymentView>,
    },
    /// It is not done and will not be.
    Refused {
        /// Why.
        error: UiError,
    },
    /// The PIN was wrong; the payment is still prepared.
    PinWrong {
        /// How many tries are left.
        tries_left: Option<u8>,
    },
    /// Nobody here knows yet.
    Unknown {
        /// What is known.
        unfinished: UnfinishedView,
    },
}

impl From<PaymentEnd> for PayEndView {
    fn from(end: PaymentEnd) -> Self {
        match end {
            PaymentEnd::Paid(payment) => Self::Paid { payment: Box::new(payment.into()) },
            PaymentEnd::Refused(problem) => Self::Refused { error: (*problem).into() },
            PaymentEnd::PinWrong { tries_left } => Self::PinWrong { tries_left },
            PaymentEnd::Unknown(unfinished) => Self::Unknown { unfinished: unfinished.into() },
        }
    }
}
