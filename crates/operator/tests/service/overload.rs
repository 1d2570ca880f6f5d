//! Too much at once: what is refused was not done, others are served, and nobody holds a
//! connection for nothing.

use crate::support::{Answer, Order, Place, assert_problem};
use futures_util::future::join_all;
use reqwest::Method;
use serde_json::Value;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;
use wire::ErrorCode;

fn host(place: &Place) -> &str {
    place.url.trim_start_matches("http://")
}

/// Opens a connection and sends a text.
async fn say(place: &Place, text: &str) -> TcpStream {
    let mut stream = TcpStream::connect(host(place)).await.expect("connects");
    stream.write_all(text.as_bytes()).await.expect("writes");
    stream
}

/// Waits for the other end to close; returns what it said before.
async fn hear(mut stream: TcpStream) -> String {
    let mut heard = Vec::new();
    // A connection that is cut off counts as closed.
    let _ = stream.read_to_end(&mut heard).await;
    String::from_utf8_lossy(&heard).into_owned()
}

#[tokio::test]
async fn slow_headers_and_idle_connections_are_closed_and_requests_in_work_are_not() {
    let place = Place::start_with(|config| {
        config.timeout.header_s = 1;
        config.timeout.idle_s = 2;
        config.timeout.request_s = 4;
    })
    .await;
    let host = host(&place);
    let slow = say(&place, &format!("GET /healthz HTTP/1.1\r\nhost: {host}\r\nx-slow: ")).await;
    let silent = say(&place, "").await;
    let kept = say(&place, &format!("GET /healthz HTTP/1.1\r\nhost: {host}\r\n\r\n")).await;
    let body = format!("PUT /v1/pin HTTP/1.1\r\nhost: {host}\r\ncontent-length: 9\r\n\r\n1");
    let body = say(&place, &body).await;
    let (slow, silent, kept, body) = tokio::join!(hear(slow), hear(silent), hear(kept), hear(body));
    assert_eq!((slow.as_str(), silent.as_str()), ("", ""));
    assert!(kept.starts_with("HTTP/1.1 200") && kept.ends_with("ok\n"), "{kept}");
    // Longer than either of the two, and answered all the same.
    assert!(body.starts_with("HTTP/1.1 408"), "{body}");
}

#[tokio::test]
async fn large_headers_and_many_are_refused() {
    let place = Place::start().await;
    let begin = format!("GET /healthz HTTP/1.1\r\nhost: {}\r\n", host(&place));
    let large = format!("{begin}x: {}\r\n\r\n", "x".repeat(40_000));
    let many = format!("{begin}{}\r\n", "x: x\r\n".repeat(200));
    for text in [large, many] {
        let mut stream = TcpStream::connect(host(&place)).await.expect("connects");
        // It may hang up before all is sent.
        let _ = stream.write_all(text.as_bytes()).await;
        let heard = hear(stream).await;
        assert!(heard.is_empty() || heard.starts_with("HTTP/1.1 431"), "{heard}");
    }
    place.nobody(Method::GET, "/healthz").await;
}

#[tokio::test]
async fn one_address_has_so_many_connections() {
    let place = Place::start_with(|config| config.limit.connections_per_ip = 3).await;
    let ask = format!("GET /healthz HTTP/1.1\r\nhost: {}\r\n\r\n", host(&place));
    let mut open = Vec::new();
    for _ in 0..3 {
        let mut stream = say(&place, &ask).await;
        let mut answer = [0; 12];
        stream.read_exact(&mut answer).await.expect("an answer");
        assert_eq!(&answer, b"HTTP/1.1 200");
        open.push(stream);
    }
    let mut refused = TcpStream::connect(host(&place)).await.expect("connects");
    let _ = refused.write_all(ask.as_bytes()).await;
    assert_eq!(hear(refused).await, "");
    drop(open);
    // When the others have gone there is room again.
    loop {
        let mut stream = TcpStream::connect(host(&place)).await.expect("connects");
        let _ = stream
            .write_all(ask.replace("\r\n\r\n", "\r\nconnection: close\r\n\r\n").as_bytes())
            .await;
        if hear(stream).await.starts_with("HTTP/1.1 200") {
            break;
        }
    }

    let place = Place::start_with(|config| {
        config.limit.connections_per_ip = 1;
        config.trusted_proxies = vec!["127.0.0.1".parse().expect("an address")];
    })
    .await;
    let proxy = [say(&place, "").await, say(&place, "").await];
    place.nobody(Method::GET, "/healthz").await;
    drop(proxy);
}

