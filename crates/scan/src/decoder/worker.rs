//! Runs what can panic or hang: on its own thread, for a limited time. No clock is read: the
//! caller waits for the answer with a timeout, and the work looks at a flag between its steps.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::mpsc::{RecvTimeoutError, sync_channel};
use std::sync::{Arc, Mutex, PoisonError};
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

/// How long work may take.
#[derive(Clone, Copy, Debug)]
pub(super) struct Limits {
    /// After this long no further step is begun.
    pub(super) budget: Duration,
    /// After this much longer the worker is left behind, whatever it does.
    pub(super) grace: Duration,
}

/// What a worker and its caller share.
#[derive(Debug)]
pub(super) struct Progress<T> {
    is_over: AtomicBool,
    results: Mutex<Vec<T>>,
}

impl<T> Progress<T> {
    /// Returns whether the budget is used up, and no further step may begin.
    pub(super) fn is_over(&self) -> bool {
        self.is_over.load(Ordering::Acquire)
    }

    /// Hands over a result: it counts even if a later step hangs or panics.
    pub(super) fn report(&self, result: T) {
        self.results.lock().unwrap_or_else(PoisonError::into_inner).push(result);
    }
}

impl Workers {
    pub(super) const fn new() -> Self {
        Self { abandoned: AtomicUsize::new(0) }
    }

    /// Returns what `work` reports until it ends, panics or runs out of time.
    ///
    /// A thread cannot be ended from outside: one that overruns the grace is left to end by
    /// itself, what it reports then is dropped, and the number of such is bounded.
    pub(super) fn run_within<T: Send + 'static>(
        &'static self,
        limits: Limits,
        work: impl FnOnce(&Progress<T>) + Send + 'static,
    ) -> Result<Vec<T>, Busy> {
        if self.abandoned.load(Ordering::Acquire) >= ABANDONED_MAX {
            return Err(Busy);
        }
        let progress =
            Arc::new(Progress { is_over: AtomicBool::new(false), results: Mutex::default() });
        let (sender, receiver) = sync_channel::<()>(1);
        // Whoever sets it second knows that the other is through: the caller has given up, or
        // the worker has ended.
        let is_settled = Arc::new(AtomicBool::new(false));
        let settled_by_worker = Arc::clone(&is_settled);
        let of_worker = Arc::clone(&progress);
        let worker = move || {
            // A panic ends the work; what it reported before counts.
            let _ = catch_unwind(AssertUnwindSafe(|| work(&of_worker)));
            drop(sender);
            if settled_by_worker.swap(true, Ordering::AcqRel) {
                self.abandoned.fetch_sub(1, Ordering::AcqRel);
            }
        };
        let builder = std::thread::Builder::new().name("scan-decoder".to_owned());
        if builder.spawn(worker).is_err() {
            return Err(Busy);
        }
        // Nothing is ever sent: the channel is closed when the worker ends.
        let is_late = |wait| receiver.recv_timeout(wait) == Err(RecvTimeoutError::Timeout);
        if is_late(limits.budget) {
            progress.is_over.store(true, Ordering::Release);
            if is_late(limits.grace) {
                // Counted first, so that the worker never takes away what was not yet added.
                self.abandoned.fetch_add(1, Ordering::AcqRel);
                if is_settled.swap(true, Ordering::AcqRel) {
                    self.abandoned.fetch_sub(1, Ordering::AcqRel);
                }
            }
        }
        let mut results = progress.results.lock().unwrap_or_else(PoisonError::into_inner);
        Ok(std::mem::take(&mut *results))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::mpsc::channel;

    static WORKERS: Workers = Workers::new();
    static FULL: Workers = Workers::new();
    const LONG: Limits = Limits { budget: Duration::from_secs(60), grace: Duration::from_secs(60) };
    const SHORT: Limits =
        Limits { budget: Duration::from_millis(5), grace: Duration::from_millis(5) };

    #[test]
    fn what_was_reported_comes_back_even_before_a_panic() {
        let report = |progress: &Progress<u8>| progress.report(7);
        assert_eq!(WORKERS.run_within(LONG, report), Ok(vec![7]));
        let panic = |progress: &Progress<u8>| {
            progress.report(8);
            panic!("expected in this test");
        };
        assert_eq!(WORKERS.run_within(LONG, panic), Ok(vec![8]));
    }

    #[test]
    fn work_is_told_that_its_budget_is_over() {
        let work = |progress: &Progress<u32>| {
            let mut steps = 0;
            while !progress.is_over() {
                std::thread::yield_now();
                steps += 1;
            }
            progress.report(steps);
        };
        let limits = Limits { grace: LONG.grace, ..SHORT };
        let steps = WORKERS.run_within(limits, work).expect("not busy");
        assert_eq!(steps.len(), 1, "the work ended by itself, within the grace");
    }

    #[test]
    fn a_hanging_worker_is_left_behind_and_the_number_of_such_is_bounded() {
        let mut releases = Vec::new();
        for _ in 0..ABANDONED_MAX {
            let (release, wait) = channel::<()>();
            let hang = move |progress: &Progress<u8>| {
                progress.report(1);
                assert!(wait.recv().is_err(), "nothing is sent");
            };
            assert_eq!(FULL.run_within(SHORT, hang), Ok(vec![1]), "what came before counts");
            releases.push(release);
        }
        assert_eq!(FULL.run_within(LONG, |progress| progress.report(7)), Err(Busy));
        drop(releases);
        while FULL.abandoned.load(Ordering::Acquire) > 0 {
            std::thread::yield_now();
        }
        assert_eq!(FULL.run_within(LONG, |progress| progress.report(7)), Ok(vec![7]));
    }
}
