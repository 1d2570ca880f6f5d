//! Live events: one endless stream that comes back after each loss and tells each payment once.

use crate::port::{ApiError, Clock as _, OperatorApi, Ports};
use crate::retry::{self, Backoff};
use crate::state::{KnownHold, Payment, Profile, SavedState};
use crate::wallet::Wallet;
use crate::{WalletError, answer};
use futures_util::{Stream, StreamExt as _, stream};
use money::Amount;
use std::collections::VecDeque;
use std::sync::Arc;
use wire::Id;
use wire::event::{EventResponse, PinAskResponse};
use wire::hold::HoldResponse;
use wire::order::OrderState;
use wire::payer_code::QuickPayRule;
use wire::payment::Direction;

/// Something that the person wants to know at once.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum WalletEvent {
    /// Money came in.
    Received(Payment),
    /// Money went out, from this device or another one of the person.
    Sent(Payment),
    /// A till charged this person's payer code, and the PIN is needed.
    PinAsked {
        /// The order.
        order: Id,
        /// The text of the order's code: it is paid as if it had been scanned.
        code: String,
        /// How much.
        amount: Amount,
        /// The merchant's registered name.
        name: String,
        /// The rule that asked.
        rule: QuickPayRule,
        /// When the order ends, in Unix milliseconds.
        expires_at_ms: u64,
    },
    /// An order ended without money: what the person was asked to confirm is over.
    OrderEnded {
        /// The order.
        order: Id,
        /// How it ended.
        state: OrderState,
    },
    /// Money of the account was held, or released.
    HoldChanged(KnownHold),
    /// An envelope was sent to or by the person, or a share claimed of one of theirs.
    EnvelopeChanged {
        /// The envelope.
        envelope: Id,
        /// The registered name of who sent it.
        sender: String,
        /// Whether the person did.
        is_mine: bool,
        /// How many shares are claimed.
        claimed: u16,
        /// How many there are.
        shares: u16,
    },
    /// The connection to the operator came about or was lost.
    Connection {
        /// Whether it is there now.
        online: bool,
    },
}

/// How long to wait after a refusal that time alone does not mend, in milliseconds.
const REFUSED_PAUSE_MS: u64 = 60_000;

/// How long to wait before looking again whether the wallet is enrolled, in milliseconds.
const NOT_ENROLLED_PAUSE_MS: u64 = 1_000;

type Events<P> = <<P as Ports>::Api as OperatorApi>::Events;

/// Where the stream stands between two events.
struct Listening<P: Ports> {
    wallet: Arc<Wallet<P>>,
    events: Option<Events<P>>,
    backoff: Backoff,
    /// What was said last of the connection.
    online: Option<bool>,
    /// How long to wait before the next step.
    pause_ms: Option<u64>,
    ready: VecDeque<WalletEvent>,
}

impl<P: Ports> Wallet<P> {
    /// Listens for what happens to the account, without end. Begins after the last event that was
    /// heard, also over a restart. Before the wallet is enrolled it waits.
    pub fn events(self: Arc<Self>) -> impl Stream<Item = WalletEvent> + Send {
        let start = Listening {
            wallet: self,
            events: None,
            backoff: Backoff::default(),
            online: None,
            pause_ms: None,
            ready: VecDeque::new(),
        };
        stream::unfold(start, |mut listening| async move {
            loop {
                if let Some(event) = listening.ready.pop_front() {
                    return Some((event, listening));
                }
                listening.advance().await;
            }
        })
    }

    /// Takes in one event; returns what is new to the person.
    pub(crate) fn hear(
        &self,
        event: EventResponse,
        profile: &Profile,
    ) -> Result<Option<WalletEvent>, WalletError> {
        let (event, payment, came_in) = match event {
            EventResponse::Received { event, payment } => (event, payment, true),
            EventResponse::Sent { event, payment } => (event, payment, false),
            EventResponse::PinAsked { event, ask } => {
                return self.hear_pin_ask(event, ask, profile);
            }
            EventResponse::OrderEnded { event, order, state } => {
                let is_news = self.pass(event);
                return Ok(is_news.then_some(WalletEvent::OrderEnded { order, state }));
            }
            EventResponse::EnvelopeChanged {
                event,
                envelope,
                sender,
                is_mine,
                claimed,
                shares,
            } => {
                let is_news = self.pass(event);
                let changed =
                    WalletEvent::EnvelopeChanged { envelope, sender, is_mine, claimed, shares };
                return Ok(is_news.then_some(changed));
            }
            EventResponse::HoldChanged { event, hold } => {
                return self.hear_hold(event, hold, profile);
            }
            // Too many to be news: the history has them. What is kept of it has a hole from now on,
            // so it is read anew.
            EventResponse::Missed { event } => {
                let passed = |state: &mut SavedState| {
                    state.last_event = state.last_event.max(event);
                    state.recent.clear();
                    state.recent_as_of_ms = None;
                };
                return self.change(passed).map(|()| None);
            }
        };
        let payment = answer::payment(payment, profile.currency)?;
        let heard = |state: &mut SavedState| {
            // A number that is not above the last is an event told again, or one that was
            // overtaken: only the payment itself tells which.
            let same = |known: &Payment| {
                known.payment == payment.payment && known.direction == payment.direction
            };
            let is_new = event > state.last_event || !state.recent.iter().any(same);
            state.learn_payment(&payment);
            state.last_event = state.last_event.max(event);
            is_new
        };
        // Unsaved it would be told again after a restart: better twice than never.
        let is_new = self.change(heard).unwrap_or(true);
        Ok(is_new.then_some(match came_in {
            true => WalletEvent::Received(payment),
            false => WalletEvent::Sent(payment),
        }))
    }