#[tokio::test]
async fn reads_that_fill_their_lane_leave_room_for_payments() {
    let place = Place::start_with(|config| {
        config.limit.reads = 2;
        config.pin_from = config.payment_max;
    })
    .await;
    let lin = place.person_without_pin("lin").await;
    // Two reads that hang: a body is announced and does not come.
    let hanging =
        format!("GET /v1/account HTTP/1.1\r\nhost: {}\r\ncontent-length: 9\r\n\r\n", host(&place));
    let hanging = [say(&place, &hanging).await, say(&place, &hanging).await];
    let mut refused = place.nobody(Method::GET, "/v1/operator").await;
    while refused.status == 200 {
        refused = place.nobody(Method::GET, "/v1/operator").await;
    }
    assert_problem(&refused, ErrorCode::Overloaded);
    assert_eq!(refused.header("retry-after"), "1");
    let order = Order { pin: None, ..Order::label(place.shops[0].label, 100) };
    lin.pay(&order).await.ok();
    for path in ["/healthz", "/readyz", "/metrics"] {
        assert_eq!(place.nobody(Method::GET, path).await.status, 200, "{path}");
    }
    drop(hanging);
}

#[tokio::test]
async fn the_same_question_again_and_again_is_slowed_down_and_nothing_else_is() {
    let place = Place::start_with(|config| {
        config.limit.same_per_minute = 3;
        config.pin_from = config.payment_max;
    })
    .await;
    let (lin, mei) = (place.person_without_pin("lin").await, place.person_without_pin("mei").await);
    for _ in 0..3 {
        lin.get("/v1/account").await.ok();
    }
    let slow = lin.get("/v1/account").await;
    assert_problem(&slow, ErrorCode::RateLimited);
    assert!(slow.header("retry-after").parse::<u64>().expect("seconds") >= 1);
    mei.get("/v1/account").await.ok();
    let order = Order { pin: None, ..Order::label(place.shops[0].label, 100) };
    lin.pay(&order).await.ok();
    lin.get(&format!("/v1/payments/{}", order.order.payment)).await.ok();
    for _ in 0..3 {
        place.till(0, Method::GET, "/v1/till", Value::Null).await.ok();
    }
    let slow = place.till(0, Method::GET, "/v1/till", Value::Null).await;
    assert_problem(&slow, ErrorCode::RateLimited);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn who_floods_is_refused_without_loss_and_another_is_served_meanwhile() {
    let place = Place::start_with(|config| {
        config.limit.requests_per_account = 2;
        config.limit.queue_per_account = 1;
        config.pin_from = config.payment_max;
    })
    .await;
    let (lin, mei) = (place.person_without_pin("lin").await, place.person_without_pin("mei").await);
    let (here, there) = (place.shops[0].label, place.shops[1].label);
    let plain = |label| Order { pin: None, ..Order::label(label, 10) };
    let orders: Vec<Order> = (0..200).map(|_| plain(here)).collect();
    let flood = join_all(orders.iter().map(|order| lin.pay(order)));
    let aside = async {
        for _ in 0..10 {
            mei.pay(&plain(there)).await.ok();
        }
    };
    let (flood, ()) = tokio::join!(flood, aside);
    let (paid, refused): (Vec<_>, Vec<_>) =
        orders.iter().zip(&flood).partition(|(_, answer)| answer.status == 200);
    assert!(!paid.is_empty() && !refused.is_empty(), "{} {}", paid.len(), refused.len());
    for (order, answer) in refused {
        assert_problem(answer, ErrorCode::Overloaded);
        let found = lin.get(&format!("/v1/payments/{}", order.order.payment)).await;
        assert_problem(&found, ErrorCode::PaymentUnknown);
    }
    let spent = u64::try_from(paid.len()).expect("a count") * 10;
    assert_eq!(lin.balance().await, 54_500 - spent);
    place.audit();
}

#[tokio::test]
async fn a_stopping_operator_is_not_ready_and_still_serves_for_a_while() {
    let place = Place::start_with(|config| config.timeout.drain_s = 10).await;
    let url = place.url.clone();
    let ask = |path: &'static str| {
        let url = url.clone();
        async move { crate::support::client::plain(&url, Method::GET, path, None, None).await }
    };
    assert_eq!(ask("/readyz").await.status, 200);
    let stopping = tokio::spawn(place.stop());
    let mut ready: Answer = ask("/readyz").await;
    while ready.status == 200 {
        ready = ask("/readyz").await;
    }
    assert_problem(&ready, ErrorCode::Overloaded);
    ask("/v1/operator").await.ok();
    assert_eq!(ask("/healthz").await.status, 200);
    stopping.await.expect("stops");
}
