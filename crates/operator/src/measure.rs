//! The metrics' recorder: one for the process, in the text format of Prometheus. What there is to
//! measure stands in [`METRICS`].

mod list;

pub use list::{Kind, Labels, METRICS, Metric};

use metrics_exporter_prometheus::{Matcher, PrometheusBuilder, PrometheusHandle};
use std::sync::OnceLock;
use std::time::Duration;

static RECORDER: OnceLock<Option<PrometheusHandle>> = OnceLock::new();

const SECONDS: &[f64] = &[0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 10.0];
const COMMANDS: &[f64] = &[1.0, 2.0, 4.0, 8.0, 16.0, 32.0, 64.0, 128.0, 256.0, 512.0, 1024.0];

/// Starts to record; a second call changes nothing.
pub fn start() {
    recorder();
}

/// Returns all metrics as text.
pub fn render() -> String {
    recorder().map(PrometheusHandle::render).unwrap_or_default()
}

/// Folds old samples together.
pub fn upkeep() {
    if let Some(recorder) = recorder() {
        recorder.run_upkeep();
    }
}

/// Counts a request that was served.
pub fn request(method: &str, route: &str, status: u16, took: Duration) {
    let (method, route) = (method.to_owned(), route.to_owned());
    metrics::counter!("tongbao_http_requests_total",
        "method" => method, "route" => route.clone(), "status" => status.to_string())
    .increment(1);
    metrics::histogram!("tongbao_http_request_seconds", "route" => route).record(took);
}

/// Sets a gauge to a whole number; those that occur are far below where a float loses any.
pub fn set(name: &'static str, number: u64) {
    let number = u32::try_from(number).map_or_else(|_| large(number), f64::from);
    metrics::gauge!(name).set(number);
}

/// A number above 2^32, to a precision of 2^-20 of it: enough to be drawn.
fn large(number: u64) -> f64 {
    let high = u32::try_from(number >> 32).unwrap_or(u32::MAX);
    let low = u32::try_from(number & u64::from(u32::MAX)).unwrap_or(u32::MAX);
    f64::from(high) * 4_294_967_296.0 + f64::from(low)
}

fn recorder() -> Option<&'static PrometheusHandle> {
    RECORDER
        .get_or_init(|| {
            let install = || {
                PrometheusBuilder::new()
                    .set_buckets_for_metric(Matcher::Suffix("_seconds".to_owned()), SECONDS)?
                    .set_buckets_for_metric(Matcher::Suffix("_commands".to_owned()), COMMANDS)?
                    .install_recorder()
            };
            let recorder = install().inspect_err(|error| tracing::error!(%error, "no metrics"));
            list::begin();
            recorder.ok()
        })
        .as_ref()
}
