//! The teller: the only door for writes. One thread owns the store; while one batch commits, the
//! next one gathers in a bounded queue (see [`queue`]), and takes no longer to commit than one
//! command would. Where the store can, a batch is also decided while the one before it commits, as
//! soon as enough waits.
//!
//! Rules are `bank`'s, SQL is the store's; the teller only queues, times and answers.

use crate::trace::{self, Mark, Period};
use bank::batch::{Pipeline, Settled};
use bank::store::{Store, StoreError, Upkeep};
use bank::{Command, Envelope, Outcome, Receipt, Scope, TimeMs};
use queue::{Bounds, Full, Lane, Queue, Taken};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread::JoinHandle;
use std::time::{Duration, Instant, SystemTime};
use timed::{Timed, Watch};
use tokio::sync::{Notify, oneshot};

pub mod queue;
#[cfg(test)]
mod tests;
mod timed;

/// The most commands that one transaction takes.
pub const BATCH_MAX: usize = 1024;
/// How many commands have to wait for a batch to be decided while another one commits: fewer wait
/// for its end, and make one larger batch instead of two.
const AHEAD_MIN: usize = 64;

/// What the teller needs of a database.
pub trait TellerStore: Store + Upkeep {}
impl<S: Store + Upkeep> TellerStore for S {}

/// Opens the store, at the start and again after it failed.
pub type Opener = Box<dyn FnMut() -> Result<Box<dyn TellerStore>, StoreError> + Send>;

/// Why there is no outcome.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum TellerError {
    /// Too many commands wait, or the operator is stopping; nothing was done.
    #[error("the teller takes no more commands at the moment")]
    Overloaded,
    /// The store failed: the outcome is unknown. The same key asks again.
    #[error("the store failed; whether the command was done is unknown")]
    Unknown,
}

/// A piece of the store's upkeep.
pub type UpkeepJob = Box<dyn FnOnce(&mut dyn Upkeep) -> Result<(), StoreError> + Send>;

enum Work {
    Decide(Box<Asked>, oneshot::Sender<Result<Outcome, TellerError>>),
    ForgetNonces(TimeMs, oneshot::Sender<Result<u64, TellerError>>),
    Upkeep(UpkeepJob, oneshot::Sender<Result<(), TellerError>>),
}

/// A command, and the traced request that it is for.
struct Asked {
    envelope: Envelope,
    mark: Option<Mark>,
}

/// A handle on the teller's queue.
#[derive(Clone)]
pub struct Teller {
    door: Arc<Door>,
}

/// The queue's open end; closed when nobody holds it any more.
struct Door {
    queue: Arc<Queue<Work>>,
    is_failing: Arc<AtomicBool>,
}

impl Drop for Door {
    fn drop(&mut self) {
        self.queue.close();
    }
}

/// Waits for the teller to finish what it accepted.
pub struct TellerThread {
    teller: Teller,
    thread: JoinHandle<()>,
}

impl Teller {
    /// Starts the teller; `committed` is told after each batch.
    ///
    /// # Errors
    /// When the store cannot be opened or the system gives no thread.
    pub fn start(
        mut open: Opener,
        bounds: Bounds,
        committed: Arc<Notify>,
    ) -> Result<(Self, TellerThread), StoreError> {
        let store = open()?;
        let queue = Arc::new(Queue::new(bounds));
        let is_failing = Arc::new(AtomicBool::new(false));
        let counter = Counter {
            open,
            store: Some(store),
            pipeline: Pipeline::default(),
            watch: Watch::start(),
            queue: Arc::clone(&queue),
            is_failing: Arc::clone(&is_failing),
            committed,
        };
        let thread = std::thread::Builder::new()
            .name("teller".to_owned())
            .spawn(move || counter.run())
            .map_err(|error| StoreError(error.to_string()))?;
        let teller = Self { door: Arc::new(Door { queue, is_failing }) };
        Ok((teller.clone(), TellerThread { teller, thread }))
    }

    /// Gives a command and waits for its outcome.
    ///
    /// # Errors
    /// See [`TellerError`].
    pub async fn decide(&self, envelope: Envelope) -> Result<Outcome, TellerError> {
        self.enqueue(envelope)?.await.unwrap_or(Err(TellerError::Unknown))
    }

    /// Gives a command and blocks this thread until its outcome is there; never call it from async
    /// code.
    ///
    /// # Errors
    /// See [`TellerError`].
    pub fn decide_blocking(&self, envelope: Envelope) -> Result<Outcome, TellerError> {
        self.enqueue(envelope)?.blocking_recv().unwrap_or(Err(TellerError::Unknown))
    }

