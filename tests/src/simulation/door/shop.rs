//! What a node does with a request of a till or of the desk, and how it tells events.

use super::{Served, Signature, refused, seen_hold};
use crate::simulation::bug::Bug;
use crate::simulation::node::Door;
use crate::simulation::promotion as promotion_of_town;
use bank::command::{ChargePayerCode, CloseOrder, OpenOrder, Refund, ReverseOrder, ShownCode};
use bank::contract::town as numbers;
use bank::event::{Event, Happened};
use bank::id::{MerchantId, OrderId, PaymentId, TimeMs};
use bank::record::{Merchant, Order, Payment, Record};
use bank::store::Reader as _;
use bank::{Command, CommandKey, Key, Receipt, Scope};
use money::Amount;
use operator::coupon;
use operator::payer_codes::code_hash;
use paycode::PayerCode;
use promotion::campaign::evidence_of_payer_code;
use std::sync::Arc;
use tokio::sync::mpsc;
use wallet::port::ApiError;
use wire::event::{EventResponse, PinAskResponse};
use wire::order::OrderState;
use wire::payer_code::QuickPayRule;
use wire::payment::Direction;
use wire::{ErrorCode, Id, Money};

/// The most missed events that are told.
const MISSED_MAX: u32 = 20;
/// For how long a business day lasts here, so that some reversals are too late.
pub const DAY_MS: u64 = 2 * 60_000;

/// What became of a charge.
#[derive(Clone, Debug)]
pub enum Charged {
    Paid(Arc<Payment>),
    PinAsked,
}

impl Door {
    pub(super) fn merchant(&self, id: MerchantId) -> Served<Merchant> {
        match self.find(&Key::Merchant(id)) {
            Some(Record::Merchant(merchant)) => Ok(merchant),
            _ => refused(ErrorCode::TillKeyInvalid),
        }
    }

    /// Opens an order and returns the text of its code.
    pub async fn open_order(self, open: OpenOrder) -> Served<String> {
        let key = CommandKey { scope: Scope::Merchant(open.merchant), id: open.order.0 };
        let merchant = self.merchant(open.merchant)?;
        match self.decide(Some(key), None, Command::OpenOrder(open)).await? {
            Receipt::Order(order) => Ok(self.code(&merchant, &order)),
            _ => refused(ErrorCode::Internal),
        }
    }

    fn code(&self, merchant: &Merchant, order: &Order) -> String {
        operator::paycodes::order(&self.cluster.config, merchant, order).expect("a code")
    }

    pub async fn close_order(self, close: CloseOrder) -> Served<()> {
        self.decide(None, None, Command::CloseOrder(close)).await.map(drop)
    }

    /// Takes an attempt back; returns the movement that gave money back.
    pub async fn reverse(
        self,
        order: OrderId,
        merchant: MerchantId,
        reversal: PaymentId,
    ) -> Served<Option<Arc<Payment>>> {
        let day_began_at = match self.cluster.has(Bug::ReversedAtAnyTime) {
            true => TimeMs(0),
            false => TimeMs(self.now().0 / DAY_MS * DAY_MS),
        };
        let command = ReverseOrder { order, merchant, reversal, day_began_at };
        match self.decide(None, None, Command::ReverseOrder(command)).await? {
            Receipt::Reversed { reversal, .. } => Ok(reversal),
            _ => refused(ErrorCode::Internal),
        }
    }

    pub async fn refund(self, refund: Refund) -> Served<Arc<Payment>> {
        let key = CommandKey { scope: Scope::Merchant(refund.merchant), id: refund.refund.0 };
        self.paid(key, Command::Refund(refund)).await
    }

    /// Gives a command whose receipt is a payment.
    pub async fn paid(self, key: CommandKey, command: Command) -> Served<Arc<Payment>> {
        match self.decide(Some(key), None, command).await? {
            Receipt::Paid(payment) => Ok(payment),
            _ => refused(ErrorCode::Internal),
        }
    }

    /// Gives a command of the desk whose receipt says no more than that it was done.
    pub async fn done(self, key: Option<CommandKey>, command: Command) -> Served<()> {
        self.decide(key, None, command).await.map(drop)
    }

