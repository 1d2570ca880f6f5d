//! `tongbao watch`: prints what happens to the account as it happens.

use crate::failure::Failure;
use crate::{output, view};
use futures_util::StreamExt as _;
use serde::Serialize;
use std::pin::pin;
use std::sync::Arc;
use wallet::{Standing, WalletError, WalletEvent};
use wallet_io::DeviceWallet;
use wire::payment::PaymentResponse;

#[derive(Debug, Serialize)]
#[serde(tag = "event", rename_all = "snake_case")]
enum EventView {
    Received { payment: PaymentResponse },
    Sent { payment: PaymentResponse },
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
            WalletEvent::Connection { online: true } => "connected".to_owned(),
            WalletEvent::Connection { online: false } => "connection lost".to_owned(),
        };
        let view = match event {
            WalletEvent::Received(payment) => {
                EventView::Received { payment: view::payment(payment) }
            }
            WalletEvent::Sent(payment) => EventView::Sent { payment: view::payment(payment) },
            WalletEvent::Connection { online } => EventView::Connection { online },
        };
        output::either(is_json, &view, || text)?;
    }
    Ok(())
}
