//! Problem documents, whoever refuses: a handler, a layer or axum itself.

use crate::support::client::{Answer, client};
use crate::support::device::{Device, Twist};
use crate::support::{Place, assert_problem};
use reqwest::Method;
use wire::ErrorCode;

#[tokio::test]
async fn every_code_has_a_page() {
    let place = Place::start().await;
    for code in ErrorCode::ALL {
        let page = place.nobody(Method::GET, &format!("/problems/{}", code.word())).await;
        assert_eq!(page.status, 200);
        assert!(page.text.contains(code.sentence()) && page.text.contains(code.advice()));
    }
    let page = place.nobody(Method::GET, "/problems/nonsense").await;
    assert_problem(&page, ErrorCode::NotFound);
}

#[tokio::test]
async fn axums_own_refusals_are_problems_too() {
    let place = Place::start().await;
    assert_problem(&place.nobody(Method::GET, "/v1/nothing").await, ErrorCode::NotFound);
    let wrong = place.nobody(Method::DELETE, "/v1/account").await;
    assert_problem(&wrong, ErrorCode::MethodNotAllowed);
    assert!(wrong.header("allow").contains("GET"), "{:?}", wrong.headers);
    assert_problem(&place.nobody(Method::GET, "/v1/account/").await, ErrorCode::NotFound);
}

#[tokio::test]
async fn a_request_id_is_taken_over_when_it_is_plain() {
    let place = Place::start().await;
    let ask = async |id: &str| {
        let request = client().get(format!("{}/v1/nothing", place.url)).header("x-request-id", id);
        Answer::read(request.send().await.expect("an answer")).await
    };
    let answer = ask("till-7_2026").await;
    assert_eq!(answer.header("x-request-id"), "till-7_2026");
    assert_eq!(answer.json["request_id"], "till-7_2026");
    for odd in ["a b", "x\"y", &"a".repeat(65)] {
        assert_ne!(ask(odd).await.header("x-request-id"), odd);
    }
}

#[tokio::test]
async fn bad_bodies_are_told_apart_and_repeat_no_secret() {
    let place = Place::start().await;
    let lin = place.person("lin").await;
    let deep = "[".repeat(100_000);
    let huge = format!("{{\"pin\":\"{}\"}}", "1".repeat(70_000));
    let cases: Vec<(&str, ErrorCode)> = vec![
        ("", ErrorCode::MediaTypeUnsupported),
        ("{", ErrorCode::RequestMalformed),
        ("nonsense", ErrorCode::RequestMalformed),
        ("[]", ErrorCode::RequestMalformed),
        ("{}", ErrorCode::RequestMalformed),
        (r#"{"pin":836194}"#, ErrorCode::RequestMalformed),
        (r#"{"pin":"836194","extra":1}"#, ErrorCode::RequestMalformed),
        (r#"{"pin":"836194","pin":"404129"}"#, ErrorCode::RequestMalformed),
        (r#"{"pin":"836194"} {}"#, ErrorCode::RequestMalformed),
        (&deep, ErrorCode::RequestTooLarge),
        (&deep[..60_000], ErrorCode::RequestMalformed),
        (&huge, ErrorCode::RequestTooLarge),
    ];
    for (body, code) in cases {
        let request = lin.request(Method::PUT, "/v1/pin", body.as_bytes(), &Twist::default());
        let answer = Answer::read(request.send().await.expect("an answer")).await;
        assert_problem(&answer, code);
        assert!(!answer.text.contains("836194"), "{}", answer.text);
    }
    let kind = lin
        .request(
            Method::PUT,
            "/v1/pin",
            b"",
            &Twist { body: Some(b"pin".to_vec()), ..Twist::default() },
        )
        .header("content-type", "text/plain")
        .body("pin");
    let answer = Answer::read(kind.send().await.expect("an answer")).await;
    assert_problem(&answer, ErrorCode::MediaTypeUnsupported);
}

#[tokio::test]
async fn numbers_that_are_no_amount_are_refused() {
    let place = Place::start().await;
    let lin = Device::new(&place.url);
    lin.enrol(&place, "lin@demo.example", None).await.ok();
    for minor in [
        "-1",
        "-0.0",
        "0.1",
        "1e3",
        "\"1\"",
        "null",
        "true",
        "18446744073709551616",
        "1e400",
        "NaN",
        "+1",
        "01",
        "{}",
        "[1]",
    ] {
        let body = format!(
            "{{\"order\":\"01JD9Z3N8Q4T7V0W2X5Y6Z7A8B\",\
             \"amount\":{{\"minor\":{minor},\"currency\":\"CNY\"}}}}"
        );
        let request = client()
            .post(format!("{}/v1/orders", place.url))
            .bearer_auth(&place.shops[0].till_key)
            .header("content-type", "application/json")
            .body(body);
        let answer = Answer::read(request.send().await.expect("an answer")).await;
        assert_problem(&answer, ErrorCode::RequestMalformed);
    }
    let limit = lin.send(Method::GET, "/v1/payments?limit=0", None).await;
    assert_problem(&limit, ErrorCode::RequestMalformed);
    for query in ["limit=101", "limit=-1", "before=x", "offset=1", "limit=1&limit=2"] {
        let answer = lin.get(&format!("/v1/payments?{query}")).await;
        assert_problem(&answer, ErrorCode::RequestMalformed);
    }
}

#[tokio::test]
async fn every_answer_has_the_headers_that_protect_it() {
    let place = Place::start().await;
    for path in ["/v1/operator", "/till", "/nothing"] {
        let answer = place.nobody(Method::GET, path).await;
        assert_eq!(answer.header("x-content-type-options"), "nosniff");
        assert_eq!(answer.header("referrer-policy"), "no-referrer");
        assert!(answer.header("content-security-policy").starts_with("default-src 'none'"));
        assert!(answer.header("content-security-policy").contains("frame-ancestors 'none'"));
    }
}
