//! What a webhook is told of: which journal rows are events, their identifiers, and the messages.

use crate::clock::text::to_text;
use crate::service::Service;
use crate::service::view::Side;
use crate::{clock, paycodes};
use bank::id::{AccountId, OrderId, PaymentId};
use bank::journal::{JournalEntry, Return};
use bank::record::{Merchant, Order, OrderState, Payment, PaymentKind, Record, WebhookEvents};
use bank::store::StoreError;
use bank::{Key, TimeMs};
use std::fmt;
use std::str::FromStr;
use std::sync::Arc;
use wire::Id;
use wire::order::ReverseOrderResponse;
use wire::webhook::{WebhookContent, WebhookEvent, WebhookMessage, WebhookTest};

/// A kind of event, and what its identifier names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EventKind {
    /// The merchant was paid: the payment.
    Payment,
    /// The merchant gave money back: the refund.
    Refund,
    /// An order ended unpaid: the order.
    Closed,
    /// An attempt was taken back: the order, or the payment of a payer code that was charged.
    Reversed,
    /// The merchant tries the address: the test.
    Test,
}

impl EventKind {
    const ALL: [Self; 5] = [Self::Payment, Self::Refund, Self::Closed, Self::Reversed, Self::Test];

    const fn prefix(self) -> &'static str {
        match self {
            Self::Payment => "payment_",
            Self::Refund => "refund_",
            Self::Closed => "closed_",
            Self::Reversed => "reversed_",
            Self::Test => "test_",
        }
    }

    /// Returns whether an address that is told these events is told of this kind.
    pub const fn is_in(self, events: WebhookEvents) -> bool {
        let bit = match self {
            Self::Payment => bit(WebhookEvent::PaymentSucceeded),
            Self::Refund => bit(WebhookEvent::RefundSucceeded),
            Self::Closed => bit(WebhookEvent::OrderClosed),
            Self::Reversed => bit(WebhookEvent::OrderReversed),
            Self::Test => u16::MAX,
        };
        events.0 & bit != 0
    }
}

/// Returns the bit that stands for an event in the bank. Never changes: webhooks are kept with it.
const fn bit(event: WebhookEvent) -> u16 {
    match event {
        WebhookEvent::PaymentSucceeded => 1,
        WebhookEvent::RefundSucceeded => 2,
        WebhookEvent::OrderClosed => 4,
        WebhookEvent::OrderReversed => 8,
    }
}

/// Returns the bits that stand for events.
pub fn bits(events: &[WebhookEvent]) -> WebhookEvents {
    WebhookEvents(events.iter().fold(0, |bits, event| bits | bit(*event)))
}

/// Returns the events that bits stand for, in their order.
pub fn events(bits: WebhookEvents) -> Vec<WebhookEvent> {
    WebhookEvent::ALL.into_iter().filter(|event| bits.0 & bit(*event) != 0).collect()
}

/// The identifier of an event, its `webhook-id`: it follows from what happened, so one event has
/// one whoever sends it and however often.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct EventId {
    /// The kind.
    pub kind: EventKind,
    /// What it names.
    pub id: u128,
}

impl fmt::Display for EventId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}{}", self.kind.prefix(), Id(self.id))
    }
}

/// The text names no event.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("this is no identifier of an event")]
pub struct EventIdError;

impl FromStr for EventId {
    type Err = EventIdError;

    fn from_str(text: &str) -> Result<Self, EventIdError> {
        let mut kinds = EventKind::ALL.into_iter();
        let found = kinds.find_map(|kind| Some((kind, text.strip_prefix(kind.prefix())?)));
        let (kind, id) = found.ok_or(EventIdError)?;
        let id: Id = id.parse().map_err(|_| EventIdError)?;
        Ok(Self { kind, id: id.0 })
    }
}

/// By what a row says whose event it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Whose {
    /// The merchant's account.
    Account(AccountId),
    /// The merchant's order.
    Order(OrderId),
}

/// Returns the event that a journal row may be, and by what it is found out whose.
pub fn of_row(entry: &JournalEntry) -> Option<(Whose, EventId)> {
    let event = |kind, id| EventId { kind, id };
    Some(match *entry {
        JournalEntry::Moved { payment, credit, .. }
        | JournalEntry::Discounted { payment, credit, .. } => {
            (Whose::Account(credit), event(EventKind::Payment, payment.0))
        }
        JournalEntry::Returned { how: Return::Refunded, payment, debit, .. } => {
            (Whose::Account(debit), event(EventKind::Refund, payment.0))
        }
        JournalEntry::Returned { how: Return::Reversed, debit, of, order, .. } => {
            let attempt = order.map_or(of.0, |order| order.0);
            (Whose::Account(debit), event(EventKind::Reversed, attempt))
        }
        JournalEntry::OrderClosed { order } => {
            (Whose::Order(order), event(EventKind::Closed, order.0))
        }
        JournalEntry::OrderReversed { order } => {
            (Whose::Order(order), event(EventKind::Reversed, order.0))
        }
        _ => return None,
    })
}

