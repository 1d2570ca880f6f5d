//! The stored form of payments, done and unfinished.

use super::discount::{StoredChosen, StoredSavings};
use super::{StoredError, money};
use serde::{Deserialize, Serialize};
use wallet::state::{ChosenDiscount, KnownDiscount, Payment, PaymentStep, UnfinishedPayment};
use wire::campaign::PaymentDraw;
use wire::payee::{Payee, PayeeKind};
use wire::payment::{Direction, PaymentKind};
use wire::{Id, Money};

#[derive(Debug, Serialize, Deserialize)]
pub(super) struct StoredPayment {
    payment: Id,
    kind: PaymentKind,
    direction: Direction,
    amount: Money,
    counterparty: Option<String>,
    note: Option<String>,
    order: Option<Id>,
    #[serde(default)]
    discount: Option<StoredSavings>,
    #[serde(default)]
    draw: Option<Box<PaymentDraw>>,
    #[serde(default)]
    of: Option<Id>,
    #[serde(default)]
    fee: Option<Money>,
    #[serde(default)]
    refunded: Option<Money>,
    at_ms: u64,
    sequence: u64,
    journal_hash: String,
}

impl From<Payment> for StoredPayment {
    fn from(payment: Payment) -> Self {
        let Payment {
            payment,
            kind,
            direction,
            amount,
            counterparty,
            note,
            order,
            discount,
            draw,
            of,
            fee,
            refunded,
            at_ms,
            sequence,
            journal_hash,
        } = payment;
        Self {
            payment,
            kind,
            direction,
            amount: amount.into(),
            counterparty,
            note,
            order,
            discount: discount.map(StoredSavings::from),
            draw,
            of,
            fee: fee.map(Money::from),
            refunded: refunded.map(Money::from),
            at_ms,
            sequence,
            journal_hash,
        }
    }
}

impl TryFrom<StoredPayment> for Payment {
    type Error = StoredError;

    fn try_from(stored: StoredPayment) -> Result<Self, StoredError> {
        let StoredPayment {
            payment,
            kind,
            direction,
            amount,
            counterparty,
            note,
            order,
            discount,
            draw,
            of,
            fee,
            refunded,
            at_ms,
            sequence,
            journal_hash,
        } = stored;
        Ok(Self {
            payment,
            kind,
            direction,
            amount: money(&amount)?,
            counterparty,
            note,
            order,
            discount: discount.map(KnownDiscount::try_from).transpose()?,
            draw,
            of,
            fee: fee.as_ref().map(money).transpose()?,
            refunded: refunded.as_ref().map(money).transpose()?,
            at_ms,
            sequence,
            journal_hash,
        })
    }
}

#[derive(Debug, Serialize, Deserialize)]
pub(super) struct StoredUnfinished {
    payment: Id,
    payee_kind: PayeeKind,
    payee_id: Id,
    name: String,
    city: Option<String>,
    amount: Money,
    #[serde(default)]
    discount: Option<StoredChosen>,
    note: Option<String>,
    started_at_ms: u64,
    expires_at_ms: u64,
    step: StoredStep,
}

#[derive(Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum StoredStep {
    Prepared,
    Sent,
}

impl From<PaymentStep> for StoredStep {
    fn from(step: PaymentStep) -> Self {
        match step {
            PaymentStep::Prepared => Self::Prepared,
            PaymentStep::Sent => Self::Sent,
        }
    }
}

impl From<StoredStep> for PaymentStep {
    fn from(step: StoredStep) -> Self {
        match step {
            StoredStep::Prepared => Self::Prepared,
            StoredStep::Sent => Self::Sent,
        }
    }
}

impl From<UnfinishedPayment> for StoredUnfinished {
    fn from(unfinished: UnfinishedPayment) -> Self {
        let UnfinishedPayment {
            payment,
            payee: Payee { kind: payee_kind, id: payee_id },
            name,
            city,
            amount,
            discount,
            note,
            started_at_ms,
            expires_at_ms,
            step,
        } = unfinished;
        Self {
            payment,
            payee_kind,
            payee_id,
            name,
            city,
            amount: amount.into(),
            discount: discount.map(StoredChosen::from),
            note,
            started_at_ms,
            expires_at_ms,
            step: step.into(),
        }
    }
}

impl TryFrom<StoredUnfinished> for UnfinishedPayment {
    type Error = StoredError;

    fn try_from(stored: StoredUnfinished) -> Result<Self, StoredError> {
        let StoredUnfinished {
            payment,
            payee_kind: kind,
            payee_id: id,
            name,
            city,
            amount,
            discount,
            note,
            started_at_ms,
            expires_at_ms,
            step,
        } = stored;
        Ok(Self {
            payment,
            payee: Payee { kind, id },
            name,
            city,
            amount: money(&amount)?,
            discount: discount.map(ChosenDiscount::try_from).transpose()?,
            note,
            started_at_ms,
            expires_at_ms,
            step: step.into(),
        })
    }
}
