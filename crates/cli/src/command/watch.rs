//! `tongbao watch`: prints what happens to the account as it happens.

use crate::failure::Failure;
use crate::output::moment;
use crate::{output, view};
use futures_util::StreamExt as _;
use paycode::printable;
use serde::Serialize;
use std::pin::pin;
use std::sync::Arc;
use wallet::{Standing, WalletError, WalletEvent};
use wallet_io::DeviceWallet;
use wire::hold::HoldState;
use wire::order::OrderState;
use wire::payer_code::QuickPayRule;
use wire::payment::PaymentResponse;
use wire::{Id, Money};

#[derive(Debug, Serialize)]
#[serde(tag = "event", rename_all = "snake_case")]
enum EventView {
    Received {
        payment: PaymentResponse,
    },
    Sent {
        payment: PaymentResponse,
    },
    PinAsked {
        order: Id,
        code: String,
        amount: Money,
        name: String,
        rule: QuickPayRule,
        expires_at_ms: u64,
    },
    OrderEnded {
        order: Id,
        state: OrderState,
    },
    HoldChanged {
        hold: view::HoldView,
        state: HoldState,
    },
    EnvelopeChanged {
        envelope: Id,
        sender: String,
        is_mine: bool,
        claimed: u16,
        shares: u16,
    },
    Connection {
        online: bool,
    },
}

/// Ends only when it is interrupted or nobody reads its output.
pub async fn run(wallet: DeviceWallet, is_json: bool) -> Result<(), Failure> {
    let Standing::Enrolled(_) = wallet.standing() else {
        return Err(WalletError::NotEnrolled.into());
    };
    let mut events = pin!(Arc::new(wallet).events());
    while let Some(event) = events.next().await {
        let text = match &event {
            WalletEvent::Received(payment) | WalletEvent::Sent(payment) => {
                view::payment_line(payment)
            }
            WalletEvent::PinAsked { amount, name, rule, code, .. } => {
                let (name, rule) = (printable(name), rule.word());
                format!("confirm {amount} to {name} with the PIN ({rule}): {code}")
            }
            WalletEvent::OrderEnded { order, .. } => {
                format!("order {order} is over: nothing was paid")
            }
            WalletEvent::HoldChanged(hold) => match hold.state {
                HoldState::Pending => {
                    format!("{} held until {}", hold.amount, moment(hold.expires_at_ms))
                }
                HoldState::Posted | HoldState::Voided | HoldState::Expired => {
                    format!("{} no longer held", hold.amount)
                }
            },
            WalletEvent::EnvelopeChanged { envelope, sender, is_mine, claimed, shares } => {
                match is_mine {
                    true => format!("envelope {envelope}: {claimed} of {shares} claimed"),
                    false => format!("envelope {envelope} for you from {}", printable(sender)),
                }
            }
            WalletEvent::Connection { online: true } => "connected".to_owned(),
            WalletEvent::Connection { online: false } => "connection lost".to_owned(),
        };
        let view = match event {
            WalletEvent::Received(payment) => {
                EventView::Received { payment: view::payment(payment) }
            }
            WalletEvent::Sent(payment) => EventView::Sent { payment: view::payment(payment) },
            WalletEvent::PinAsked { order, code, amount, name, rule, expires_at_ms } => {
                let amount = amount.into();
                EventView::PinAsked { order, code, amount, name, rule, expires_at_ms }
            }
            WalletEvent::OrderEnded { order, state } => EventView::OrderEnded { order, state },
            WalletEvent::HoldChanged(hold) => {
                let state = hold.state;
                EventView::HoldChanged { hold: hold.into(), state }
            }
            WalletEvent::EnvelopeChanged { envelope, sender, is_mine, claimed, shares } => {
                EventView::EnvelopeChanged { envelope, sender, is_mine, claimed, shares }
            }
            WalletEvent::Connection { online } => EventView::Connection { online },
        };
        output::either(is_json, &view, || text)?;
    }
    Ok(())
}
