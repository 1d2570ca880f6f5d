//! Other shapes of the same request: methods, slashes, escapes, letters, headers that claim
//! another method. None of them opens what the plain one does not.

use super::caller::Caller;
use super::table::ROWS;
use super::{Cast, head, word};
use crate::support::assert_problem;
use crate::support::client::raw;
use std::collections::{BTreeMap, BTreeSet};
use wire::ErrorCode;

const METHODS: &[&str] = &["GET", "POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "MERGE"];

#[tokio::test]
async fn a32_verb_tampering_reaches_nothing_and_is_told_what_is_allowed() {
    let cast = Cast::new().await;
    let mut allowed: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    for row in ROWS.iter().filter(|row| !row.is_admin) {
        allowed.entry(row.path).or_default().insert(row.method);
    }
    for (template, known) in allowed {
        let path = cast.path(template);
        for method in METHODS.iter().filter(|method| !known.contains(**method)) {
            for caller in [Caller::Nobody, Caller::Payer, Caller::Till] {
                let answer = head(cast.request(caller, method, &path, None)).await;
                assert_problem(&answer, ErrorCode::MethodNotAllowed);
                for method in &known {
                    assert!(answer.header("allow").contains(method), "{template}");
                }
            }
        }
        // HEAD is GET without a body: it asks for the same proof.
        for caller in Caller::ALL.into_iter().filter(|_| known.contains("GET")) {
            let asked = head(cast.request(caller, "GET", &path, None)).await;
            let looked = head(cast.request(caller, "HEAD", &path, None)).await;
            assert_eq!(looked.status, asked.status, "HEAD {path} as {caller:?}");
            assert!(looked.text.is_empty());
        }
    }
}

#[tokio::test]
async fn a32_a_header_that_claims_another_method_or_address_is_not_believed() {
    let cast = Cast::new().await;
    let claims = [
        ("x-http-method-override", "DELETE"),
        ("x-http-method", "PUT"),
        ("x-method-override", "POST"),
        ("x-original-url", "/metrics"),
        ("x-rewrite-url", "/v1/till"),
        ("x-forwarded-host", "other.example"),
        ("forwarded", "for=127.0.0.1;host=other.example;proto=https"),
    ];
    for (name, value) in claims {
        for (caller, path) in [
            (Caller::Payer, "/v1/account"),
            (Caller::OtherPayer, "/v1/payments/{payment}"),
            (Caller::Till, "/v1/till"),
            (Caller::OtherTill, "/v1/orders/{order}"),
            (Caller::Nobody, "/v1/operator"),
        ] {
            let path = cast.path(path);
            let plain = head(cast.request(caller, "GET", &path, None)).await;
            let request = cast.request(caller, "GET", &path, None).header(name, value);
            let claimed = head(request).await;
            assert_eq!(word(&claimed), word(&plain), "{name}: {value} on {path} as {caller:?}");
        }
    }
}

#[tokio::test]
async fn a32_slashes_escapes_and_capitals_lead_nowhere() {
    let cast = Cast::new().await;
    for row in ROWS.iter().filter(|row| !row.is_admin && row.path.len() > 2) {
        let path = cast.path(row.path);
        let (first, rest) = path[1..].split_once('/').unwrap_or(("", &path[1..]));
        let shapes = [
            format!("{path}/"),
            format!("//{}", &path[1..]),
            format!("/{first}//{rest}"),
            format!("/{first}%2f{rest}"),
            format!("/{first}%2F{rest}"),
            format!("/{first}/.;/{rest}"),
            format!("/%{:02x}{}", path.as_bytes()[1], &path[2..]),
            format!("{path}%00"),
            format!("{path}%20"),
            format!("{path};a=b"),
            path.to_uppercase(),
        ];
        for shape in shapes {
            for caller in [Caller::Nobody, Caller::Payer, Caller::Till] {
                let body = cast.body(row, caller).await;
                let answer = head(cast.request(caller, row.method, &shape, body.as_ref())).await;
                let what = format!("{} {shape} as {caller:?}", row.method);
                // An identifier with something behind it is none; a label's page says so in HTML.
                assert!(
                    (400..500).contains(&answer.status),
                    "{what}: {} {}",
                    answer.status,
                    answer.text
                );
            }
        }
    }
    cast.place.audit();
}

#[tokio::test]
async fn a32_dots_are_no_way_from_one_address_to_another() {
    let cast = Cast::new().await;
    let host = cast.place.url.trim_start_matches("http://").to_owned();
    let key = cast.place.shops[0].till_key.clone();
    for path in ["/v1/../v1/till", "/v1/./till", "/v1/%2e%2e/v1/till", "/..%2fv1/till", "/v1\\till"]
    {
        let request = format!(
            "GET {path} HTTP/1.1\r\nhost: {host}\r\nauthorization: Bearer {key}\r\n\
             connection: close\r\n\r\n"
        );
        let answer = raw(&cast.place.url, request.as_bytes()).await;
        let refused = ["HTTP/1.1 404", "HTTP/1.1 400"].iter().any(|line| answer.starts_with(line));
        assert!(refused, "{path}: {answer}");
    }
}
