//! The API against a small server on this machine: what is signed, and how failures are sorted.

use super::*;
use crate::random;
use futures_util::StreamExt as _;
use std::sync::Mutex;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpListener;
use wallet::port::{Clock as _, KeyVault as _};
use wire::signature::{check_content_digest, device_id, parse};
use wire::{ErrorCode, Problem, Secret};
use zeroize::Zeroizing;

/// Answers each connection with the next text and closes it; keeps what was asked.
struct Server {
    url: String,
    asked: Arc<Mutex<Vec<String>>>,
}

impl Server {
    async fn start(answers: Vec<Vec<u8>>) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
        let url = format!("http://{}", listener.local_addr().expect("a bound port"));
        let asked = Arc::new(Mutex::new(Vec::new()));
        let heard = Arc::clone(&asked);
        tokio::spawn(async move {
            for answer in answers {
                let Ok((mut stream, _)) = listener.accept().await else { return };
                let mut request = Vec::new();
                while !is_whole(&request) {
                    let mut buffer = [0; 4096];
                    match stream.read(&mut buffer).await {
                        Ok(count) if count > 0 => request.extend_from_slice(&buffer[..count]),
                        _ => break,
                    }
                }
                let request = String::from_utf8_lossy(&request).into_owned();
                heard.lock().expect("whole").push(request);
                let _ = stream.write_all(&answer).await;
            }
        });
        Self { url, asked }
    }

    fn asked(&self) -> Vec<String> {
        self.asked.lock().expect("whole").clone()
    }
}

fn is_whole(request: &[u8]) -> bool {
    let text = String::from_utf8_lossy(request);
    let Some((head, body)) = text.split_once("\r\n\r\n") else { return false };
    let length = header(head, "content-length").and_then(|length| length.parse().ok());
    body.len() >= length.unwrap_or(0)
}

fn header<'a>(head: &'a str, name: &str) -> Option<&'a str> {
    let mut lines = head.lines().filter_map(|line| line.split_once(": "));
    lines.find(|(key, _)| key.eq_ignore_ascii_case(name)).map(|(_, value)| value)
}

fn answer(status: &str, headers: &str, body: &str) -> Vec<u8> {
    let length = body.len();
    format!(
        "HTTP/1.1 {status}\r\ncontent-length: {length}\r\nconnection: close\r\n{headers}\r\n{body}"
    )
    .into_bytes()
}

fn problem(code: ErrorCode, headers: &str) -> Vec<u8> {
    let body = serde_json::to_string(&Problem::new(code)).expect("serialises");
    answer(&format!("{} Refused", code.status()), headers, &body)
}

/// An API with a new key; the folder of the key may be gone once it is read.
fn api() -> (HttpApi, DeviceClock) {
    let home = tempfile::tempdir().expect("a folder");
    let wrapping = Zeroizing::new(random::bytes());
    let vault = Arc::new(DeviceKey::create(home.path(), &wrapping).expect("a key"));
    let clock = DeviceClock::default();
    (HttpApi::new(vault, clock.clone()).expect("a client"), clock)
}

#[tokio::test]
async fn a_request_is_signed_over_what_is_sent() {
    let (api, _) = api();
    let server = Server::start(vec![answer("204 No Content", "", "")]).await;
    let request = SetPinRequest { pin: Secret::new("271828"), current_pin: None };
    assert_eq!(api.set_pin(&server.url, &request).await, Ok(()));
    let asked = &server.asked()[0];
    let (head, body) = asked.split_once("\r\n\r\n").expect("a whole request");
    assert!(head.starts_with("PUT /v1/pin HTTP/1.1"), "{head}");
    assert_eq!(
        check_content_digest(header(head, "content-digest").expect("there"), body.as_bytes()),
        Ok(())
    );
    let get = |name| header(head, name).expect("there");
    let (params, signature) = parse(get("signature-input"), get("signature")).expect("sound");
    let key = api.vault.public_key().expect("a key");
    assert_eq!(params.key, device_id(&key));
    let parts = wire::signature::Request {
        method: "PUT",
        authority: get("host"),
        path: "/v1/pin",
        query: None,
        content_digest: get("content-digest"),
        merchant: None,
    };
    let base = wire::signature::signature_base(&parts, &params).expect("a base");
    let verifying = p256::ecdsa::VerifyingKey::from_sec1_bytes(&key).expect("a point");
    let signature = p256::ecdsa::Signature::from_slice(&signature).expect("r and s");
    p256::ecdsa::signature::Verifier::verify(&verifying, base.as_bytes(), &signature)
        .expect("the signature fits what was sent");
}