impl EventId {
    /// Returns what a merchant's address is told of the event, with when it happened; nothing when
    /// it is no event of the merchant.
    ///
    /// # Errors
    /// When the store fails.
    pub fn message(
        &self,
        service: &Service,
        merchant: &Merchant,
    ) -> Result<Option<(WebhookMessage, TimeMs)>, StoreError> {
        let side = Side { account: merchant.account, is_merchant: true };
        let content = match self.kind {
            EventKind::Payment => service
                .payment_of(PaymentId(self.id))?
                .filter(|payment| payment.credit == side.account && is_of_customer(payment.kind)),
            EventKind::Refund => service.payment_of(PaymentId(self.id))?.filter(|payment| {
                payment.debit == side.account && matches!(payment.kind, PaymentKind::Refund(_))
            }),
            EventKind::Closed => return self.closed(service, merchant),
            EventKind::Reversed => return self.reversed(service, merchant),
            EventKind::Test => {
                let content = WebhookContent::Test(WebhookTest { test: Id(self.id) });
                return Ok(Some(told(content, clock::now())));
            }
        };
        let Some(payment) = content else { return Ok(None) };
        let seen = Box::new(service.seen_payment(&payment, side)?);
        let content = match self.kind {
            EventKind::Refund => WebhookContent::RefundSucceeded(seen),
            _ => WebhookContent::PaymentSucceeded(seen),
        };
        Ok(Some(told(content, payment.at)))
    }

    fn closed(
        &self,
        service: &Service,
        merchant: &Merchant,
    ) -> Result<Option<(WebhookMessage, TimeMs)>, StoreError> {
        let Some(order) = service.order_of(OrderId(self.id), merchant)? else { return Ok(None) };
        if order.state != OrderState::Closed {
            return Ok(None);
        }
        let seen = order_seen(service, merchant, &order)?;
        Ok(Some(told(WebhookContent::OrderClosed(Box::new(seen)), order.expires_at)))
    }

    fn reversed(
        &self,
        service: &Service,
        merchant: &Merchant,
    ) -> Result<Option<(WebhookMessage, TimeMs)>, StoreError> {
        let side = Side { account: merchant.account, is_merchant: true };
        let order = service.order_of(OrderId(self.id), merchant)?;
        let (paid, at) = match order.as_ref().map(|order| order.state) {
            Some(OrderState::Reversed { payment, at }) => (payment, Some(at)),
            Some(_) => return Ok(None),
            None => (Some(PaymentId(self.id)), None),
        };
        let reversal = match paid {
            Some(paid) => service.returned(paid)?.and_then(|returned| returned.reversal),
            None => None,
        };
        let movement = match reversal {
            Some(reversal) => service.payment_of(reversal)?,
            None => None,
        };
        let movement = movement.filter(|movement| movement.debit == side.account);
        let Some(at) = at.or(movement.as_ref().map(|movement| movement.at)) else {
            return Ok(None);
        };
        let order = order.map(|order| order_seen(service, merchant, &order)).transpose()?;
        let reversal =
            movement.map(|movement| service.seen_payment(&movement, side)).transpose()?;
        let content = ReverseOrderResponse { order, reversal };
        Ok(Some(told(WebhookContent::OrderReversed(Box::new(content)), at)))
    }
}

/// Returns whether a payment to a merchant is a customer's.
pub fn is_of_customer(kind: PaymentKind) -> bool {
    matches!(kind, PaymentKind::Label(_) | PaymentKind::Order(_) | PaymentKind::PayerCode(_))
}

fn told(content: WebhookContent, at: TimeMs) -> (WebhookMessage, TimeMs) {
    (WebhookMessage { content, timestamp: to_text(at) }, at)
}

fn order_seen(
    service: &Service,
    merchant: &Merchant,
    order: &Order,
) -> Result<wire::order::OrderResponse, StoreError> {
    let code = paycodes::order(&service.config, merchant, order);
    let code = code.map_err(|error| StoreError(error.to_string()))?;
    service.seen_order(order, clock::now(), code)
}

impl Service {
    fn payment_of(&self, id: PaymentId) -> Result<Option<Payment>, StoreError> {
        match self.reader.record(&Key::Payment(id))? {
            Some(Record::Payment(payment)) => Ok(Some(Arc::unwrap_or_clone(payment))),
            _ => Ok(None),
        }
    }

    fn order_of(&self, id: OrderId, merchant: &Merchant) -> Result<Option<Order>, StoreError> {
        match self.reader.record(&Key::Order(id))? {
            Some(Record::Order(order)) if order.merchant == merchant.id => Ok(Some(order)),
            _ => Ok(None),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_identifier_reads_back_and_has_no_dot() {
        for kind in EventKind::ALL {
            let event = EventId { kind, id: u128::MAX };
            let text = event.to_string();
            assert!(!text.contains('.') && text.len() <= 64, "dots part what is signed: {text}");
            assert_eq!(text.parse(), Ok(event));
        }
        for text in ["", "payment_", "payment_1", "other_00000000000000000000000007"] {
            assert_eq!(text.parse::<EventId>(), Err(EventIdError), "{text}");
        }
    }

    #[test]
    fn an_address_is_told_what_it_asked_for_and_tests() {
        for event in WebhookEvent::ALL {
            let only = bits(&[event]);
            assert_eq!(events(only), [event]);
            let told = EventKind::ALL.into_iter().filter(|kind| kind.is_in(only)).count();
            assert_eq!(told, 2, "{event:?}: itself and tests");
        }
    }
}
