//! Makes spans of what was told: the request, what it waited for in the teller's queue, and the
//! batch that decided it. What the store did is under the first traced command of a batch; the
//! others have a link to it, so that a large batch does not become a flood.

use super::{Batch, Mark, Period, Request, Step, Told};
use opentelemetry::trace::{Link, SpanContext, SpanId, SpanKind, Status, TraceFlags, TraceState};
use opentelemetry::{InstrumentationScope, KeyValue};
use opentelemetry_sdk::trace::{
    IdGenerator as _, RandomIdGenerator, SpanData, SpanEvents, SpanLinks,
};
use std::borrow::Cow;

/// Appends the spans of what was told.
pub(super) fn append(told: Told, spans: &mut Vec<SpanData>) {
    match told {
        Told::Request(mark, request) => spans.push(of_request(&mark, *request)),
        Told::Step(mark, name, period) => spans.push(inner(&mark, mark.span, name, period)),
        Told::Batch(batch) => of_batch(*batch, spans),
    }
}

fn context(mark: &Mark, span: SpanId) -> SpanContext {
    SpanContext::new(mark.trace, span, TraceFlags::SAMPLED, false, TraceState::NONE)
}

/// A span inside the operator, under another one of the same trace.
fn inner(
    mark: &Mark,
    parent: SpanId,
    name: impl Into<Cow<'static, str>>,
    period: Period,
) -> SpanData {
    SpanData {
        span_context: context(mark, RandomIdGenerator::default().new_span_id()),
        parent_span_id: parent,
        parent_span_is_remote: false,
        span_kind: SpanKind::Internal,
        name: name.into(),
        start_time: period.began,
        end_time: period.began + period.took,
        attributes: Vec::new(),
        dropped_attributes_count: 0,
        events: SpanEvents::default(),
        links: SpanLinks::default(),
        status: Status::Unset,
        instrumentation_scope: InstrumentationScope::builder("tongbaod")
            .with_version(env!("CARGO_PKG_VERSION"))
            .build(),
    }
}

fn of_request(mark: &Mark, request: Request) -> SpanData {
    let Request { parent, method, route, status, period } = request;
    let span = inner(mark, parent.unwrap_or(SpanId::INVALID), format!("{method} {route}"), period);
    SpanData {
        span_context: context(mark, mark.span),
        parent_span_is_remote: parent.is_some(),
        span_kind: SpanKind::Server,
        attributes: vec![
            KeyValue::new("http.request.method", method),
            KeyValue::new("http.route", route),
            KeyValue::new("http.response.status_code", i64::from(status)),
        ],
        // As the conventions for servers have it: a refusal is no error of the server's.
        status: if status >= 500 { Status::error("") } else { Status::Unset },
        ..span
    }
}

fn of_batch(batch: Batch, spans: &mut Vec<SpanData>) {
    let Batch { commands, is_done, period, steps, waited } = batch;
    let mut first: Option<SpanContext> = None;
    for (mark, wait) in &waited {
        let queued =
            Period { began: period.began.checked_sub(*wait).unwrap_or(period.began), took: *wait };
        spans.push(inner(mark, mark.span, "queue", queued));
        let mut span = inner(mark, mark.span, "batch", period);
        let commands = i64::try_from(commands).unwrap_or(i64::MAX);
        span.attributes = vec![KeyValue::new("tongbao.batch.commands", commands)];
        if !is_done {
            span.status = Status::error("");
        }
        match &first {
            Some(first) => span.links.links.push(Link::new(first.clone(), Vec::new(), 0)),
            None => {
                first = Some(span.span_context.clone());
                let under = span.span_context.span_id();
                spans.extend(steps.iter().map(|step| {
                    let Step { name, after, took } = *step;
                    inner(mark, under, name, Period { began: period.began + after, took })
                }));
            }
        }
        spans.push(span);
    }
}
