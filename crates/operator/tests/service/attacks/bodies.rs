//! Requests that are too big, too deep, too many-headed, packed, or two requests in one.

use super::{no_pin, till_text};
use crate::support::client::{Answer, client, raw};
use crate::support::device::Twist;
use crate::support::place::copied_demo;
use crate::support::process::Talkative;
use crate::support::{Place, assert_problem};
use reqwest::Method;
use wire::ErrorCode;

#[tokio::test]
async fn a57_bodies_that_are_huge_deep_or_many_keyed_are_refused_and_take_no_memory() {
    let folder = copied_demo();
    let operator = Talkative::start(folder.path());
    let demo = std::fs::read_to_string(folder.path().join("demo.json")).expect("demo.json");
    let demo: serde_json::Value = serde_json::from_str(&demo).expect("JSON");
    let key = demo["merchants"][0]["till_key"].as_str().expect("text").to_owned();
    let url = format!("{}/v1/orders", operator.url);
    let send = async |body: String| {
        let request = client().post(&url).bearer_auth(&key);
        let request = request.header("content-type", "application/json").body(body);
        match request.send().await {
            Ok(answer) => Some(Answer::read(answer).await),
            // The operator may hang up before all is sent.
            Err(error) => (!error.is_request()).then(|| panic!("{error}")),
        }
    };
    let deep = |open: &str, times: usize| open.repeat(times);
    let keys = |count: usize| {
        let keys: Vec<String> = (0..count).map(|n| format!("\"k{n}\":{n}")).collect();
        format!("{{{}}}", keys.join(","))
    };
    let before = operator.resident();
    for (body, code) in [
        (deep("[", 60_000), ErrorCode::RequestMalformed),
        (deep("{\"a\":", 12_000), ErrorCode::RequestMalformed),
        (deep("[", 100_000), ErrorCode::RequestTooLarge),
        (keys(5_000), ErrorCode::RequestMalformed),
        (keys(1_000_000), ErrorCode::RequestTooLarge),
        ("\"".repeat(65_536), ErrorCode::RequestMalformed),
        (format!("\"{}", "\\u0000".repeat(10_000)), ErrorCode::RequestMalformed),
        ("9".repeat(60_000), ErrorCode::RequestMalformed),
        ("x".repeat(64 << 20), ErrorCode::RequestTooLarge),
    ] {
        let is_huge = body.len() > 100_000;
        match send(body).await {
            Some(answer) => assert_problem(&answer, code),
            None => assert!(is_huge, "hung up without a word"),
        }
    }
    let grown = operator.resident().saturating_sub(before);
    assert!(grown < 32 << 20, "{grown} bytes more than before");
}

#[tokio::test]
async fn a57_a_packed_body_is_not_unpacked() {
    let place = Place::start().await;
    // The head of a gzip member: unpacked or not, it is no JSON.
    let packed: &[u8] =
        &[0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 3, 0xed, 0xc1, 1, 1, 0, 0, 0, 0x80, 0x90];
    for encoding in ["gzip", "br", "deflate", "zstd", "gzip, gzip"] {
        let request = client()
            .post(format!("{}/v1/orders", place.url))
            .bearer_auth(&place.shops[0].till_key)
            .header("content-type", "application/json")
            .header("content-encoding", encoding)
            .body(packed);
        let answer = Answer::read(request.send().await.expect("an answer")).await;
        assert_problem(&answer, ErrorCode::RequestMalformed);
    }
}

/// Sends a head to the operator and returns the status of the answer.
async fn status(place: &Place, head: &str) -> String {
    let host = place.url.trim_start_matches("http://");
    let text = head.replace("HOST", host);
    raw(&place.url, text.as_bytes()).await.get(9..12).unwrap_or("none").to_owned()
}

#[tokio::test]
async fn a57_heads_that_are_too_long_or_have_too_many_lines_are_refused() {
    let place = Place::start().await;
    let get = "GET /v1/operator HTTP/1.1\r\nhost: HOST\r\nconnection: close\r\n";
    assert_eq!(status(&place, &format!("{get}\r\n")).await, "200");
    let many: String = (0..10_000).map(|n| format!("x-{n}: 1\r\n")).collect();
    let cases = [
        format!("{get}x: {}\r\n\r\n", "a".repeat(64 << 10)),
        format!("{get}{many}\r\n"),
        format!("{get}{}\r\n", (0..65).map(|n| format!("x-{n}: 1\r\n")).collect::<String>()),
        format!("GET /{} HTTP/1.1\r\nhost: HOST\r\n\r\n", "a".repeat(100_000)),
        format!("{} / HTTP/1.1\r\nhost: HOST\r\n\r\n", "A".repeat(100_000)),
        "GET / HTTP/9.9\r\nhost: HOST\r\n\r\n".to_owned(),
        "GET\0/ HTTP/1.1\r\nhost: HOST\r\n\r\n".to_owned(),
        "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".to_owned(),
    ];
    for head in cases {
        let told = status(&place, &head).await;
        assert!(["400", "414", "431", "505", "none"].contains(&told.as_str()), "{told}");
    }
    let parameters: Vec<String> = (0..10_000).map(|n| format!("p{n}=1")).collect();
    let lin = place.person_without_pin("lin").await;
    let short = format!("/v1/payments?{}", parameters[..2_000].join("&"));
    let answer = lin.get(&short).await;
    assert_problem(&answer, ErrorCode::RequestMalformed);
    let long = format!("GET /v1/payments?{} HTTP/1.1\r\nhost: HOST\r\n\r\n", parameters.join("&"));
    let told = status(&place, &long).await;
    assert!(["400", "414", "431", "none"].contains(&told.as_str()), "{told}");
    lin.get("/v1/account").await.ok();
}

