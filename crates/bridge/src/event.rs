//! What happens without being asked for: one typed stream for every listener of a host.

use crate::Host;
use crate::view::{AmountView, HoldView, PaymentView};
use futures_util::{Stream, StreamExt as _, stream};
use serde::Serialize;
use std::sync::{Arc, Mutex, PoisonError};
use tokio::sync::broadcast;
use ts_rs::TS;
use wallet::port::Ports;
use wallet::{Wallet, WalletEvent};
use wire::hold::HoldState;

/// Something that happened.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
#[serde(tag = "event", rename_all = "snake_case")]
pub enum UiEvent {
    /// Money came in.
    Received {
        /// The payment.
        payment: PaymentView,
    },
    /// Money went out, from here or from another device of the same person.
    Sent {
        /// The payment.
        payment: PaymentView,
    },
    /// A till charged this person's payer code, and the PIN is needed: `code` is paid as if it had
    /// been scanned.
    PinAsked {
        /// The order.
        order: String,
        /// The text of the order's code.
        code: String,
        /// How much.
        amount: AmountView,
        /// The merchant's registered name.
        name: String,
        /// The rule that asked: `revealed`, `amount`, `day_sum` or `day_count`.
        rule: String,
        /// When the order ends, in Unix milliseconds.
        ends_at_ms: u64,
    },
    /// An order ended without money: what the person was asked to confirm is over.
    OrderEnded {
        /// The order.
        order: String,
    },
    /// Money of the account was held, or released.
    HoldChanged {
        /// The hold.
        hold: HoldView,
        /// Whether it is held now.
        is_held: bool,
    },
    /// An envelope was sent to or by the person, or a share claimed of one of theirs.
    EnvelopeChanged {
        /// The envelope.
        envelope: String,
        /// The registered name of who sent it.
        sender: String,
        /// Whether the person did.
        is_mine: bool,
        /// How many shares are claimed.
        claimed: u16,
        /// How many there are.
        shares: u16,
    },
    /// A link was followed outside the wallet, and the system gave it to the app.
    LinkFollowed {
        /// The link: a code's text, as if it had been scanned.
        text: String,
    },
    /// The connection to the operator came or went.
    Connection {
        /// Whether it is there.
        online: bool,
    },
}

impl From<WalletEvent> for UiEvent {
    fn from(event: WalletEvent) -> Self {
        match event {
            WalletEvent::Received(payment) => Self::Received { payment: payment.into() },
            WalletEvent::Sent(payment) => Self::Sent { payment: payment.into() },
            WalletEvent::PinAsked { order, code, amount, name, rule, expires_at_ms } => {
                Self::PinAsked {
                    order: order.to_string(),
                    code,
                    amount: amount.into(),
                    name: paycode::printable(&name),
                    rule: rule.word().to_owned(),
                    ends_at_ms: expires_at_ms,
                }
            }
            // How it ended is the till's business: for the payer it is over.
            WalletEvent::OrderEnded { order, state: _ } => {
                Self::OrderEnded { order: order.to_string() }
            }
            WalletEvent::HoldChanged(hold) => {
                let is_held = hold.state == HoldState::Pending;
                Self::HoldChanged { hold: hold.into(), is_held }
            }
            WalletEvent::EnvelopeChanged { envelope, sender, is_mine, claimed, shares } => {
                Self::EnvelopeChanged {
                    envelope: envelope.to_string(),
                    sender: paycode::printable(&sender),
                    is_mine,
                    claimed,
                    shares,
                }
            }
            WalletEvent::Connection { online } => Self::Connection { online },
        }
    }
}

/// How many events a slow listener may be behind before it misses the oldest.
const BACKLOG_MAX: usize = 64;

/// Passes the wallet's one stream on to any number of listeners.
#[derive(Clone)]
pub(crate) struct Announcer {
    sender: broadcast::Sender<UiEvent>,
    /// The last known connection, for those who come later.
    connection: Arc<Mutex<Option<UiEvent>>>,
}

impl Default for Announcer {
    fn default() -> Self {
        Self { sender: broadcast::channel(BACKLOG_MAX).0, connection: Arc::default() }
    }
}

impl Announcer {
    fn tell(&self, event: UiEvent) {
        let mut connection = self.connection.lock().unwrap_or_else(PoisonError::into_inner);
        if matches!(event, UiEvent::Connection { .. }) {
            *connection = Some(event.clone());
        }
        // Nobody listening is no error: the screens ask for the whole state when they open.
        drop(self.sender.send(event));
    }

    fn listen(&self) -> (Option<UiEvent>, broadcast::Receiver<UiEvent>) {
        // Under the lock, so that no change of connection falls between the two.
        let connection = self.connection.lock().unwrap_or_else(PoisonError::into_inner);
        (connection.clone(), self.sender.subscribe())
    }
}

/// Passes on everything that the wallet hears, as long as the program runs.
pub(crate) async fn announce<P: Ports>(announcer: Announcer, wallet: Arc<Wallet<P>>) {
    let mut events = std::pin::pin!(wallet.events());
    while let Some(event) = events.next().await {
        announcer.tell(event.into());
    }
}

/// Returns what happens from now on; first of all the last known connection, where there is one.
/// A listener that falls far behind misses the oldest events.
pub fn events<H: Host>(host: &H) -> impl Stream<Item = UiEvent> + Send + 'static + use<H> {
    let (connection, receiver) = host.door().announcer.listen();
    let later = stream::unfold(receiver, |mut receiver| async move {
        loop {
            match receiver.recv().await {
                Ok(event) => return Some((event, receiver)),
                Err(broadcast::error::RecvError::Lagged(_)) => {}
                Err(broadcast::error::RecvError::Closed) => return None,
            }
        }
    });
    stream::iter(connection).chain(later)
}
