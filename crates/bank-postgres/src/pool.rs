//! A bounded pool of connections for reading: as many as read at the same moment, and no more than
//! a server can spare. Whoever finds none waits, and not for ever.

use crate::error::Failure;
use crate::session::{Purpose, Session};
use crate::target::Target;
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

/// How many read at the same moment.
pub(crate) const PLACES: usize = 16;

/// For how long a place is waited for: shorter than a request may take.
const PATIENCE: Duration = Duration::from_secs(5);

/// The pool.
pub(crate) struct Pool {
    target: Target,
    state: Mutex<State>,
    freed: Condvar,
}

struct State {
    /// Connections that nobody uses.
    idle: Vec<Arc<Session>>,
    /// How many more may read.
    free: usize,
}

/// A place among those who read; free again when dropped.
struct Place<'a>(&'a Pool);

impl Drop for Place<'_> {
    fn drop(&mut self) {
        self.0.lock().free += 1;
        self.0.freed.notify_one();
    }
}

impl Pool {
    /// Returns a pool with one connection.
    pub(crate) fn new(target: Target, session: Arc<Session>) -> Self {
        let state = Mutex::new(State { idle: vec![session], free: PLACES });
        Self { target, state, freed: Condvar::new() }
    }

    /// Returns where its connections lead.
    pub(crate) fn target(&self) -> &Target {
        &self.target
    }

    /// Reads with a connection that was kept or a new one.
    pub(crate) fn run<T>(
        &self,
        read: impl Fn(&Arc<Session>) -> Result<T, Failure>,
    ) -> Result<T, Failure> {
        let _place = self.place()?;
        let kept = self.lock().idle.pop();
        if let Some(session) = kept {
            match read(&session) {
                // The server was away since: a reading may be asked again.
                Err(failure) if failure.is_disconnection() => self.lock().idle.clear(),
                done => {
                    self.lock().idle.push(session);
                    return done;
                }
            }
        }
        let session = Session::open(&self.target, Purpose::Reading)?;
        let done = read(&session)?;
        self.lock().idle.push(session);
        Ok(done)
    }

    fn place(&self) -> Result<Place<'_>, Failure> {
        let state = self.lock();
        let taken = self.freed.wait_timeout_while(state, PATIENCE, |state| state.free == 0);
        let (mut state, waited) = taken.unwrap_or_else(PoisonError::into_inner);
        if waited.timed_out() && state.free == 0 {
            return Err(Failure::connection("too much is being read at the moment"));
        }
        state.free -= 1;
        Ok(Place(self))
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
