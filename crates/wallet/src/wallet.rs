//! The wallet itself: the saved state, the ports, and the one way to change the state.
//! The flows are methods in modules of their own.

use crate::WalletError;
use crate::port::{Clock as _, Ports, Random as _, WalletStore as _};
use crate::state::{PendingEnrolment, Profile, SavedState, Settings};
use promotion::calendar::Zone;
use std::collections::BTreeSet;
use std::sync::{Mutex, MutexGuard, PoisonError};
use wire::Id;

/// A wallet over its ports, to be shared as `Arc<Wallet<P>>`. No lock is held while it waits.
pub struct Wallet<P: Ports> {
    pub(crate) ports: P,
    state: Mutex<SavedState>,
    /// Payments that a confirm or a resume is working on at this moment.
    pub(crate) busy: Mutex<BTreeSet<Id>>,
    /// The operator's zone as it was told last; nothing that is kept.
    zone: Mutex<Zone>,
}

/// How far this wallet came with its operator.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Standing {
    /// Never enrolled.
    New,
    /// A one-time code was sent and is awaited.
    CodeSent(PendingEnrolment),
    /// Enrolled.
    Enrolled(Profile),
}

/// For how long the same asked for again is a try of the same: somebody who has lost an answer asks
/// at once.
const AGAIN_MS: u64 = 10 * 60_000;

impl<P: Ports> Wallet<P> {
    /// Loads the saved state.
    ///
    /// # Errors
    /// `Store` when it cannot be read.
    pub fn new(ports: P) -> Result<Self, WalletError> {
        let state = ports.store().load()?;
        // Offline, what was learnt of the operator's clock at the last contact is the best known.
        ports.clock().set_offset_ms(state.clock_offset_ms);
        let state = Mutex::new(state);
        Ok(Self { ports, state, busy: Mutex::default(), zone: Mutex::default() })
    }

    /// Returns the ports, for adapters that offer more than the wallet asks of them.
    pub const fn ports(&self) -> &P {
        &self.ports
    }

    /// Returns how far this wallet came.
    pub fn standing(&self) -> Standing {
        let state = self.state();
        match (&state.profile, &state.pending) {
            (Some(profile), _) => Standing::Enrolled(profile.clone()),
            (None, Some(pending)) => Standing::CodeSent(pending.clone()),
            (None, None) => Standing::New,
        }
    }

    /// Returns what the person chose for the screens.
    pub fn settings(&self) -> Settings {
        self.state().settings.clone()
    }

    /// Keeps what the person chose for the screens.
    ///
    /// # Errors
    /// `Store` when it cannot be saved.
    pub fn change_settings(&self, settings: Settings) -> Result<(), WalletError> {
        self.change(|state| state.settings = settings)
    }

    /// Returns whom this wallet belongs to, or `NotEnrolled`.
    pub(crate) fn profile(&self) -> Result<Profile, WalletError> {
        self.state().profile.clone().ok_or(WalletError::NotEnrolled)
    }

    /// Returns the operator's zone as it was told last.
    pub(crate) fn zone(&self) -> Zone {
        *self.zone.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Remembers the operator's zone until the program ends.
    pub(crate) fn learn_zone(&self, zone: Zone) {
        *self.zone.lock().unwrap_or_else(PoisonError::into_inner) = zone;
    }

    /// Returns the state for reading; a caller lets go of it before it waits.
    pub(crate) fn state(&self) -> MutexGuard<'_, SavedState> {
        // A panic elsewhere cannot have left half a change: changes are swapped in whole.
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Changes the state: saved first, believed afterwards. A change that changes nothing costs
    /// no write.
    pub(crate) fn change<T>(
        &self,
        change: impl FnOnce(&mut SavedState) -> T,
    ) -> Result<T, WalletError> {
        let mut state = self.state();
        let mut next = state.clone();
        let result = change(&mut next);
        if next != *state {
            next.clock_offset_ms = self.ports.clock().offset_ms();
            self.ports.store().save(&next)?;
            *state = next;
        }
        Ok(result)
    }

    /// Returns the time, in Unix milliseconds, by the operator's clock as far as it is known.
    pub fn now_ms(&self) -> u64 {
        self.ports.clock().now_ms()
    }

    /// Returns a new identifier that sorts by time.
    pub(crate) fn new_id(&self) -> Id {
        Id::from_parts(self.now_ms(), self.ports.random().number())
    }

    /// Returns whether something was begun so long ago that the same asked for again may be meant
    /// as another one: then what became of the first has to be known before.
    pub(crate) fn is_long_ago(&self, begun: Id) -> bool {
        self.now_ms().saturating_sub(begun.at_ms()) >= AGAIN_MS
    }
}