    pub async fn charge(
        self,
        payment: PaymentId,
        merchant: MerchantId,
        amount: Amount,
        digits: String,
    ) -> Served<Charged> {
        let code = PayerCode::parse(&digits).expect("a wallet's digits");
        let key = CommandKey { scope: Scope::Merchant(merchant), id: payment.0 };
        let config = &self.cluster.config;
        let shown = self.shown(merchant, key, &code)?;
        let contents = &self.cluster.database.contents;
        let offered = coupon::offered(contents, shown, numbers::coupon::zone());
        let command = Command::ChargePayerCode(ChargePayerCode {
            payment,
            merchant,
            amount,
            note: None,
            goods: promotion_of_town::goods(amount),
            code_hash: code_hash(&code),
            draw_evidence: evidence_of_payer_code(&digits),
            drawing: Some(promotion_of_town::drawing(self.now())),
            shown,
            offered: offered.expect("memory works"),
            quick_pay: config.quick_pay.limits(),
            payment_max_minor: config.payment_max.minor(),
            open_for_s: config.confirm_within_s,
            fee: config.fee,
        });
        match self.decide(Some(key), None, command).await? {
            Receipt::Paid(payment) => Ok(Charged::Paid(payment)),
            Receipt::PinAsked { .. } => Ok(Charged::PinAsked),
            _ => refused(ErrorCode::Internal),
        }
    }

    fn shown(
        &self,
        merchant: MerchantId,
        key: CommandKey,
        code: &PayerCode,
    ) -> Served<Option<ShownCode>> {
        if self.find(&Key::Answered(key)).is_some() {
            return Ok(None);
        }
        let contents = &self.cluster.database.contents;
        let labels = contents.labels(merchant).expect("memory works");
        let (codes, now) = (self.payer_codes(), self.now());
        if !codes.is_shown(&labels, code, now) {
            codes.load_recent(contents, now).expect("memory works");
        }
        let found = codes.find(merchant, &labels, code, now);
        found.or_else(|_| refused(ErrorCode::PayerCodeLocked))
    }

    /// Opens a stream of events; it ends with the node, or when the network has enough of it.
    pub async fn events(
        self,
        signature: Signature,
        after: u64,
    ) -> Served<mpsc::UnboundedReceiver<Result<EventResponse, ApiError>>> {
        let account = self.reading(signature).await?.account;
        let (sender, receiver) = mpsc::unbounded_channel();
        let Some(owner) = self.cluster.owner(self.node) else {
            return refused(ErrorCode::Internal);
        };
        let sim = self.cluster.sim.clone();
        let streams_for = match self.cluster.is_calm() {
            true => u64::MAX,
            false => sim.between(1, 40),
        };
        sim.spawn(owner, async move {
            let contents = &self.cluster.database.contents;
            let newest = contents.last_event().expect("memory works");
            let mut after = after.min(newest);
            for _ in 0..streams_for {
                let newest = contents.last_event().expect("memory works");
                let missed = contents.events_of(account, after, MISSED_MAX);
                let told = match missed.expect("memory works") {
                    Some(events) => {
                        events.into_iter().filter_map(|event| self.told(event, account)).collect()
                    }
                    None => vec![EventResponse::Missed { event: newest }],
                };
                for event in told {
                    if sender.send(Ok(event)).is_err() {
                        return;
                    }
                }
                after = newest;
                self.cluster.committed_after(after).await;
            }
        });
        Ok(receiver)
    }

    fn told(&self, event: Event, account: bank::id::AccountId) -> Option<EventResponse> {
        let Event { sequence: event, happened } = event;
        match happened {
            Happened::Paid { payment, .. } => {
                let Some(Record::Payment(payment)) = self.find(&Key::Payment(payment)) else {
                    return None;
                };
                let payment = self.seen(&payment, account);
                Some(match payment.direction {
                    Direction::In => EventResponse::Received { event, payment },
                    Direction::Out => EventResponse::Sent { event, payment },
                })
            }
            Happened::PinAsked { order, .. } => {
                let Some(Record::Order(order)) = self.find(&Key::Order(order)) else {
                    return None;
                };
                let merchant = self.merchant(order.merchant).ok()?;
                let ask = PinAskResponse {
                    order: Id(order.id.0),
                    code: self.code(&merchant, &order),
                    amount: Money::from(order.amount),
                    name: merchant.name,
                    rule: QuickPayRule::Amount,
                    expires_at_ms: order.expires_at.0,
                };
                Some(EventResponse::PinAsked { event, ask })
            }
            Happened::OrderEnded { order, .. } => {
                let state = OrderState::Closed;
                Some(EventResponse::OrderEnded { event, order: Id(order.0), state })
            }
            // Nobody's wallet looks after envelopes here.
            Happened::EnvelopeChanged { .. } => None,
            Happened::HoldChanged { hold, .. } => match self.find(&Key::Hold(hold)) {
                Some(Record::Hold(hold)) => {
                    let hold = seen_hold(&hold, account);
                    Some(EventResponse::HoldChanged { event, hold })
                }
                _ => None,
            },
        }
    }
}
