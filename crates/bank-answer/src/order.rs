//! The stored form of an order in an answer.

use super::StoredId;
use bank::TimeMs;
use bank::id::{AccountId, MerchantId, OrderId, PaymentId};
use bank::record::{Order, OrderState};
use money::{Amount, Currency};
use serde::{Deserialize, Serialize};

/// An order as it was then.
#[derive(Serialize, Deserialize)]
pub(crate) struct StoredOrder {
    id: StoredId,
    merchant: StoredId,
    amount_minor: u64,
    currency: String,
    note: Option<String>,
    opened_at_ms: u64,
    expires_at_ms: u64,
    /// Absent in answers of schema 2 and before.
    #[serde(default)]
    asked: Option<StoredId>,
    state: StoredOrderState,
}

#[derive(Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
enum StoredOrderState {
    Open,
    Paid { payment: StoredId, at_ms: u64 },
    Closed,
    Reversed { payment: Option<StoredId>, at_ms: u64 },
    Refunded { payment: StoredId, at_ms: u64, refunded_minor: u64 },
}

impl StoredOrder {
    pub(super) fn from_order(order: &Order) -> Self {
        let Order { id, merchant, amount, note, opened_at, expires_at, asked, state } = order;
        Self {
            id: StoredId(id.0),
            merchant: StoredId(merchant.0),
            amount_minor: amount.minor(),
            currency: amount.currency().code().to_owned(),
            note: note.clone(),
            opened_at_ms: opened_at.0,
            expires_at_ms: expires_at.0,
            asked: asked.map(|account| StoredId(account.0)),
            state: match state {
                OrderState::Open => StoredOrderState::Open,
                OrderState::Closed => StoredOrderState::Closed,
                OrderState::Paid { payment, at } => {
                    StoredOrderState::Paid { payment: StoredId(payment.0), at_ms: at.0 }
                }
                OrderState::Reversed { payment, at } => StoredOrderState::Reversed {
                    payment: payment.map(|payment| StoredId(payment.0)),
                    at_ms: at.0,
                },
                OrderState::Refunded { payment, at, refunded_minor } => {
                    StoredOrderState::Refunded {
                        payment: StoredId(payment.0),
                        at_ms: at.0,
                        refunded_minor: *refunded_minor,
                    }
                }
            },
        }
    }

    pub(super) fn into_order(self) -> Option<Order> {
        let currency = Currency::from_code(&self.currency).ok()?;
        Some(Order {
            id: OrderId(self.id.0),
            merchant: MerchantId(self.merchant.0),
            amount: Amount::new(self.amount_minor, currency).ok()?,
            note: self.note,
            opened_at: TimeMs(self.opened_at_ms),
            expires_at: TimeMs(self.expires_at_ms),
            asked: self.asked.map(|account| AccountId(account.0)),
            state: match self.state {
                StoredOrderState::Open => OrderState::Open,
                StoredOrderState::Closed => OrderState::Closed,
                StoredOrderState::Paid { payment, at_ms } => {
                    OrderState::Paid { payment: PaymentId(payment.0), at: TimeMs(at_ms) }
                }
                StoredOrderState::Reversed { payment, at_ms } => OrderState::Reversed {
                    payment: payment.map(|payment| PaymentId(payment.0)),
                    at: TimeMs(at_ms),
                },
                StoredOrderState::Refunded { payment, at_ms, refunded_minor } => {
                    OrderState::Refunded {
                        payment: PaymentId(payment.0),
                        at: TimeMs(at_ms),
                        refunded_minor,
                    }
                }
            },
        })
    }
}
