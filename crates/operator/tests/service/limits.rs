//! Limits on rate, size and time; health and metrics.

use crate::support::{Device, Order, Place, assert_problem};
use operator::random;
use reqwest::Method;
use std::time::{Duration, Instant};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;
use wire::ErrorCode;

#[tokio::test]
async fn one_address_is_slowed_down() {
    let place = Place::start_with(|config| config.limit.per_ip_per_minute = 3).await;
    for _ in 0..3 {
        place.nobody(Method::GET, "/v1/operator").await.ok();
    }
    let slow = place.nobody(Method::GET, "/v1/operator").await;
    assert_problem(&slow, ErrorCode::RateLimited);
    assert!(slow.header("retry-after").parse::<u64>().expect("seconds") >= 1);
    assert_eq!(slow.json["retry_after_s"].to_string(), slow.header("retry-after"));
}

#[tokio::test]
async fn one_device_is_slowed_down_and_others_are_not() {
    let place = Place::start_with(|config| config.limit.per_device_per_minute = 5).await;
    let (lin, mei) = (place.person_without_pin("lin").await, place.person_without_pin("mei").await);
    for _ in 0..5 {
        lin.get("/v1/account").await.ok();
    }
    assert_problem(&lin.get("/v1/account").await, ErrorCode::RateLimited);
    mei.get("/v1/account").await.ok();
}

#[tokio::test]
async fn codes_are_asked_for_rarely_known_handle_or_not() {
    let place = Place::start_with(|config| config.limit.enrolments_per_handle_per_hour = 2).await;
    for handle in ["lin@demo.example", "nobody@demo.example"] {
        for _ in 0..2 {
            let device = Device::new(&place.url);
            device.start(random::id().expect("random"), handle).await.ok();
        }
        let device = Device::new(&place.url);
        let slow = device.start(random::id().expect("random"), &handle.to_uppercase()).await;
        assert_problem(&slow, ErrorCode::RateLimited);
    }
    let place = Place::start_with(|config| config.limit.enrolments_per_ip_per_hour = 1).await;
    let device = Device::new(&place.url);
    device.start(random::id().expect("random"), "a@demo.example").await.ok();
    let slow = device.start(random::id().expect("random"), "b@demo.example").await;
    assert_problem(&slow, ErrorCode::RateLimited);
}

#[tokio::test]
async fn a_body_that_never_ends_is_cut_off() {
    let place = Place::start().await;
    let host = place.url.trim_start_matches("http://").to_owned();
    let mut stream = TcpStream::connect(&host).await.expect("connects");
    let head =
        format!("PUT /v1/pin HTTP/1.1\r\nhost: {host}\r\ntransfer-encoding: chunked\r\n\r\n");
    stream.write_all(head.as_bytes()).await.expect("writes");
    let chunk = format!("4000\r\n{}\r\n", "x".repeat(0x4000));
    for _ in 0..8 {
        // The operator may hang up before all is sent.
        if stream.write_all(chunk.as_bytes()).await.is_err() {
            break;
        }
    }
    let mut answer = vec![0; 4096];
    let read = stream.read(&mut answer).await.expect("an answer");
    let answer = String::from_utf8_lossy(&answer[..read]).into_owned();
    assert!(answer.starts_with("HTTP/1.1 413"), "{answer}");

    // And one that says beforehand how large it is.
    let mut stream = TcpStream::connect(&host).await.expect("connects");
    let head = format!("PUT /v1/pin HTTP/1.1\r\nhost: {host}\r\ncontent-length: 70000\r\n\r\n");
    stream.write_all(head.as_bytes()).await.expect("writes");
    let mut answer = vec![0; 4096];
    let read = stream.read(&mut answer).await.expect("an answer");
    assert!(String::from_utf8_lossy(&answer[..read]).starts_with("HTTP/1.1 413"));
}

#[tokio::test]
async fn a_body_that_does_not_come_is_not_waited_for() {
    let place = Place::start_with(|config| config.timeout.request_s = 3).await;
    let host = place.url.trim_start_matches("http://").to_owned();
    let mut stream = TcpStream::connect(&host).await.expect("connects");
    let head = format!("PUT /v1/pin HTTP/1.1\r\nhost: {host}\r\ncontent-length: 10\r\n\r\n12");
    stream.write_all(head.as_bytes()).await.expect("writes");
    let started = Instant::now();
    let mut answer = vec![0; 4096];
    let reading = tokio::time::timeout(Duration::from_secs(60), stream.read(&mut answer)).await;
    let read = reading.expect("an answer in time").expect("an answer");
    assert!(String::from_utf8_lossy(&answer[..read]).starts_with("HTTP/1.1 408"));
    assert!(started.elapsed() >= Duration::from_secs(2));
}

#[tokio::test]
async fn a_teller_whose_queue_is_full_says_so_and_nothing_is_lost() {
    let place = Place::start_with(|config| {
        config.limit.queue = 1;
        config.pin_from = config.payment_max;
    })
    .await;
    let lin = place.person_without_pin("lin").await;
    let label = place.shops[0].label;
    let orders: Vec<Order> =
        (0..40).map(|_| Order { pin: None, ..Order::label(label, 100) }).collect();
    let answers = futures_util::future::join_all(orders.iter().map(|order| lin.pay(order))).await;
    let paid = answers.iter().filter(|answer| answer.status == 200).count();
    for answer in answers.iter().filter(|answer| answer.status != 200) {
        assert_problem(answer, ErrorCode::Overloaded);
        assert_eq!(answer.header("retry-after"), "1");
    }
    let paid = u64::try_from(paid).expect("a count");
    let mut balance = lin.get("/v1/account").await;
    while balance.status == 503 {
        balance = lin.get("/v1/account").await;
    }
    assert_eq!(balance.json["balance"]["minor"], 54_500 - 100 * paid);
    place.audit();
}

#[tokio::test]
async fn health_and_metrics_move_to_their_own_listener() {
    let place = Place::start_with(|config| {
        config.admin_listen = Some("127.0.0.1:0".parse().expect("an address"));
    })
    .await;
    let lin = place.person("lin").await;
    lin.pay(&Order::label(place.shops[0].label, 100)).await.ok();
    let admin = place.admin_url().expect("an address");
    for path in ["/healthz", "/readyz", "/metrics"] {
        assert_problem(&place.nobody(Method::GET, path).await, ErrorCode::NotFound);
        let answer = crate::support::client::plain(&admin, Method::GET, path, None, None).await;
        assert_eq!(answer.status, 200, "{path}");
        if path == "/metrics" {
            for name in [
                "tongbao_payments_total",
                "tongbao_batch_commands_bucket",
                "tongbao_commit_seconds_bucket",
                "tongbao_http_requests_total",
            ] {
                assert!(answer.text.contains(name), "{name}");
            }
        }
    }
}
