//! A store that can crash before or after it has written.

use crate::port::{StoreError, WalletStore};
use crate::state::SavedState;
use std::sync::Mutex;

#[derive(Default)]
pub struct Store {
    inner: Mutex<Inner>,
}

#[derive(Default)]
struct Inner {
    saved: SavedState,
    crash: Option<Crash>,
    is_dead: bool,
}

/// After how many more saves the program dies, and whether that save is written.
#[derive(Clone, Copy, Debug)]
pub struct Crash {
    pub saves: usize,
    pub is_written: bool,
}

impl Store {
    pub fn put(&self, state: SavedState) {
        self.inner.lock().expect("whole").saved = state;
    }

    pub fn saved(&self) -> SavedState {
        self.inner.lock().expect("whole").saved.clone()
    }

    pub fn crash(&self, crash: Option<Crash>) {
        self.inner.lock().expect("whole").crash = crash;
    }

    pub fn is_dead(&self) -> bool {
        self.inner.lock().expect("whole").is_dead
    }

    pub fn revive(&self) {
        self.inner.lock().expect("whole").is_dead = false;
    }
}

impl WalletStore for Store {
    fn load(&self) -> Result<SavedState, StoreError> {
        Ok(self.saved())
    }

    fn save(&self, state: &SavedState) -> Result<(), StoreError> {
        let mut inner = self.inner.lock().expect("whole");
        let crashes = match &mut inner.crash {
            Some(Crash { saves: 0, .. }) => true,
            Some(crash) => {
                crash.saves -= 1;
                false
            }
            None => false,
        };
        let dead = || StoreError("the program is dead".to_owned());
        if inner.is_dead {
            return Err(dead());
        }
        if !crashes || inner.crash.is_some_and(|crash| crash.is_written) {
            inner.saved = state.clone();
        }
        if crashes {
            inner.crash = None;
            inner.is_dead = true;
            return Err(dead());
        }
        Ok(())
    }
}
