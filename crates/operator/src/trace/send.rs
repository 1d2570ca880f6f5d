//! Sends spans to the collector, in the background: some at a time, each lot once. What the
//! collector does not take in time is dropped and counted; spans are no money.

use super::{Told, dropped, span};
use opentelemetry::KeyValue;
use opentelemetry_otlp::{
    ExporterBuildError, Protocol, RetryPolicy, SpanExporter, WithExportConfig as _,
    WithHttpConfig as _,
};
use opentelemetry_sdk::Resource;
use opentelemetry_sdk::trace::{SpanData, SpanExporter as _};
use rustls::{ClientConfig, RootCertStore};
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::{mpsc, watch};
use tokio::time::Instant;

/// How long is gathered before spans are sent.
const GATHER: Duration = Duration::from_millis(500);
/// From how many spans on none are waited for.
const LOT: usize = 512;
/// How long the collector gets for a lot.
const ANSWER: Duration = Duration::from_secs(5);
/// How long the end may take.
pub(super) const END: Duration = Duration::from_secs(3);

/// Why there is no way to the collector.
#[derive(Debug, thiserror::Error)]
pub enum TraceError {
    /// Its address or the protocol.
    #[error("trace.collector: {0}")]
    Exporter(#[from] ExporterBuildError),
    /// The HTTP client.
    #[error("trace.collector: {0}")]
    Client(#[from] reqwest::Error),
    /// TLS.
    #[error("trace.collector: {0}")]
    Tls(#[from] rustls::Error),
}

/// Returns what speaks to a collector.
pub(super) fn exporter(collector: &str, operator: &str) -> Result<SpanExporter, TraceError> {
    let roots = RootCertStore { roots: webpki_roots::TLS_SERVER_ROOTS.to_vec() };
    let tls =
        ClientConfig::builder_with_provider(Arc::new(rustls::crypto::ring::default_provider()))
            .with_safe_default_protocol_versions()?
            .with_root_certificates(roots)
            .with_no_client_auth();
    let client = reqwest::Client::builder()
        .tls_backend_preconfigured(tls)
        .redirect(reqwest::redirect::Policy::none())
        .no_proxy()
        .timeout(ANSWER)
        .build()?;
    let mut exporter = SpanExporter::builder()
        .with_http()
        .with_http_client(client)
        .with_protocol(Protocol::HttpBinary)
        .with_endpoint(format!("{}/v1/traces", collector.trim_end_matches('/')))
        .with_timeout(ANSWER)
        .with_retry_policy(RetryPolicy::disabled())
        .build()?;
    // Not `builder()`: that one looks into the environment, and at the machine.
    let resource = Resource::builder_empty().with_attributes([
        KeyValue::new("service.name", "tongbaod"),
        KeyValue::new("service.namespace", operator.to_owned()),
        KeyValue::new("service.version", env!("CARGO_PKG_VERSION")),
    ]);
    exporter.set_resource(&resource.build());
    Ok(exporter)
}

/// Tells the collector, until it is told to stop and nothing waits any more.
pub(super) async fn run(
    mut queue: mpsc::Receiver<Told>,
    exporter: SpanExporter,
    mut stopping: watch::Receiver<bool>,
) {
    let mut told = Vec::new();
    let mut spans = Vec::new();
    let mut is_over = false;
    while !is_over {
        let end = tokio::select! {
            _ = queue.recv_many(&mut told, LOT) => Instant::now() + GATHER,
            // An error means that whoever could say so is gone.
            _ = stopping.wait_for(|stopping| *stopping) => {
                queue.close();
                Instant::now()
            }
        };
        loop {
            told.drain(..).for_each(|told| span::append(told, &mut spans));
            if spans.len() >= LOT {
                break;
            }
            let more = tokio::time::timeout_at(end, queue.recv_many(&mut told, LOT)).await;
            match more {
                Ok(0) => {
                    is_over = true;
                    break;
                }
                Ok(_) => {}
                Err(_) => break,
            }
        }
        send(&exporter, std::mem::take(&mut spans)).await;
    }
}

async fn send(exporter: &SpanExporter, spans: Vec<SpanData>) {
    if spans.is_empty() {
        return;
    }
    let count = spans.len();
    match tokio::time::timeout(ANSWER, exporter.export(spans)).await {
        Ok(Ok(())) => {
            let count = u64::try_from(count).unwrap_or(u64::MAX);
            metrics::counter!("tongbao_trace_spans_total").increment(count);
        }
        // Not logged each time: the counter tells, and an alarm can be set on it.
        Ok(Err(_)) | Err(_) => dropped("collector", count),
    }
}
