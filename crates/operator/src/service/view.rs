//! The bank's records as one side of the wire sees them.

use crate::command::desk_account;
use crate::config::Config;
use bank::TimeMs;
use bank::id::AccountId;
use bank::quick_pay::{self, QuickPayLimits};
use bank::record::{self, OrderState, Payment, QuickPayUse};
use money::Currency;
use proof::CheckDigits;
use wire::hold::{HoldResponse, HoldState};
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
    let counterparty = match direction {
        Direction::Out => payee_name,
        Direction::In => payer_name,
    };
    let counterparty = match kind {
        _ if side.is_merchant && is_of_payer(*kind, direction) => None,
        // The person's own card, which is the payment's note.
        record::PaymentKind::CardTopUp(_) => None,
        // The desk has no name of its own on a payment.
        _ if counterparty.is_empty() => Some(config.name.clone()),
        _ => Some(counterparty.clone()),
    };
    let (order, of) = match kind {
        record::PaymentKind::Order(order) => (Some(Id(order.0)), None),
        record::PaymentKind::Refund(of)
        | record::PaymentKind::Reversal(of)
        | record::PaymentKind::Subsidy(of)
        | record::PaymentKind::SubsidyReturned(of)
        | record::PaymentKind::CashBack(of)
        | record::PaymentKind::CashBackReturned(of)
        | record::PaymentKind::Fee(of)
        | record::PaymentKind::FeeReturned(of) => (None, Some(Id(of.0))),
        record::PaymentKind::Share(of) | record::PaymentKind::EnvelopeReturned(of) => {
            (None, Some(Id(of.0)))
        }
        _ => (None, None),
    };
    let is_cash = payment.credit == desk_account(amount.currency());
    let kind = word(*kind, is_cash);
    let check = kind.is_spoken().then(|| CheckDigits::of(id.0, &payment.journal_hash).to_string());
    PaymentResponse {
        payment: Id(id.0),
        kind,
        direction,
        amount: Money::from(*amount),
        counterparty,
        note: note.clone(),
        order,
        of,
        goods: Vec::new(),
        discount: None,
        draw: None,
        fee: None,
        refunded: None,
        check,
        at_ms: payment.at.0,
        sequence: payment.sequence,
        journal_hash: crate::hex::encode(&payment.journal_hash),
    }
}

/// Returns whether the other side of a merchant's payment is a payer, who is not named.
fn is_of_payer(kind: record::PaymentKind, direction: Direction) -> bool {
    match kind {
        record::PaymentKind::TopUp
        | record::PaymentKind::CardTopUp(_)
        | record::PaymentKind::Held(_)
        // Between people.
        | record::PaymentKind::Envelope(_)
        | record::PaymentKind::Share(_)
        | record::PaymentKind::EnvelopeReturned(_)
        // The other side is a batch of coupons or who funds it.
        | record::PaymentKind::Subsidy(_)
        | record::PaymentKind::SubsidyReturned(_)
        | record::PaymentKind::Budget(_)
        | record::PaymentKind::CashBack(_)
        | record::PaymentKind::CashBackReturned(_)
        | record::PaymentKind::CampaignBudget(_)
        // The operator.
        | record::PaymentKind::Fee(_)
        | record::PaymentKind::FeeReturned(_)
        // An owner's own money.
        | record::PaymentKind::Withdrawal(_)
        | record::PaymentKind::Booking => false,
        record::PaymentKind::Refund(_) | record::PaymentKind::Reversal(_) => true,
        record::PaymentKind::Label(_)
        | record::PaymentKind::Order(_)
        | record::PaymentKind::Transfer(_)
        | record::PaymentKind::PayerCode(_) => direction == Direction::In,
    }
}