    /// Forgets nonces that no accepted signature can have any more; returns how many.
    ///
    /// # Errors
    /// See [`TellerError`].
    pub async fn forget_nonces(&self, expired_before: TimeMs) -> Result<u64, TellerError> {
        let (answer, answered) = oneshot::channel();
        self.push(Lane::Upkeep, None, Work::ForgetNonces(expired_before, answer))?;
        answered.await.unwrap_or(Err(TellerError::Unknown))
    }

    /// Lets the store's upkeep be done and blocks this thread until it is; never call it from async
    /// code.
    ///
    /// # Errors
    /// See [`TellerError`].
    pub fn upkeep_blocking(&self, job: UpkeepJob) -> Result<(), TellerError> {
        let (answer, answered) = oneshot::channel();
        self.push(Lane::Upkeep, None, Work::Upkeep(job, answer))?;
        answered.blocking_recv().unwrap_or(Err(TellerError::Unknown))
    }

    fn enqueue(
        &self,
        envelope: Envelope,
    ) -> Result<oneshot::Receiver<Result<Outcome, TellerError>>, TellerError> {
        let (answer, answered) = oneshot::channel();
        let lane = if envelope.command == Command::UseNonce { Lane::Read } else { Lane::Command };
        let source = source(&envelope);
        let asked = Asked { envelope, mark: trace::current() };
        self.push(lane, source, Work::Decide(Box::new(asked), answer))?;
        Ok(answered)
    }

    fn push(&self, lane: Lane, source: Option<u128>, work: Work) -> Result<(), TellerError> {
        self.door.queue.push(lane, source, work).map_err(|full: Full| {
            metrics::counter!("tongbao_queue_refused_total", "reason" => full.word()).increment(1);
            TellerError::Overloaded
        })
    }

    /// Returns how much waits.
    pub fn waiting(&self) -> usize {
        self.door.queue.waiting()
    }

    /// Returns whether the store failed at what was done last.
    pub fn is_failing(&self) -> bool {
        self.door.is_failing.load(Ordering::Relaxed)
    }
}

impl TellerThread {
    /// Takes no new commands, finishes those that were accepted, and closes the store.
    pub fn stop(self) {
        self.teller.door.queue.close();
        if self.thread.join().is_err() {
            tracing::error!("the teller's thread had panicked");
        }
    }
}

/// A batch's answers, and what is told of it.
struct Waiting {
    answers: Vec<oneshot::Sender<Result<Outcome, TellerError>>>,
    waited: Vec<(Mark, Duration)>,
    began: SystemTime,
    since: Instant,
    watch: Watch,
}

/// What the thread owns.
struct Counter {
    open: Opener,
    store: Option<Box<dyn TellerStore>>,
    pipeline: Pipeline<Waiting>,
    /// The watch of the batch that was begun last.
    watch: Watch,
    queue: Arc<Queue<Work>>,
    is_failing: Arc<AtomicBool>,
    committed: Arc<Notify>,
}

impl Counter {
    fn run(mut self) {
        // All that is waiting, and no timer: an idle teller answers at once, a busy one gathers
        // for as long as a commit takes.
        loop {
            if !self.pipeline.is_idle() && self.queue.waiting() < AHEAD_MIN {
                self.finish();
            }
            match self.queue.take(BATCH_MAX) {
                Some(taken) => self.work(taken),
                None => break,
            }
        }
        self.finish();
    }

    fn work(&mut self, taken: Vec<Taken<Work>>) {
        let mut envelopes = Vec::with_capacity(taken.len());
        let mut answers = Vec::with_capacity(taken.len());
        let mut waited = Vec::new();
        for Taken { item, wait } in taken {
            match item {
                Work::Decide(asked, answer) => {
                    metrics::histogram!("tongbao_queue_wait_seconds").record(wait);
                    let Asked { envelope, mark } = *asked;
                    envelopes.push(envelope);
                    answers.push(answer);
                    waited.extend(mark.map(|mark| (mark, wait)));
                }
                Work::ForgetNonces(before, answer) => {
                    self.finish();
                    // Nobody may be waiting any more; the work is done all the same.
                    let _ = answer.send(self.forget(before));
                }
                Work::Upkeep(job, answer) => {
                    self.finish();
                    let _ = answer.send(self.with_store(|store| job(store)));
                }
            }
        }
        if !envelopes.is_empty() {
            metrics::histogram!("tongbao_batch_commands").record(count(envelopes.len()));
            self.watch = Watch::start();
            let (began, since) = (SystemTime::now(), Instant::now());
            let waiting = Waiting { answers, waited, began, since, watch: self.watch.clone() };
            self.advance(move |pipeline, store| pipeline.push(store, envelopes, waiting));
        }
    }

    /// Waits for the batch that is under way, and answers it.
    fn finish(&mut self) {
        if !self.pipeline.is_idle() {
            self.advance(|pipeline, store| pipeline.finish(store).into_iter().collect());
        }
    }

