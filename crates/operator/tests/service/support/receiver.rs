//! A merchant's program that hears webhooks, on a port of its own; it answers as it is told to.

use axum::body::Bytes;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse as _, Response};
use axum::{Router, routing::post};
use ring::hmac;
use serde_json::Value;
use std::collections::VecDeque;
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};
use tokio::net::TcpListener;

/// What was heard.
#[derive(Clone, Debug)]
pub struct Heard {
    pub id: String,
    pub at_s: u64,
    pub signatures: Vec<String>,
    pub body: Vec<u8>,
    pub json: Value,
}

/// How the program answers.
#[derive(Clone, Copy, Debug)]
pub enum Reply {
    Status(u16),
    /// Sends whoever asks elsewhere.
    Redirect,
    /// Never answers.
    Silence,
    /// Answers with a body that never ends.
    Endless,
}

#[derive(Default)]
struct Inner {
    heard: Mutex<Vec<Heard>>,
    replies: Mutex<VecDeque<Reply>>,
}

/// The program.
pub struct Receiver {
    pub url: String,
    inner: Arc<Inner>,
}

impl Receiver {
    /// Starts it; the replies are given in turn, then 204.
    pub async fn start(replies: &[Reply]) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
        let url = format!("http://{}/told", listener.local_addr().expect("an address"));
        let inner = Arc::new(Inner::default());
        inner.replies.lock().expect("no panic").extend(replies);
        let app = Router::new().route("/told", post(hear)).with_state(Arc::clone(&inner));
        tokio::spawn(async move { axum::serve(listener, app).await });
        Self { url, inner }
    }

    /// Returns all that was heard.
    pub fn heard(&self) -> Vec<Heard> {
        self.inner.heard.lock().expect("no panic").clone()
    }

    /// Waits until so much was heard.
    pub async fn wait(&self, count: usize) -> Vec<Heard> {
        let end = Instant::now() + Duration::from_secs(60);
        loop {
            let heard = self.heard();
            if heard.len() >= count {
                return heard;
            }
            assert!(Instant::now() < end, "{count} expected, heard: {heard:?}");
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    }
}

async fn hear(State(inner): State<Arc<Inner>>, headers: HeaderMap, body: Bytes) -> Response {
    let text = |name: &str| headers[name].to_str().expect("ASCII").to_owned();
    inner.heard.lock().expect("no panic").push(Heard {
        id: text("webhook-id"),
        at_s: text("webhook-timestamp").parse().expect("a number"),
        signatures: text("webhook-signature").split(' ').map(str::to_owned).collect(),
        json: serde_json::from_slice(&body).expect("JSON"),
        body: body.to_vec(),
    });
    let reply = inner.replies.lock().expect("no panic").pop_front();
    match reply.unwrap_or(Reply::Status(204)) {
        Reply::Status(status) => StatusCode::from_u16(status).expect("a status").into_response(),
        Reply::Redirect => {
            (StatusCode::TEMPORARY_REDIRECT, [(header::LOCATION, "/told")]).into_response()
        }
        Reply::Silence => std::future::pending().await,
        Reply::Endless => {
            let part = Ok::<_, std::io::Error>(Bytes::from_static(&[b'x'; 1024]));
            axum::body::Body::from_stream(futures_util::stream::repeat_with(move || {
                part.as_ref().map(Clone::clone).map_err(|error| std::io::Error::from(error.kind()))
            }))
            .into_response()
        }
    }
}

impl Heard {
    /// Returns whether one of the signatures is made with the secret, by a check of its own.
    pub fn is_signed_with(&self, secret: &str) -> bool {
        use base64::Engine as _;
        let base64 = &base64::engine::general_purpose::STANDARD;
        let secret = base64.decode(secret.strip_prefix("whsec_").expect("a secret"));
        let key = hmac::Key::new(hmac::HMAC_SHA256, &secret.expect("base 64"));
        let mut signed = format!("{}.{}.", self.id, self.at_s).into_bytes();
        signed.extend(&self.body);
        self.signatures.iter().any(|signature| {
            let made = base64.decode(signature.strip_prefix("v1,").expect("version 1"));
            hmac::verify(&key, &signed, &made.expect("base 64")).is_ok()
        })
    }
}