#[tokio::test]
async fn failures_are_sorted_by_what_may_have_been_done() {
    let (api, _) = api();
    // Nothing listens there, and no client is given that port.
    assert_eq!(api.account("http://127.0.0.1:1").await, Err(ApiError::Unreachable));
    let address = api.account("http://192.0.2.1").await;
    assert!(matches!(address, Err(ApiError::AddressRefused(_))), "{address:?}");

    let cases = [
        (b"".to_vec(), ApiError::AnswerLost),
        (b"HTTP/1.1 200 OK\r\ncontent-length: 99\r\n\r\n{".to_vec(), ApiError::AnswerLost),
        (answer("502 Bad Gateway", "", "<html>"), ApiError::AnswerLost),
    ];
    for (given, expected) in cases {
        let server = Server::start(vec![given]).await;
        assert_eq!(api.account(&server.url).await, Err(expected));
    }
    for given in [
        answer("200 OK", "", "{\"person\": 7}"),
        answer("302 Found", "location: https://example.org/\r\n", ""),
        answer("404 Not Found", "", "<html>"),
        answer("200 OK", "", &"x".repeat(1024 * 1024 + 1)),
    ] {
        let server = Server::start(vec![given]).await;
        let error = api.account(&server.url).await.expect_err("malformed");
        assert!(matches!(error, ApiError::AnswerMalformed(_)), "{error:?}");
    }
}

#[tokio::test]
async fn refusals_carry_their_problem_and_their_wait() {
    let (api, _) = api();
    let server = Server::start(vec![
        problem(ErrorCode::InsufficientFunds, ""),
        answer("429 Too Many", "retry-after: 7\r\n", "slow down"),
    ])
    .await;
    for (code, retry_after_s) in
        [(ErrorCode::InsufficientFunds, None), (ErrorCode::RateLimited, Some(7))]
    {
        let Err(ApiError::Refused(problem)) = api.account(&server.url).await else {
            panic!("not refused")
        };
        assert_eq!((problem.code, problem.retry_after_s), (code, retry_after_s));
    }
}

#[tokio::test]
async fn a_wrong_clock_is_put_right_by_the_answer_that_complains() {
    let (api, clock) = api();
    let date = "date: Wed, 01 Jan 2031 00:00:00 GMT\r\n";
    let server = Server::start(vec![
        problem(ErrorCode::SignatureExpired, date),
        problem(ErrorCode::DeviceUnknown, date),
    ])
    .await;
    let error = api.account(&server.url).await.expect_err("refused");
    assert!(
        matches!(error, ApiError::Refused(problem) if problem.code == ErrorCode::DeviceUnknown)
    );
    assert!(clock.now_ms().abs_diff(1_924_992_000_000) < 5_000);
    let asked = server.asked();
    let created = |head: &str| {
        let input = header(head, "signature-input").expect("there").to_owned();
        parse(&input, header(head, "signature").expect("there")).expect("sound").0
    };
    let (first, second) = (created(&asked[0]), created(&asked[1]));
    assert!(second.created_s.abs_diff(1_924_992_000) < 5, "signed anew");
    assert_ne!(first.nonce, second.nonce);
}

#[tokio::test]
async fn events_come_one_by_one_until_the_connection_ends() {
    let (api, _) = api();
    let event = r#"{"event":41,"kind":"received","payment":{"payment":"00000000000000000000000001",
        "kind":"transfer","direction":"in","amount":{"minor":100,"currency":"CNY"},
        "counterparty":null,"note":null,"order":null,"at_ms":1,"sequence":2,"journal_hash":""}}"#
        .replace('\n', "");
    let body = format!(": hello\n\nid: 41\nevent: received\ndata: {event}\n\ndata: nonsense\n\n");
    let server = Server::start(vec![answer("200 OK", "", &body)]).await;
    let events = api.events(&server.url, 40).await.expect("opened");
    let events: Vec<_> = events.collect().await;
    assert_eq!(events.len(), 2);
    assert_eq!(events[0].as_ref().map(|event| event.event()), Ok(41));
    assert!(matches!(events[1], Err(ApiError::AnswerMalformed(_))));
    let asked = &server.asked()[0];
    assert_eq!(header(asked, "last-event-id"), Some("40"));
    assert_eq!(header(asked, "accept"), Some("text/event-stream"));
}
