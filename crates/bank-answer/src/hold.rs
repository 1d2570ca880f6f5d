//! The stored form of a hold in an answer.

use super::StoredId;
use bank::TimeMs;
use bank::id::{AccountId, HoldId, PaymentId};
use bank::record::{Hold, HoldState};
use money::{Amount, Currency};
use serde::{Deserialize, Serialize};

/// A hold as it was then.
#[derive(Serialize, Deserialize)]
pub(crate) struct StoredHold {
    id: StoredId,
    debit: StoredId,
    credit: StoredId,
    amount_minor: u64,
    currency: String,
    note: Option<String>,
    opened_at_ms: u64,
    expires_at_ms: u64,
    state: StoredHoldState,
}

#[derive(Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
enum StoredHoldState {
    Pending,
    Posted(StoredId),
    Voided,
    Expired,
}

impl StoredHold {
    pub(super) fn from_hold(hold: &Hold) -> Self {
        let Hold { id, debit, credit, amount, note, opened_at, expires_at, state } = hold;
        Self {
            id: StoredId(id.0),
            debit: StoredId(debit.0),
            credit: StoredId(credit.0),
            amount_minor: amount.minor(),
            currency: amount.currency().code().to_owned(),
            note: note.clone(),
            opened_at_ms: opened_at.0,
            expires_at_ms: expires_at.0,
            state: match state {
                HoldState::Pending => StoredHoldState::Pending,
                HoldState::Posted(payment) => StoredHoldState::Posted(StoredId(payment.0)),
                HoldState::Voided => StoredHoldState::Voided,
                HoldState::Expired => StoredHoldState::Expired,
            },
        }
    }

    pub(super) fn into_hold(self) -> Option<Hold> {
        let currency = Currency::from_code(&self.currency).ok()?;
        Some(Hold {
            id: HoldId(self.id.0),
            debit: AccountId(self.debit.0),
            credit: AccountId(self.credit.0),
            amount: Amount::new(self.amount_minor, currency).ok()?,
            note: self.note,
            opened_at: TimeMs(self.opened_at_ms),
            expires_at: TimeMs(self.expires_at_ms),
            state: match self.state {
                StoredHoldState::Pending => HoldState::Pending,
                StoredHoldState::Posted(payment) => HoldState::Posted(PaymentId(payment.0)),
                StoredHoldState::Voided => HoldState::Voided,
                StoredHoldState::Expired => HoldState::Expired,
            },
        })
    }
}
