//! A small collector of traces on loopback: takes OTLP over HTTP, refuses it, or never answers.

use axum::body::Bytes;
use axum::extract::State;
use axum::http::StatusCode;
use axum::routing::post;
use opentelemetry_proto::tonic::collector::trace::v1::ExportTraceServiceRequest;
use opentelemetry_proto::tonic::trace::v1::Span;
use prost::Message as _;
use std::sync::{Arc, Mutex};

/// What it does with what it is told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mood {
    Takes,
    Refuses,
    Hangs,
}

/// A running collector.
#[derive(Clone)]
pub struct Collector {
    pub url: String,
    mood: Mood,
    heard: Arc<Mutex<Vec<Bytes>>>,
}

impl Collector {
    /// Starts one.
    pub async fn start(mood: Mood) -> Self {
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.expect("a port");
        let url = format!("http://{}", listener.local_addr().expect("an address"));
        let collector = Self { url, mood, heard: Arc::default() };
        let router = axum::Router::new().route("/v1/traces", post(take));
        let router = router.with_state(collector.clone());
        tokio::spawn(async move { axum::serve(listener, router).await });
        collector
    }

    /// Returns everything that was sent, as it came over the wire.
    pub fn bytes(&self) -> Vec<u8> {
        self.heard.lock().expect("no panic").concat()
    }

    /// Returns all spans.
    pub fn spans(&self) -> Vec<Span> {
        let heard = self.heard.lock().expect("no panic").clone();
        let requests = heard.into_iter().map(|bytes| {
            ExportTraceServiceRequest::decode(bytes).expect("a message of the protocol")
        });
        requests
            .flat_map(|request| request.resource_spans)
            .flat_map(|resource| resource.scope_spans)
            .flat_map(|scope| scope.spans)
            .collect()
    }
}

async fn take(State(collector): State<Collector>, bytes: Bytes) -> StatusCode {
    collector.heard.lock().expect("no panic").push(bytes);
    match collector.mood {
        Mood::Takes => StatusCode::OK,
        Mood::Refuses => StatusCode::SERVICE_UNAVAILABLE,
        Mood::Hangs => std::future::pending().await,
    }
}
