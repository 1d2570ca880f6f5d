//! `tongbao watch`: prints what happens to the account as it happens.

use crate::failure::Failure;
use crate::{output, view};
use futures_util::StreamExt as _;
use paycode::printable;
use serde::Serialize;
use std::pin::pin;
use std::sync::Arc;
use wallet::{Standing, WalletError, WalletEvent};
use wallet_io::DeviceWallet;
use wire::Money;
use wire::payer_code::QuickPayRule;
use wire::payment::PaymentResponse;

#[derive(Debug, Serialize)]
#[serde(tag = "event", rename_all = "snake_case")]
enum EventView {
    Received { payment: PaymentResponse },
    Sent { payment: PaymentResponse },
    PinAsked { code: String, amount: Money, name: String, rule: QuickPayRule, expires_at_ms: u64 },
    Connection { online: bool },
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
            WalletEvent::Connection { online: true } => "connected".to_owned(),
            WalletEvent::Connection { online: false } => "connection lost".to_owned(),
        };
        let view = match event {
            WalletEvent::Received(payment) => {
                EventView::Received { payment: view::payment(payment) }
            }
            WalletEvent::Sent(payment) => EventView::Sent { payment: view::payment(payment) },
            WalletEvent::PinAsked { code, amount, name, rule, expires_at_ms } => {
                let amount = amount.into();
                EventView::PinAsked { code, amount, name, rule, expires_at_ms }
            }
            WalletEvent::Connection { online } => EventView::Connection { online },
        };
        output::either(is_json, &view, || text)?;
    }
    Ok(())
}
