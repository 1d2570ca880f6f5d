//! Traces: what became of a request, from the door to the disk, told to a collector by OTLP.
//!
//! Nothing that a client wrote gets into a span: routes, statuses, counts and times only. Spans
//! wait in a bounded queue; where it is full, or the collector does not take them, they are dropped
//! and counted. No request ever waits for a collector.

mod parent;
mod send;
mod span;

use crate::config::TraceConfig;
use opentelemetry::trace::{SpanContext, SpanId, TraceId};
use opentelemetry_sdk::trace::{IdGenerator as _, RandomIdGenerator};
use std::time::{Duration, Instant, SystemTime};
use tokio::sync::{mpsc, watch};
use tokio::task::JoinHandle;

pub use parent::parent;
pub use send::TraceError;

/// What waits to be told. Each is one request, one step of it or one batch.
const QUEUE_MAX: usize = 4096;

tokio::task_local! {
    /// The traced request that this task works on.
    static CURRENT: Option<Mark>;
}

/// The way to the collector; leads nowhere where none is configured.
#[derive(Clone, Default)]
pub struct Traces {
    queue: Option<mpsc::Sender<Told>>,
    per_thousand: u32,
}

/// A traced request: where its spans hang.
#[derive(Clone, Debug)]
pub struct Mark {
    trace: TraceId,
    span: SpanId,
    queue: mpsc::Sender<Told>,
}

/// A span of time.
#[derive(Clone, Copy, Debug)]
pub struct Period {
    /// Its beginning.
    pub began: SystemTime,
    /// How long it took.
    pub took: Duration,
}

/// A step inside of something: its name, when it began after the whole did, and how long it took.
#[derive(Clone, Copy, Debug)]
pub struct Step {
    /// What was done.
    pub name: &'static str,
    /// From the beginning of the whole to its own.
    pub after: Duration,
    /// How long it took.
    pub took: Duration,
}

/// A request that was served.
#[derive(Debug)]
pub struct Request {
    /// The span above it, where the caller told of one.
    pub parent: Option<SpanId>,
    /// The method, one of a few.
    pub method: String,
    /// The route as it is written in the program, never the address that was asked.
    pub route: String,
    /// The status of the answer.
    pub status: u16,
    /// When.
    pub period: Period,
}

/// A batch of the teller.
#[derive(Debug)]
pub struct Batch {
    /// How many commands were in it.
    pub commands: usize,
    /// Whether it was committed.
    pub is_done: bool,
    /// When.
    pub period: Period,
    /// What was asked of the store.
    pub steps: Vec<Step>,
    /// The traced commands of it, each with how long it had waited.
    pub waited: Vec<(Mark, Duration)>,
}

#[derive(Debug)]
enum Told {
    Request(Mark, Box<Request>),
    Step(Mark, &'static str, Period),
    Batch(Box<Batch>),
}

/// What runs for as long as the operator does.
pub struct Reporter {
    stop: watch::Sender<bool>,
    task: JoinHandle<()>,
}

impl Traces {
    /// Begins to tell a collector, where one is configured. Needs a tokio runtime.
    ///
    /// # Errors
    /// When the way to the collector cannot be made; whether it answers is not asked.
    pub fn start(
        config: &TraceConfig,
        operator: &str,
    ) -> Result<(Self, Option<Reporter>), TraceError> {
        let Some(collector) = &config.collector else { return Ok((Self::default(), None)) };
        let exporter = send::exporter(collector, operator)?;
        let (queue, told) = mpsc::channel(QUEUE_MAX);
        let (stop, stopping) = watch::channel(false);
        let task = tokio::spawn(send::run(told, exporter, stopping));
        let traces = Self { queue: Some(queue), per_thousand: config.per_thousand };
        Ok((traces, Some(Reporter { stop, task })))
    }

    /// Returns the mark of a request that is traced. Whoever may be believed decides with its own
    /// context; for all others it is so many of a thousand.
    pub fn begin(&self, parent: Option<&SpanContext>) -> Option<Mark> {
        let queue = self.queue.clone()?;
        let ids = RandomIdGenerator::default();
        let (trace, is_traced) = match parent {
            Some(parent) => (parent.trace_id(), parent.is_sampled()),
            None => {
                let trace = ids.new_trace_id();
                let [.., high, low] = trace.to_bytes();
                let lot = (u32::from(u16::from_be_bytes([high, low])) * 1000) >> 16;
                (trace, lot < self.per_thousand)
            }
        };
        is_traced.then(|| Mark { trace, span: ids.new_span_id(), queue })
    }
}

impl Reporter {
    /// Tells what is still waiting, for a short time, and ends.
    pub async fn stop(self) {
        let _ = self.stop.send(true);
        let _ = tokio::time::timeout(send::END, self.task).await;
    }
}

impl Mark {
    /// Returns the number of the trace, for the log.
    pub fn trace(&self) -> TraceId {
        self.trace
    }

