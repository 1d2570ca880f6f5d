//! Traces: what a collector hears of a payment, and what a bad one costs.

use crate::support::collector::{Collector, Mood};
use crate::support::device::Twist;
use crate::support::{Answer, Device, Order, Place};
use opentelemetry_proto::tonic::trace::v1::Span;
use operator::hex;
use reqwest::Method;
use std::collections::BTreeSet;
use std::time::Duration;

const TRACE: &str = "0af7651916cd43dd8448eb211c80319c";
const PARENT: &str = "b7ad6b7169203331";

async fn place(collector: &str, per_thousand: u32) -> Place {
    let collector = collector.to_owned();
    Place::start_with(move |config| {
        config.trace.collector = Some(collector);
        config.trace.per_thousand = per_thousand;
        config.trusted_proxies = vec![[127, 0, 0, 1].into()];
    })
    .await
}

/// Pays as a proxy hands it on that traces by itself.
async fn pay_traced(device: &Device, order: &Order, flags: &str) -> Answer {
    let body = device.pay_body(order).to_string();
    let path = "/v1/payments";
    let request = device.request(Method::POST, path, body.as_bytes(), &Twist::default());
    let context = format!("00-{TRACE}-{PARENT}-{flags}");
    Answer::read(request.header("traceparent", context).send().await.expect("an answer")).await
}

fn number(attribute: &str, span: &Span) -> Option<i64> {
    use opentelemetry_proto::tonic::common::v1::any_value::Value::IntValue;
    let found = span.attributes.iter().find(|pair| pair.key == attribute)?;
    match found.value.as_ref()?.value.as_ref()? {
        IntValue(number) => Some(*number),
        _ => None,
    }
}

fn named<'a>(spans: &'a [Span], name: &str) -> Vec<&'a Span> {
    spans.iter().filter(|span| span.name == name).collect()
}

#[tokio::test]
async fn a_payment_is_told_from_the_door_to_the_disk_under_the_trace_of_its_caller() {
    let collector = Collector::start(Mood::Takes).await;
    // Nobody but the caller lets anything be traced here.
    let place = place(&collector.url, 0).await;
    let lin = place.person("lin").await;
    let label = place.shops[0].label;
    pay_traced(&lin, &Order::label(label, 100), "01").await.ok();
    pay_traced(&lin, &Order::label(label, 100), "00").await.ok();
    lin.pay(&Order::label(label, 100)).await.ok();
    place.stop().await;

    let spans = collector.spans();
    assert!(spans.iter().all(|span| hex::encode(&span.trace_id) == TRACE), "one trace");
    let [request] = named(&spans, "POST /v1/payments")[..] else { panic!("{spans:#?}") };
    assert_eq!(hex::encode(&request.parent_span_id), PARENT);
    assert_eq!(number("http.response.status_code", request), Some(200));
    // The PIN's try and the payment are a command each, and each is in a batch.
    for name in ["queue", "batch", "read", "pin"] {
        let found: Vec<_> = named(&spans, name);
        let under = |span: &&Span| span.parent_span_id == request.span_id;
        assert!(found.iter().any(under), "{name} is under the request: {spans:#?}");
    }
    let batches = named(&spans, "batch");
    assert_eq!(batches.len(), 2);
    assert!(batches.iter().all(|batch| number("tongbao.batch.commands", batch) >= Some(1)));
    for batch in batches {
        let steps: BTreeSet<&str> = spans
            .iter()
            .filter(|span| span.parent_span_id == batch.span_id)
            .map(|span| span.name.as_str())
            .collect();
        assert!(["begin", "read", "write", "commit"].iter().all(|step| steps.contains(step)));
    }
    for span in &spans {
        assert!(span.start_time_unix_nano <= span.end_time_unix_nano, "{span:?}");
    }
    // What may stand in a span at all.
    let keys: BTreeSet<&str> = spans
        .iter()
        .flat_map(|span| span.attributes.iter().map(|pair| pair.key.as_str()))
        .collect();
    let allowed = [
        "http.request.method",
        "http.response.status_code",
        "http.route",
        "tongbao.batch.commands",
    ];
    assert_eq!(keys, BTreeSet::from(allowed));
    assert!(spans.iter().all(|span| span.events.is_empty()));
}

#[tokio::test]
async fn a_stranger_is_traced_by_lot_and_joins_no_trace() {
    let collector = Collector::start(Mood::Takes).await;
    let place = Place::start_with({
        let url = collector.url.clone();
        move |config| {
            config.trace.collector = Some(url);
            config.trace.per_thousand = 1000;
        }
    })
    .await;
    let lin = place.person("lin").await;
    pay_traced(&lin, &Order::label(place.shops[0].label, 100), "01").await.ok();
    lin.get("/v1/nothing/836194").await;
    place.nobody(Method::GET, "/metrics").await.ok();
    place.stop().await;
    let spans = collector.spans();
    assert!(spans.iter().all(|span| hex::encode(&span.trace_id) != TRACE));
    let [request] = named(&spans, "POST /v1/payments")[..] else { panic!("{spans:#?}") };
    assert!(request.parent_span_id.is_empty());
    assert_eq!(named(&spans, "GET unmatched").len(), 1, "no address that a client made up");
    assert!(named(&spans, "GET /metrics").is_empty(), "who watches is not watched");
}

#[tokio::test]
async fn a_collector_that_is_down_refuses_or_hangs_costs_no_payment_anything() {
    let (refusing, hanging) =
        (Collector::start(Mood::Refuses).await, Collector::start(Mood::Hangs).await);
    // A port that nobody listens on, and that whoever tries it is not given itself.
    let down = format!("http://127.0.0.1:{}", postgres_server::free_port());
    for collector in [&down, &refusing.url, &hanging.url] {
        let place = place(collector, 1000).await;
        let lin = place.person("lin").await;
        for minor in 1..=5 {
            lin.pay(&Order::label(place.shops[0].label, minor)).await.ok();
        }
        if *collector != hanging.url {
            dropped(&place).await;
        }
        place.audit();
        place.stop().await;
    }
    assert!(!refusing.bytes().is_empty() && !hanging.bytes().is_empty(), "both were told");
}

/// Waits until spans were counted as dropped because of the collector.
async fn dropped(place: &Place) {
    let line = "tongbao_trace_spans_dropped_total{reason=\"collector\"} ";
    for _ in 0..200 {
        let text = place.nobody(Method::GET, "/metrics").await.text;
        let count = text.lines().find_map(|found| found.strip_prefix(line));
        if count.is_some_and(|count| count != "0") {
            return;
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    panic!("no span was dropped in ten seconds");
}
