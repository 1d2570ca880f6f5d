//! Runs a decoder that can panic or hang: on its own thread, with a deadline.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::mpsc::{RecvTimeoutError, sync_channel};
use std::time::Duration;

/// How many abandoned workers may still run before no new one is started.
const ABANDONED_MAX: usize = 3;

/// The workers of a process: how many missed their deadline and have not ended yet.
pub(super) struct Workers {
    abandoned: AtomicUsize,
}

/// Too many abandoned workers still run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Busy;

impl Workers {
    pub(super) const fn new() -> Self {
        Self { abandoned: AtomicUsize::new(0) }
    }

    /// Returns what `work` returns, or `None` if it panics or takes longer than `deadline`.
    ///
    /// A thread cannot be ended from outside: one that misses its deadline is left to end by
    /// itself, its result is dropped, and the number of such is bounded.
    pub(super) fn run_within<T: Send + 'static>(
        &'static self,
        deadline: Duration,
        work: impl FnOnce() -> T + Send + 'static,
    ) -> Result<Option<T>, Busy> {
        if self.abandoned.load(Ordering::Acquire) >= ABANDONED_MAX {
            return Err(Busy);
        }
        let (sender, receiver) = sync_channel(1);
        // Whoever sets it second knows that the other is through: the caller has given up, or
        // the worker has ended.
        let is_settled = Arc::new(AtomicBool::new(false));
        let settled_by_worker = Arc::clone(&is_settled);
        let worker = move || {
            let result = catch_unwind(AssertUnwindSafe(work)).ok();
            // Nobody listens any more where the deadline is over.
            let _ = sender.send(result);
            if settled_by_worker.swap(true, Ordering::AcqRel) {
                self.abandoned.fetch_sub(1, Ordering::AcqRel);
            }
        };
        let builder = std::thread::Builder::new().name("scan-decoder".to_owned());
        if builder.spawn(worker).is_err() {
            return Err(Busy);
        }
        match receiver.recv_timeout(deadline) {
            Ok(result) => Ok(result),
            Err(RecvTimeoutError::Disconnected) => Ok(None),
            Err(RecvTimeoutError::Timeout) => {
                // Counted first, so that the worker never takes away what was not yet added.
                self.abandoned.fetch_add(1, Ordering::AcqRel);
                if is_settled.swap(true, Ordering::AcqRel) {
                    self.abandoned.fetch_sub(1, Ordering::AcqRel);
                }
                Ok(None)
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::mpsc::channel;

    static WORKERS: Workers = Workers::new();
    static FULL: Workers = Workers::new();
    const LONG: Duration = Duration::from_secs(60);

    #[test]
    fn a_result_comes_back_a_panic_does_not() {
        assert_eq!(WORKERS.run_within(LONG, || 7), Ok(Some(7)));
        assert_eq!(
            WORKERS.run_within(LONG, || -> u8 { panic!("expected in this test") }),
            Ok(None)
        );
    }

    #[test]
    fn a_hanging_worker_is_left_behind_and_the_number_of_such_is_bounded() {
        let mut releases = Vec::new();
        for _ in 0..ABANDONED_MAX {
            let (release, wait) = channel::<()>();
            let hang = move || wait.recv().is_ok();
            assert_eq!(FULL.run_within(Duration::from_millis(5), hang), Ok(None));
            releases.push(release);
        }
        assert_eq!(FULL.run_within(LONG, || 7), Err(Busy));
        drop(releases);
        while FULL.abandoned.load(Ordering::Acquire) > 0 {
            std::thread::yield_now();
        }
        assert_eq!(FULL.run_within(LONG, || 7), Ok(Some(7)));
    }
}
