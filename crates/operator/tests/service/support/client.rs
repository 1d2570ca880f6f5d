//! A plain HTTP client and what it hears back.

use super::described;
use reqwest::{Method, Response};
use serde_json::Value;
use std::sync::OnceLock;
use std::time::Duration;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;

/// An answer, read to its end.
#[derive(Debug)]
pub struct Answer {
    /// The status.
    pub status: u16,
    /// The headers.
    pub headers: reqwest::header::HeaderMap,
    /// The body as text.
    pub text: String,
    /// The body as JSON; null when it is none.
    pub json: Value,
}

impl Answer {
    /// Reads a response.
    pub async fn read(response: Response) -> Self {
        let status = response.status().as_u16();
        let (headers, path) = (response.headers().clone(), response.url().path().to_owned());
        let text = response.text().await.expect("the body arrives");
        let json = serde_json::from_str(&text).unwrap_or(Value::Null);
        if status >= 400
            && let Some(code) = json["code"].as_str()
        {
            described::check(&path, code);
        }
        Self { status, headers, text, json }
    }

    /// Returns a header, empty when it is absent.
    pub fn header(&self, name: &str) -> &str {
        self.headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default()
    }

    /// Asserts success and returns the JSON.
    #[track_caller]
    pub fn ok(self) -> Value {
        assert!((200..300).contains(&self.status), "{} {}", self.status, self.text);
        self.json
    }
}

/// Returns the client: made once, because that takes longer than a request. Each request has a
/// connection of its own, so that none outlives the runtime of its test.
pub fn client() -> reqwest::Client {
    static CLIENT: OnceLock<reqwest::Client> = OnceLock::new();
    let made = CLIENT.get_or_init(|| {
        let _ = rustls::crypto::ring::default_provider().install_default();
        let builder = reqwest::Client::builder().no_proxy().pool_max_idle_per_host(0);
        builder.build().expect("a client")
    });
    made.clone()
}

/// Sends bytes as they stand and returns all that comes back until the other side hangs up.
pub async fn raw(url: &str, bytes: &[u8]) -> String {
    let mut stream = TcpStream::connect(url.trim_start_matches("http://")).await.expect("connects");
    // The operator may hang up before all is sent.
    let _ = stream.write_all(bytes).await;
    let mut answer = Vec::new();
    let reading = tokio::time::timeout(Duration::from_secs(60), stream.read_to_end(&mut answer));
    // An end without a farewell is an end too.
    let _ = reading.await.expect("an end in time");
    String::from_utf8_lossy(&answer).into_owned()
}

/// Sends a request without a signature, with a till key where there is one.
pub async fn plain(
    url: &str,
    method: Method,
    path: &str,
    till_key: Option<&str>,
    body: Option<&Value>,
) -> Answer {
    let mut request = client().request(method, format!("{url}{path}"));
    if let Some(key) = till_key {
        request = request.bearer_auth(key);
    }
    if let Some(body) = body {
        request = request.json(body);
    }
    Answer::read(request.send().await.expect("an answer")).await
}