    /// Lets the pipeline go on and answers what has settled. When the store failed, what is under
    /// way is waited for too: the store is opened anew then.
    fn advance(
        &mut self,
        job: impl FnOnce(&mut Pipeline<Waiting>, &mut dyn Store) -> Vec<Settled<Waiting>>,
    ) {
        let mut pipeline = std::mem::take(&mut self.pipeline);
        let mut settled = Vec::new();
        let watch = self.watch.clone();
        let result = self.with_store(|store| {
            let mut store = Timed::new(store, watch);
            settled = job(&mut pipeline, &mut store);
            let failure = |it: &Settled<Waiting>| it.result.as_ref().err().cloned();
            match settled.iter().find_map(failure) {
                None => Ok(()),
                Some(error) => {
                    settled.extend(pipeline.finish(&mut store));
                    Err(error)
                }
            }
        });
        if result.is_ok() {
            self.pipeline = pipeline;
        }
        // What a panic has swallowed is told as unknown, by the end of its channels.
        settled.into_iter().for_each(|settled| self.answer(settled));
    }

    fn answer(&self, settled: Settled<Waiting>) {
        let Settled { tag, result } = settled;
        let Waiting { answers, waited, began, since, watch } = tag;
        let (commands, took, is_done) = (answers.len(), since.elapsed(), result.is_ok());
        metrics::histogram!("tongbao_commit_seconds").record(took);
        match result {
            Ok(outcomes) => {
                self.committed.notify_one();
                for (answer, outcome) in answers.into_iter().zip(outcomes) {
                    measure(&outcome);
                    let _ = answer.send(Ok(outcome));
                }
            }
            Err(_) => {
                for answer in answers {
                    let _ = answer.send(Err(TellerError::Unknown));
                }
            }
        }
        // When everybody has an answer.
        let (period, steps) = (Period { began, took }, watch.steps());
        trace::batch(trace::Batch { commands, is_done, period, steps, waited });
    }

    fn forget(&mut self, before: TimeMs) -> Result<u64, TellerError> {
        self.with_store(|store| store.forget_nonces(before))
    }

    /// Runs with an open store. After a failure or a panic the store is closed and opened anew: its
    /// state is not to be trusted, and a failing disk must not end the service for good.
    fn with_store<T>(
        &mut self,
        job: impl FnOnce(&mut dyn TellerStore) -> Result<T, StoreError>,
    ) -> Result<T, TellerError> {
        let result = self.try_store(job);
        self.is_failing.store(result.is_err(), Ordering::Relaxed);
        result
    }

    fn try_store<T>(
        &mut self,
        job: impl FnOnce(&mut dyn TellerStore) -> Result<T, StoreError>,
    ) -> Result<T, TellerError> {
        let mut store = match self.store.take() {
            Some(store) => store,
            None => (self.open)().map_err(|error| {
                tracing::error!(%error, "the store cannot be opened again");
                std::thread::sleep(Duration::from_millis(100));
                TellerError::Unknown
            })?,
        };
        match catch_unwind(AssertUnwindSafe(|| job(store.as_mut()))) {
            Ok(Ok(result)) => {
                self.store = Some(store);
                Ok(result)
            }
            Ok(Err(error)) => {
                tracing::error!(%error, "the store failed");
                metrics::counter!("tongbao_store_failures_total").increment(1);
                Err(TellerError::Unknown)
            }
            Err(_) => {
                tracing::error!("a command panicked; its batch was given up");
                metrics::counter!("tongbao_store_failures_total").increment(1);
                Err(TellerError::Unknown)
            }
        }
    }
}

/// Whose share of the queue a command takes; the operator's own commands have none.
fn source(envelope: &Envelope) -> Option<u128> {
    match envelope.key.map(|key| key.scope) {
        Some(Scope::Operator) => None,
        Some(Scope::Person(person)) => Some(person.0),
        Some(Scope::Merchant(merchant)) => Some(merchant.0),
        Some(Scope::Device(device)) => Some(device.0),
        None => match &envelope.command {
            Command::TryPin(try_pin) => Some(try_pin.person.0),
            Command::SetPin(set_pin) => Some(set_pin.person.0),
            _ => envelope.nonce.map(|signed_by| signed_by.device.0),
        },
    }
}

fn measure(outcome: &Outcome) {
    match outcome {
        Ok(Receipt::Paid(_)) => metrics::counter!("tongbao_payments_total").increment(1),
        Ok(_) => {}
        Err(refusal) => {
            let code = crate::problem::code(refusal.rejection).word();
            metrics::counter!("tongbao_rejections_total", "code" => code).increment(1);
        }
    }
}

/// A length as a metric; batches are far below where a float loses whole numbers.
fn count(length: usize) -> f64 {
    u32::try_from(length).map_or(f64::INFINITY, f64::from)
}