    /// Takes in that the PIN is asked for; what is over, or was told before, is no news.
    fn hear_pin_ask(
        &self,
        event: u64,
        ask: PinAskResponse,
        profile: &Profile,
    ) -> Result<Option<WalletEvent>, WalletError> {
        let PinAskResponse { order, code, amount, name, rule, expires_at_ms } = ask;
        let amount = answer::amount(&amount, profile.currency)?;
        let is_news = self.pass(event) && self.now_ms() < expires_at_ms;
        let asked = WalletEvent::PinAsked { order, code, amount, name, rule, expires_at_ms };
        Ok(is_news.then_some(asked))
    }

    /// Takes in that money was held or released. Money that would have come here is no news yet.
    fn hear_hold(
        &self,
        event: u64,
        hold: HoldResponse,
        profile: &Profile,
    ) -> Result<Option<WalletEvent>, WalletError> {
        let is_own = hold.direction == Direction::Out;
        let hold = answer::hold(hold, profile.currency)?;
        let is_news = self.pass(event);
        if !is_own {
            return Ok(None);
        }
        self.change(|state| state.learn_hold(&hold))?;
        Ok(is_news.then_some(WalletEvent::HoldChanged(hold)))
    }

    /// Passes an event; returns whether it is new. Unsaved it would be told again after a restart:
    /// better twice than never.
    fn pass(&self, event: u64) -> bool {
        let passed = |state: &mut SavedState| {
            let is_new = event > state.last_event;
            state.last_event = state.last_event.max(event);
            is_new
        };
        self.change(passed).unwrap_or(true)
    }
}

impl<P: Ports> Listening<P> {
    /// Makes one step: connects, hears one event, or waits.
    async fn advance(&mut self) {
        if let Some(pause_ms) = self.pause_ms.take() {
            self.wallet.ports.clock().sleep_ms(pause_ms).await;
        }
        let Ok(profile) = self.wallet.profile() else {
            self.pause_ms = Some(NOT_ENROLLED_PAUSE_MS);
            return;
        };
        let Some(events) = &mut self.events else {
            return self.connect(&profile).await;
        };
        match events.next().await {
            Some(Ok(event)) => {
                self.backoff = Backoff::default();
                // What is not of the contract is left out: the rest of the stream is good.
                if let Ok(Some(event)) = self.wallet.hear(event, &profile) {
                    self.ready.push_back(event);
                }
            }
            Some(Err(error)) => self.lost(&error),
            None => self.lost(&ApiError::AnswerLost),
        }
    }

    async fn connect(&mut self, profile: &Profile) {
        match open(&self.wallet, profile).await {
            Ok(events) => {
                self.events = Some(events);
                self.say(true);
            }
            Err(error) => self.lost(&error),
        }
    }

    /// Gives the connection up; the loss is told before the pause that follows.
    fn lost(&mut self, error: &ApiError) {
        self.events = None;
        self.say(false);
        let pause_ms = self.backoff.next_ms(retry::asked_s(error));
        self.pause_ms = Some(match retry::is_passing(error) {
            true => pause_ms,
            false => REFUSED_PAUSE_MS,
        });
    }

    /// Tells of the connection, when that is news.
    fn say(&mut self, online: bool) {
        if self.online.replace(online) != Some(online) {
            self.ready.push_back(WalletEvent::Connection { online });
        }
    }
}

/// Opens the operator's stream after the last event that was heard.
async fn open<P: Ports>(wallet: &Wallet<P>, profile: &Profile) -> Result<Events<P>, ApiError> {
    let api = wallet.ports.api();
    if wallet.state().last_event == 0 {
        // Never listened: what happened before is history, no news.
        let account = api.account(&profile.operator_url).await?;
        let learnt = wallet.change(|state| state.learn_account(account));
        learnt
            .and_then(|learnt| learnt)
            .map_err(|error| ApiError::AnswerMalformed(error.sentence()))?;
    }
    let after = wallet.state().last_event;
    api.events(&profile.operator_url, after).await
}
