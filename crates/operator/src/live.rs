//! Live events: hands what was committed to those who listen. Listeners that cannot keep up are
//! dropped; they come back with the last number they saw and miss nothing.

use crate::problem::Fault;
use crate::service::Shared;
use bank::event::Event;
use bank::id::{AccountId, DeviceId};
use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;
use tokio::sync::{Notify, OwnedSemaphorePermit, Semaphore, mpsc};
use wire::ErrorCode;

/// Events that a listener may lag behind.
const LAG_MAX: usize = 64;
/// Listeners of one account.
const PER_ACCOUNT_MAX: usize = 16;
/// How often the store is asked for what another process wrote.
const POLL: Duration = Duration::from_secs(1);
/// Events that are read at once.
const PAGE: u32 = 500;

/// Who listens, by account.
pub struct Live {
    listeners: Mutex<Listeners>,
    slots: Arc<Semaphore>,
    slots_max: usize,
}

#[derive(Default)]
struct Listeners {
    by_account: HashMap<AccountId, Vec<Seat>>,
    closed: bool,
}

/// Where a listener is handed events.
struct Seat {
    sender: mpsc::Sender<Event>,
    /// The device that listens; none for a till's key and a sound box.
    device: Option<DeviceId>,
}

impl Seat {
    fn is_gone(&self) -> bool {
        self.sender.is_closed()
    }
}

/// One listener's place.
pub struct Subscription {
    /// The account's events, from the moment of subscribing; ends when the listener was too slow or
    /// the operator stops.
    pub events: mpsc::Receiver<Event>,
    _slot: OwnedSemaphorePermit,
}

impl Live {
    /// Returns a hall with so many seats.
    pub fn new(listeners_max: u32) -> Self {
        let slots_max = usize::try_from(listeners_max).unwrap_or(1);
        let slots = Arc::new(Semaphore::new(slots_max));
        Self { listeners: Mutex::default(), slots, slots_max }
    }

    /// Returns how many listen.
    pub fn listening(&self) -> usize {
        self.slots_max.saturating_sub(self.slots.available_permits())
    }

    /// Begins to listen, for a device where it is one that asks.
    ///
    /// # Errors
    /// `overloaded` when all seats, or those of the account, are taken or the operator stops.
    pub fn subscribe(
        &self,
        account: AccountId,
        device: Option<DeviceId>,
    ) -> Result<Subscription, Fault> {
        let full = || Fault::from(ErrorCode::Overloaded).retry_after_s(5);
        let slot = Arc::clone(&self.slots).try_acquire_owned().map_err(|_| full())?;
        let mut listeners = self.lock();
        if listeners.closed {
            return Err(full());
        }
        let seats = listeners.by_account.entry(account).or_default();
        seats.retain(|seat| !seat.is_gone());
        if seats.len() >= PER_ACCOUNT_MAX {
            return Err(full());
        }
        let (sender, events) = mpsc::channel(LAG_MAX);
        seats.push(Seat { sender, device });
        Ok(Subscription { events, _slot: slot })
    }

    /// Forgets listeners that went away.
    pub fn forget_gone(&self) {
        self.lock().by_account.retain(|_, seats| {
            seats.retain(|seat| !seat.is_gone());
            !seats.is_empty()
        });
    }

    /// Ends the streams of a device that was revoked.
    pub fn end(&self, device: DeviceId) {
        for seats in self.lock().by_account.values_mut() {
            seats.retain(|seat| seat.device != Some(device));
        }
    }

    /// Ends all streams, for ever.
    pub fn close(&self) {
        let mut listeners = self.lock();
        listeners.closed = true;
        listeners.by_account.clear();
    }

    fn hand_out(&self, events: &[Event]) {
        let mut listeners = self.lock();
        for event in events {
            for account in event.hearers() {
                if let Some(seats) = listeners.by_account.get_mut(&account) {
                    seats.retain(|seat| seat.sender.try_send(*event).is_ok());
                }
            }
        }
    }

    fn lock(&self) -> MutexGuard<'_, Listeners> {
        self.listeners.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Hands events out, from the one after `cursor` on, for as long as the operator runs.
pub async fn dispatch(service: Shared, committed: Arc<Notify>, mut cursor: u64) {
    loop {
        // Told after each commit of this process; asks by itself for those of others.
        let _ = tokio::time::timeout(POLL, committed.notified()).await;
        loop {
            let page = service.read(move |service| Ok(service.reader.events(cursor, PAGE)?)).await;
            let Ok(events) = page else { break };
            let Some(last) = events.last() else { break };
            cursor = last.sequence;
            service.live.hand_out(&events);
        }
    }
}
