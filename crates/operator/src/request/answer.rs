//! The outermost layer: a number for every request, one line in the log, numbers for the metrics,
//! and the last word on every answer, so that no error leaves in another form than a problem.

use super::guard::Peer;
use crate::clock;
use crate::page::IsPage;
use crate::problem::{Fault, code_of_status, document};
use crate::service::Shared;
use crate::trace::{self, Mark, Period};
use crate::{measure, random};
use axum::extract::{MatchedPath, Request, State};
use axum::http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header};
use axum::middleware::Next;
use axum::response::Response;
use bank::TimeMs;
use opentelemetry::trace::SpanContext;
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};
use tracing::Instrument as _;

const REQUEST_ID: HeaderName = HeaderName::from_static("x-request-id");

/// Wraps a request from its first to its last moment.
pub async fn answer(State(service): State<Shared>, request: Request, next: Next) -> Response {
    let (began, started) = (SystemTime::now(), Instant::now());
    let id = request_id(request.headers());
    let method = request.method().clone();
    let route = request
        .extensions()
        .get::<MatchedPath>()
        .map_or("unmatched", MatchedPath::as_str)
        .to_owned();
    let (mark, parent) = traced(&service, &request);
    let span = match &mark {
        Some(mark) => tracing::info_span!("request", id = %id, trace = %mark.trace()),
        None => tracing::info_span!("request", id = %id),
    };
    let response = trace::within(mark.clone(), next.run(request)).instrument(span.clone()).await;
    let mut response = finish(response, &id);
    headers(response.headers_mut(), &id, service.config.public_url.starts_with("https:"));

    let status = response.status().as_u16();
    let elapsed = started.elapsed();
    let ms = u64::try_from(elapsed.as_millis()).unwrap_or(u64::MAX);
    span.in_scope(|| {
        tracing::info!(target: "tongbao::access", %method, %route, status, ms, "served");
    });
    // A method is whatever a client writes: only the known ones become a label.
    let method = match method.as_str() {
        known @ ("GET" | "POST" | "PUT" | "HEAD") => known.to_owned(),
        _ => "other".to_owned(),
    };
    measure::request(&method, &route, status, elapsed);
    if let Some(mark) = mark {
        let parent = parent.map(|parent| parent.span_id());
        let period = Period { began, took: elapsed };
        mark.finish(trace::Request { parent, method, route, status, period });
    }
    response
}

/// Returns the mark of a request that is traced, and the context that it came with.
fn traced(service: &Shared, request: &Request) -> (Option<Mark>, Option<SpanContext>) {
    let peer = request.extensions().get::<Peer>().map(|Peer(address)| address.ip());
    let trusted = &service.config.trusted_proxies;
    let parent = peer.and_then(|peer| trace::parent(request.headers(), peer, trusted));
    // Who watches is not watched: probes would be most of what there is to see.
    let is_probe = matches!(request.uri().path(), "/healthz" | "/readyz" | "/metrics");
    let mark = if is_probe { None } else { service.traces.begin(parent.as_ref()) };
    (mark, parent)
}

/// Takes the caller's number over when it is a plain one, or makes one.
fn request_id(headers: &HeaderMap) -> String {
    let given = headers.get(REQUEST_ID).and_then(|value| value.to_str().ok()).filter(|id| {
        (1..=64).contains(&id.len())
            && id.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-_".contains(&byte))
    });
    match given {
        Some(id) => id.to_owned(),
        None => random::id().map_or_else(|_| "unknown".to_owned(), |id| id.to_string()),
    }
}

/// Writes the problem document where there is a problem.
fn finish(response: Response, id: &str) -> Response {
    let status = response.status();
    if response.extensions().get::<IsPage>().is_some() {
        return response;
    }
    let fault = response.extensions().get::<Fault>().cloned();
    let is_error = status.is_client_error() || status.is_server_error();
    let Some(Fault(mut problem)) = fault.or_else(|| {
        // What axum itself refuses, without our having a hand in it.
        is_error.then(|| Fault::from(code_of_status(status)))
    }) else {
        return response;
    };
    problem.request_id = Some(id.to_owned());
    let mut written = document(&problem);
    if status == StatusCode::METHOD_NOT_ALLOWED
        && let Some(allow) = response.headers().get(header::ALLOW)
    {
        written.headers_mut().insert(header::ALLOW, allow.clone());
    }
    written
}

/// The headers that every answer has.
fn headers(headers: &mut HeaderMap, id: &str, is_https: bool) {
    if let Ok(id) = HeaderValue::from_str(id) {
        headers.insert(REQUEST_ID, id);
    }
    if let Ok(date) = HeaderValue::from_str(&date(clock::now())) {
        headers.insert(header::DATE, date);
    }
    let fixed = [
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (header::REFERRER_POLICY, "no-referrer"),
        (header::X_FRAME_OPTIONS, "DENY"),
    ];
    for (name, value) in fixed {
        headers.insert(name, HeaderValue::from_static(value));
    }
    let unless_set = [
        (header::CONTENT_SECURITY_POLICY, "default-src 'none'; frame-ancestors 'none'"),
        (header::CACHE_CONTROL, "no-store"),
    ];
    for (name, value) in unless_set {
        headers.entry(name).or_insert(HeaderValue::from_static(value));
    }
    if is_https {
        let value = HeaderValue::from_static("max-age=31536000");
        headers.insert(header::STRICT_TRANSPORT_SECURITY, value);
    }
}

/// Returns the time as wallets learn it. The server's own header is made once a second and kept
/// until the clock goes on: set back by an hour, it would be wrong for an hour, and all signatures
/// with it.
fn date(at: TimeMs) -> String {
    httpdate::fmt_http_date(UNIX_EPOCH + Duration::from_millis(at.0))
}