/// Returns the word for what was paid; money to the desk is paid out in cash.
pub const fn word(kind: record::PaymentKind, is_cash: bool) -> PaymentKind {
    match kind {
        record::PaymentKind::Label(_) => PaymentKind::Label,
        record::PaymentKind::Order(_) => PaymentKind::Order,
        record::PaymentKind::Transfer(_) => PaymentKind::Transfer,
        record::PaymentKind::TopUp => PaymentKind::TopUp,
        record::PaymentKind::CardTopUp(_) => PaymentKind::CardTopUp,
        // Which device showed it is nobody's business.
        record::PaymentKind::PayerCode(_) => PaymentKind::PayerCode,
        record::PaymentKind::Refund(_) => PaymentKind::Refund,
        record::PaymentKind::Reversal(_) => PaymentKind::Reversal,
        record::PaymentKind::Held(_) if is_cash => PaymentKind::CashOut,
        record::PaymentKind::Held(_) => PaymentKind::Held,
        record::PaymentKind::Booking => PaymentKind::Booking,
        record::PaymentKind::Subsidy(_) | record::PaymentKind::SubsidyReturned(_) => {
            PaymentKind::Subsidy
        }
        record::PaymentKind::Budget(_) | record::PaymentKind::CampaignBudget(_) => {
            PaymentKind::Budget
        }
        record::PaymentKind::CashBack(_) => PaymentKind::CashBack,
        record::PaymentKind::CashBackReturned(_) => PaymentKind::CashBackReturned,
        record::PaymentKind::Envelope(_) => PaymentKind::Envelope,
        record::PaymentKind::Share(_) => PaymentKind::Share,
        record::PaymentKind::EnvelopeReturned(_) => PaymentKind::EnvelopeReturned,
        record::PaymentKind::Withdrawal(_) => PaymentKind::Withdrawal,
        record::PaymentKind::Fee(_) | record::PaymentKind::FeeReturned(_) => PaymentKind::Fee,
    }
}

/// Returns money that is or was held as one of the two accounts sees it.
pub fn hold(hold: &record::Hold, account: AccountId) -> HoldResponse {
    let record::Hold { id, debit, credit: _, amount, note, opened_at, expires_at, state } = hold;
    HoldResponse {
        hold: Id(id.0),
        direction: if *debit == account { Direction::Out } else { Direction::In },
        amount: Money::from(*amount),
        note: note.clone(),
        state: match state {
            record::HoldState::Pending => HoldState::Pending,
            record::HoldState::Posted(_) => HoldState::Posted,
            record::HoldState::Voided => HoldState::Voided,
            record::HoldState::Expired => HoldState::Expired,
        },
        opened_at_ms: opened_at.0,
        expires_at_ms: expires_at.0,
    }
}

/// Returns where an order stands at a moment.
pub fn order_state(order: &record::Order, now: TimeMs) -> order::OrderState {
    match order.state {
        OrderState::Open if now < order.expires_at => order::OrderState::Open,
        OrderState::Open | OrderState::Closed => order::OrderState::Closed,
        OrderState::Paid { .. } => order::OrderState::Paid,
        OrderState::Reversed { .. } => order::OrderState::Reversed,
        OrderState::Refunded { .. } => order::OrderState::Refunded,
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

/// Returns minor units with their currency.
pub fn money(minor: u64, currency: Currency) -> Money {
    Money { minor, currency: currency.code().to_owned() }
}

/// Returns what a person can still pay without a PIN.
pub fn quick_pay(
    uses: &[QuickPayUse],
    limits: QuickPayLimits,
    currency: Currency,
    now: TimeMs,
) -> QuickPayResponse {
    let left = quick_pay::left(uses, limits, now);
    QuickPayResponse {
        payment_max: money(limits.payment_max_minor, currency),
        left: money(left.minor, currency),
        left_uses: left.uses,
    }
}

/// Returns an order as its till sees it now, but for its goods and what went back of its payment:
/// [`Service::seen_order`](crate::service::Service::seen_order) reads those.
pub fn order(order: &record::Order, now: TimeMs, code: String) -> OrderResponse {
    let record::Order { id, merchant: _, amount, note, opened_at, expires_at, asked: _, state } =
        order;
    let (payment, paid_at, reversed_at) = match *state {
        OrderState::Open | OrderState::Closed => (None, None, None),
        OrderState::Reversed { payment, at } => (payment, None, Some(at)),
        OrderState::Paid { payment, at } | OrderState::Refunded { payment, at, .. } => {
            (Some(payment), Some(at), None)
        }
    };
    OrderResponse {
        order: Id(id.0),
        amount: Money::from(*amount),
        note: note.clone(),
        goods: Vec::new(),
        state: order_state(order, now),
        code,
        opened_at_ms: opened_at.0,
        expires_at_ms: expires_at.0,
        payment: payment.map(|payment| Id(payment.0)),
        paid_at_ms: paid_at.map(|at| at.0),
        refunded: None,
        reversed_at_ms: reversed_at.map(|at| at.0),
    }
}
