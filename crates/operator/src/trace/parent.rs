//! Who asked: the `traceparent` of a request (W3C Trace Context), believed from proxies that are
//! trusted and from nobody else. A stranger must not choose what is traced, or join a trace.

use axum::http::HeaderMap;
use opentelemetry::propagation::{Extractor, TextMapPropagator as _};
use opentelemetry::trace::{SpanContext, TraceContextExt as _};
use opentelemetry_sdk::propagation::TraceContextPropagator;
use std::net::IpAddr;

/// The one header that is looked at; `tracestate` is other systems' business.
const TRACEPARENT: &str = "traceparent";

struct Headers<'a>(&'a HeaderMap);

impl Extractor for Headers<'_> {
    fn get(&self, key: &str) -> Option<&str> {
        if key == TRACEPARENT { self.0.get(key)?.to_str().ok() } else { None }
    }

    fn keys(&self) -> Vec<&str> {
        vec![TRACEPARENT]
    }
}

/// Returns the context in which a request was sent; none where nobody trusted tells of one.
pub fn parent(headers: &HeaderMap, peer: IpAddr, trusted: &[IpAddr]) -> Option<SpanContext> {
    if !trusted.contains(&peer.to_canonical()) || !headers.contains_key(TRACEPARENT) {
        return None;
    }
    let context = TraceContextPropagator::new().extract(&Headers(headers));
    let span = context.span().span_context().clone();
    span.is_valid().then_some(span)
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::http::HeaderValue;

    #[test]
    fn only_a_trusted_proxy_tells_of_a_trace() {
        let proxy: IpAddr = "10.0.0.7".parse().expect("an address");
        let text = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";
        let of = |text: &'static str, peer: &str| {
            let headers = HeaderMap::from_iter([(
                axum::http::HeaderName::from_static(TRACEPARENT),
                HeaderValue::from_static(text),
            )]);
            parent(&headers, peer.parse().expect("an address"), &[proxy])
        };
        let known = of(text, "10.0.0.7").expect("a context");
        assert_eq!(known.trace_id().to_string(), "0af7651916cd43dd8448eb211c80319c");
        assert!(known.is_sampled());
        assert!(of(text, "::ffff:10.0.0.7").is_some(), "the same address in another form");
        assert!(of(text, "10.0.0.8").is_none());
        for broken in ["", "00-0-0-01", "00-00000000000000000000000000000000-b7ad6b7169203331-01"] {
            assert!(of(broken, "10.0.0.7").is_none(), "{broken}");
        }
    }
}