    /// Tells of the request when it was served.
    pub fn finish(self, request: Request) {
        self.tell(|mark| Told::Request(mark, Box::new(request)));
    }

    fn tell(&self, told: impl FnOnce(Self) -> Told) {
        if self.queue.try_send(told(self.clone())).is_err() {
            dropped("queue", 1);
        }
    }
}

/// Tells of a batch that has traced commands in it.
pub fn batch(batch: Batch) {
    let Some((mark, _)) = batch.waited.first() else { return };
    mark.clone().tell(|_| Told::Batch(Box::new(batch)));
}

/// Counts spans that no collector will see.
fn dropped(reason: &'static str, count: usize) {
    let count = u64::try_from(count).unwrap_or(u64::MAX);
    metrics::counter!("tongbao_trace_spans_dropped_total", "reason" => reason).increment(count);
}

/// Returns the mark of the request that this task works on, where it is traced.
pub fn current() -> Option<Mark> {
    CURRENT.try_with(Clone::clone).ok().flatten()
}

/// Works on a request that has this mark.
pub async fn within<T>(mark: Option<Mark>, work: impl Future<Output = T>) -> T {
    CURRENT.scope(mark, work).await
}

/// Does a step of the running request.
pub async fn step<T>(name: &'static str, work: impl Future<Output = T>) -> T {
    let Some(mark) = current() else { return work.await };
    let (began, since) = (SystemTime::now(), Instant::now());
    let done = work.await;
    mark.tell(|mark| Told::Step(mark, name, Period { began, took: since.elapsed() }));
    done
}

#[cfg(test)]
mod tests {
    use super::*;
    use opentelemetry::trace::{TraceFlags, TraceState};

    fn traces(per_thousand: u32, places: usize) -> (Traces, mpsc::Receiver<Told>) {
        let (queue, told) = mpsc::channel(places);
        (Traces { queue: Some(queue), per_thousand }, told)
    }

    fn request() -> Request {
        let period = Period { began: SystemTime::UNIX_EPOCH, took: Duration::from_millis(1) };
        let (method, route) = ("GET".to_owned(), "/v1/x".to_owned());
        Request { parent: None, method, route, status: 200, period }
    }

    #[test]
    fn a_full_queue_takes_nothing_more_and_nobody_waits() {
        crate::measure::start();
        let (traces, mut told) = traces(1000, 2);
        for _ in 0..5 {
            traces.begin(None).expect("traced").finish(request());
        }
        assert_eq!(std::iter::from_fn(|| told.try_recv().ok()).count(), 2);
        let line = "tongbao_trace_spans_dropped_total{reason=\"queue\"} 3";
        assert!(crate::measure::render().contains(line));
    }

    #[test]
    fn the_lot_decides_or_the_caller_who_may_be_believed() {
        assert!(Traces::default().begin(None).is_none(), "nobody is told");
        let count = |per_thousand| {
            let (traces, _told) = traces(per_thousand, 1);
            (0..2000).filter(|_| traces.begin(None).is_some()).count()
        };
        assert_eq!((count(0), count(1000)), (0, 2000));
        assert!((1..2000).contains(&count(500)));
        let (traces, _told) = traces(500, 1);
        for (flags, expected) in [(TraceFlags::SAMPLED, true), (TraceFlags::NOT_SAMPLED, false)] {
            let (trace, span) = (TraceId::from(7_u128), SpanId::from(7));
            let parent = SpanContext::new(trace, span, flags, true, TraceState::NONE);
            let mark = traces.begin(Some(&parent));
            assert_eq!(mark.is_some(), expected);
            assert!(mark.is_none_or(|mark| mark.trace() == trace && mark.span != span));
        }
    }

    #[tokio::test]
    async fn work_that_goes_on_elsewhere_belongs_to_nobody_unless_it_is_told_so() {
        let (traces, mut told) = traces(1000, 8);
        let mark = traces.begin(None);
        within(mark, async {
            step("here", async {}).await;
            let _ = tokio::spawn(step("elsewhere", async {})).await;
            let _ = tokio::spawn(within(current(), step("kept", async {}))).await;
        })
        .await;
        let names: Vec<_> = std::iter::from_fn(|| told.try_recv().ok())
            .map(|told| if let Told::Step(_, name, _) = told { name } else { "?" })
            .collect();
        assert_eq!(names, ["here", "kept"]);
    }
}
