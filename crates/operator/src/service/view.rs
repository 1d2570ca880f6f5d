//! The bank's records as one side of the wire sees them.

use crate::config::Config;
use bank::TimeMs;
use bank::id::AccountId;
use bank::quick_pay;
use bank::record::{self, OrderState, Payment, QuickPayUse};
use wire::order::{self, OrderResponse};
use wire::payer_code::{QuickPayResponse, QuickPayRule};
use wire::payment::{Direction, PaymentKind, PaymentResponse};
use wire::{Id, Money};

/// Who reads a payment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Side {
    /// The reader's account.
    pub account: AccountId,
    /// Whether the reader is a merchant, who sees no payer's name.
    pub is_merchant: bool,
}

/// Returns a payment as one of its sides sees it.
pub fn payment(payment: &Payment, side: Side, config: &Config) -> PaymentResponse {
    let Payment { id, kind, debit, amount, payer_name, payee_name, note, .. } = payment;
    let direction = if *debit == side.account { Direction::Out } else { Direction::In };
    let counterparty = match (direction, kind) {
        (Direction::Out, _) => Some(payee_name.clone()),
        (Direction::In, record::PaymentKind::TopUp) => Some(config.name.clone()),
        (Direction::In, _) if side.is_merchant => None,
        (Direction::In, _) => Some(payer_name.clone()),
    };
    let (kind, order) = match kind {
        record::PaymentKind::Label(_) => (PaymentKind::Label, None),
        record::PaymentKind::Order(order) => (PaymentKind::Order, Some(Id(order.0))),
        record::PaymentKind::Transfer(_) => (PaymentKind::Transfer, None),
        record::PaymentKind::TopUp => (PaymentKind::TopUp, None),
        // Which device showed it is nobody's business.
        record::PaymentKind::PayerCode(_) => (PaymentKind::PayerCode, None),
        record::PaymentKind::Refund(_)
        | record::PaymentKind::Reversal(_)
        | record::PaymentKind::Held(_)
        | record::PaymentKind::Booking => (PaymentKind::Transfer, None),
    };
    PaymentResponse {
        payment: Id(id.0),
        kind,
        direction,
        amount: Money::from(*amount),
        counterparty,
        note: note.clone(),
        order,
        at_ms: payment.at.0,
        sequence: payment.sequence,
        journal_hash: crate::hex::encode(&payment.journal_hash),
    }
}

/// Returns the rule of quick pay that asked for a PIN.
pub const fn rule(rule: quick_pay::QuickPayRule) -> QuickPayRule {
    match rule {
        quick_pay::QuickPayRule::Revealed => QuickPayRule::Revealed,
        quick_pay::QuickPayRule::Amount => QuickPayRule::Amount,
        quick_pay::QuickPayRule::DaySum => QuickPayRule::DaySum,
        quick_pay::QuickPayRule::DayCount => QuickPayRule::DayCount,
    }
}

/// Returns what a person can still pay without a PIN.
pub fn quick_pay(uses: &[QuickPayUse], config: &Config, now: TimeMs) -> QuickPayResponse {
    let left = quick_pay::left(uses, config.quick_pay.limits(), now);
    let currency = config.currency.code().to_owned();
    QuickPayResponse {
        payment_max: Money::from(config.quick_pay.payment_max),
        left: Money { minor: left.minor, currency },
        left_uses: left.uses,
    }
}

/// Returns an order as its till sees it now.
pub fn order(order: &record::Order, now: TimeMs, code: String) -> OrderResponse {
    let record::Order { id, merchant: _, amount, note, opened_at, expires_at, asked: _, state } =
        order;
    let (state, paid) = match state {
        OrderState::Open if now < *expires_at => (order::OrderState::Open, None),
        OrderState::Open | OrderState::Closed | OrderState::Reversed { .. } => {
            (order::OrderState::Closed, None)
        }
        OrderState::Paid { payment, at } | OrderState::Refunded { payment, at, .. } => {
            (order::OrderState::Paid, Some((payment, at)))
        }
    };
    OrderResponse {
        order: Id(id.0),
        amount: Money::from(*amount),
        note: note.clone(),
        state,
        code,
        opened_at_ms: opened_at.0,
        expires_at_ms: expires_at.0,
        payment: paid.map(|(payment, _)| Id(payment.0)),
        paid_at_ms: paid.map(|(_, at)| at.0),
    }
}
