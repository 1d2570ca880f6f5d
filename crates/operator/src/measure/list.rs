//! Every metric, once: what it counts and by what. docs/operating.md shows this list as a table and
//! `/metrics` has all of it from the start; tests compare the three.

use metrics::{Label, Unit};

/// One metric.
#[derive(Clone, Copy, Debug)]
pub struct Metric {
    /// Its name.
    pub name: &'static str,
    /// How its number moves.
    pub kind: Kind,
    /// What it is split by.
    pub labels: Labels,
    /// What it says.
    pub help: &'static str,
}

/// How a number moves.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Up only.
    Counter,
    /// Up and down.
    Gauge,
    /// Counts by size.
    Histogram,
}

/// What a metric is split by. No label holds anything that a client chose.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Labels {
    /// Nothing.
    None,
    /// One label with these values, all there from the start.
    Known(&'static str, &'static [&'static str]),
    /// These labels; a value is there when it occurred.
    Open(&'static [&'static str]),
}

impl Kind {
    /// Returns the word of the text format.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Counter => "counter",
            Self::Gauge => "gauge",
            Self::Histogram => "histogram",
        }
    }
}

impl Labels {
    /// Returns the labels' names.
    pub fn names(self) -> Vec<&'static str> {
        match self {
            Self::None => Vec::new(),
            Self::Known(name, _) => vec![name],
            Self::Open(names) => names.to_vec(),
        }
    }
}

use Kind::{Counter, Gauge, Histogram};
use Labels::{Known, Open};

const fn metric(name: &'static str, kind: Kind, labels: Labels, help: &'static str) -> Metric {
    Metric { name, kind, labels, help }
}

const REFUSED: &[&str] = &["questions", "reads", "concurrency", "account", "pin"];
const FULL: &[&str] = &["queue", "share", "wait", "closed"];
const STEPS: &[&str] = &["begin", "read", "head", "write", "commit", "settle"];
const DROPPED: &[&str] = &["queue", "collector"];
const WEBHOOK_TRIES: Labels = Known("outcome", &["delivered", "failed", "void"]);
const VERSION: &[&str] = &[env!("CARGO_PKG_VERSION")];
const BUILD: &str = "tongbao_build_info";
const NONE: Labels = Labels::None;

/// All metrics, in the order of the table in docs/operating.md.
pub const METRICS: &[Metric] = &[
    metric("tongbao_payments_total", Counter, NONE, "Payments done."),
    metric("tongbao_rejections_total", Counter, Open(&["code"]), "Refusals by the bank's rules."),
    metric("tongbao_queue_commands", Gauge, NONE, "Commands that wait for the teller."),
    metric("tongbao_queue_wait_seconds", Histogram, NONE, "How long a command waited."),
    metric(
        "tongbao_queue_refused_total",
        Counter,
        Known("reason", FULL),
        "Commands that found no place in the queue.",
    ),
    metric("tongbao_batch_commands", Histogram, NONE, "Commands in one transaction."),
    metric("tongbao_commit_seconds", Histogram, NONE, "One batch, from first read to disk."),
    metric("tongbao_store_seconds", Histogram, Known("step", STEPS), "One step of a batch."),
    metric("tongbao_read_seconds", Histogram, NONE, "A look-up outside of batches."),
    metric("tongbao_store_failures_total", Counter, NONE, "Times the database failed."),
    metric("tongbao_store_warnings_total", Counter, NONE, "Weak settings found at the start."),
    metric("tongbao_database_connections", Gauge, NONE, "Connections to PostgreSQL."),
    metric("tongbao_journal_rows", Gauge, NONE, "Rows of the journal."),
    metric("tongbao_head_age_seconds", Gauge, NONE, "Age of the head over a journal that grew."),
    metric("tongbao_swept_total", Counter, NONE, "Orders and holds ended by the clock."),
    metric("tongbao_bills_made_total", Counter, NONE, "Shops' daily bills made."),
    metric("tongbao_webhook_tries_total", Counter, WEBHOOK_TRIES, "Events sent to webhooks."),
    metric("tongbao_webhooks_paused", Gauge, NONE, "Webhooks that take nothing."),
    metric("tongbao_seeds_shown_total", Counter, NONE, "Seeds of campaigns' days shown."),
    metric("tongbao_appeals_overdue", Gauge, NONE, "Appeals of shops whose answer is overdue."),
    metric("tongbao_sweeper_lag_seconds", Gauge, NONE, "How long the oldest is overdue."),
    metric(
        "tongbao_card_top_ups_waiting",
        Gauge,
        NONE,
        "Top-ups by card without their issuer's word.",
    ),
    metric("tongbao_card_top_ups_in_doubt", Gauge, NONE, "Of these, those that wait for a day."),
    metric(
        "tongbao_http_requests_total",
        Counter,
        Open(&["method", "route", "status"]),
        "Requests that were answered.",
    ),
    metric("tongbao_http_request_seconds", Histogram, Open(&["route"]), "Their time."),
    metric(
        "tongbao_requests_refused_total",
        Counter,
        Known("reason", REFUSED),
        "Requests that found no place.",
    ),
    metric("tongbao_connections", Gauge, NONE, "Open connections of clients."),
    metric("tongbao_connections_refused_total", Counter, NONE, "Connections of one address over."),
    metric("tongbao_listeners", Gauge, NONE, "Listeners for live events."),
    metric("tongbao_trace_spans_total", Counter, NONE, "Spans that the collector took."),
    metric(
        "tongbao_trace_spans_dropped_total",
        Counter,
        Known("reason", DROPPED),
        "Spans that nobody will see.",
    ),
    metric(BUILD, Gauge, Known("version", VERSION), "Always 1."),
];

/// Describes every metric and lets it begin at zero, where its labels are known: a rate over
/// something that was never there would be no number.
pub(super) fn begin() {
    for metric in METRICS {
        match metric.labels {
            Open(_) => describe(metric),
            Labels::None => {
                describe(metric);
                register(metric, Vec::new());
            }
            Known(name, values) => {
                describe(metric);
                for value in values {
                    register(metric, vec![Label::new(name, *value)]);
                }
            }
        }
    }
}

fn describe(metric: &Metric) {
    let Metric { name, kind, help, .. } = *metric;
    match kind {
        Counter => metrics::describe_counter!(name, Unit::Count, help),
        Gauge => metrics::describe_gauge!(name, Unit::Count, help),
        Histogram => metrics::describe_histogram!(name, Unit::Count, help),
    }
}

fn register(metric: &Metric, labels: Vec<Label>) {
    let name = metric.name;
    match metric.kind {
        Counter => metrics::counter!(name, labels).increment(0),
        Gauge => metrics::gauge!(name, labels).set(if name == BUILD { 1.0 } else { 0.0 }),
        // Its buckets are there without a sample.
        Histogram => drop(metrics::histogram!(name, labels)),
    }
}