#[tokio::test]
async fn a63_a_request_whose_length_can_be_read_in_two_ways_is_refused_and_hides_no_second_one() {
    let place = Place::start_with(no_pin).await;
    let key = &place.shops[0].till_key;
    let hidden = "GET /v1/till HTTP/1.1\r\nhost: HOST\r\n\r\n".to_owned();
    let post = format!(
        "POST /v1/orders HTTP/1.1\r\nhost: HOST\r\nauthorization: Bearer {key}\r\n\
        content-type: application/json\r\n"
    );
    let chunked = "transfer-encoding: chunked\r\n";
    let end = format!("0\r\n\r\n{hidden}");
    let length = end.len();
    let cases = [
        // Content-Length says the hidden request is the body, Transfer-Encoding that it is not.
        format!("{post}content-length: {length}\r\n{chunked}\r\n{end}"),
        format!("{post}{chunked}content-length: {length}\r\n\r\n{end}"),
        format!("{post}content-length: 4\r\n{chunked}\r\n{end}"),
        format!("{post}content-length: 0\r\ncontent-length: {length}\r\n\r\n{end}"),
        format!("{post}content-length: 0, {length}\r\n\r\n{end}"),
        format!("{post}content-length: +{length}\r\n\r\n{end}"),
        format!("{post}content-length: 0x10\r\n\r\n{end}"),
        format!("{post}content-length : {length}\r\n\r\n{end}"),
        format!("{post}transfer-encoding: xchunked\r\n\r\n{end}"),
        format!("{post}transfer-encoding: chunked, identity\r\n\r\n{end}"),
        format!("{post}transfer-encoding : chunked\r\n\r\n{end}"),
        format!("{post}transfer-encoding: chunked\r\ntransfer-encoding: cow\r\n\r\n{end}"),
        format!("{post} content-length: {length}\r\n\r\n{end}"),
        format!("{post}{chunked}\r\n0\n\n{hidden}"),
        format!("{post}{chunked}\r\nfffffffffffffffff\r\n{end}"),
    ];
    let host = place.url.trim_start_matches("http://").to_owned();
    for text in cases {
        let answer = raw(&place.url, text.replace("HOST", &host).as_bytes()).await;
        let answers = answer.matches("HTTP/1.1 ").count();
        assert!(answers <= 1, "two answers to {text:?}: {answer}");
        assert!(!answer.starts_with("HTTP/1.1 2"), "{text:?}: {answer}");
    }
}

#[tokio::test]
async fn a63_a_forged_forwarded_address_gives_no_fresh_limit() {
    let place = Place::start_with(|config| config.limit.per_ip_per_minute = 5).await;
    let ask = async |n: u32| {
        let address = format!("203.0.113.{n}");
        let mut request = client().get(format!("{}/v1/operator", place.url));
        for name in ["x-forwarded-for", "x-real-ip", "true-client-ip", "cf-connecting-ip"] {
            request = request.header(name, &address);
        }
        request = request.header("forwarded", format!("for={address}"));
        Answer::read(request.send().await.expect("an answer")).await
    };
    for n in 0..5 {
        ask(n).await.ok();
    }
    for n in 5..10 {
        assert_problem(&ask(n).await, ErrorCode::RateLimited);
    }
    // Behind a proxy that is believed, what the client wrote itself in front is not.
    let place = Place::start_with(|config| {
        config.limit.per_ip_per_minute = 5;
        config.trusted_proxies = vec!["127.0.0.1".parse().expect("an address")];
    })
    .await;
    let ask = async |n: u32| {
        let line = format!("203.0.113.{n}, 198.51.100.7");
        let request = client().get(format!("{}/v1/operator", place.url));
        let request = request.header("x-forwarded-for", line);
        Answer::read(request.send().await.expect("an answer")).await
    };
    for n in 0..5 {
        ask(n).await.ok();
    }
    assert_problem(&ask(9).await, ErrorCode::RateLimited);
}

#[tokio::test]
async fn a65_no_refusal_repeats_what_was_sent() {
    let place = Place::start().await;
    let lin = place.person("lin").await;
    let secret = "s3cret-4711";
    let bodies = [
        format!("{{\"pin\":\"{secret}\"}}"),
        format!("{{\"{secret}\":1}}"),
        format!("{{\"pin\":[\"{secret}\"]}}"),
        format!("{{\"pin\":\"836194\",\"current_pin\":\"{secret}\"}}"),
        format!("{{\"code\":\"{secret}\",\"name\":{{\"{secret}\":1}}}}"),
        format!("\"{secret}"),
    ];
    for body in &bodies {
        for (method, path) in [
            (Method::PUT, "/v1/pin".to_owned()),
            (Method::POST, "/v1/payments".to_owned()),
            (Method::POST, "/v1/enrolments".to_owned()),
            (Method::POST, format!("/v1/enrolments/{}/confirm", super::new_id())),
            (Method::POST, format!("/v1/enrolments/{secret}/confirm")),
            (Method::POST, format!("/v1/{secret}")),
        ] {
            let request = lin.request(method, &path, body.as_bytes(), &Twist::default());
            let answer = Answer::read(request.send().await.expect("an answer")).await;
            assert!(answer.status >= 400);
            assert!(!answer.text.contains(secret), "{path} {body}: {}", answer.text);
            let headers = format!("{:?}", answer.headers);
            assert!(!headers.contains(secret), "{path} {body}: {headers}");
        }
        let answer = till_text(&place, "/v1/payer-code/payments", body.clone()).await;
        assert!(!answer.text.contains(secret), "{}", answer.text);
    }
}
