//! A device that signs its requests, for tests that speak to the operator without a wallet.

use ring::rand::SystemRandom;
use ring::signature::{ECDSA_P256_SHA256_FIXED_SIGNING, EcdsaKeyPair, KeyPair as _};
use serde::de::DeserializeOwned;
use std::sync::{Arc, Once};
use std::time::{Duration, SystemTime, UNIX_EPOCH};
use wire::payee::Payee;
use wire::payment::{PayRequest, PaymentOrder, PaymentResponse, order_signature_text};
use wire::signature::{self, SignatureParams};
use wire::{Id, Money, Problem, Secret};

/// A P-256 key and the way to the operator.
#[derive(Clone)]
pub struct Device {
    key: Arc<EcdsaKeyPair>,
    random: SystemRandom,
    /// The public key: uncompressed point.
    pub public_key: [u8; 65],
    /// Its identifier.
    pub id: Id,
    http: reqwest::Client,
    base: String,
}

/// How a request failed.
#[derive(Debug)]
pub enum Failure {
    /// The operator refused.
    Refused(Box<Problem>),
    /// No whole answer came.
    Lost(String),
}

impl Failure {
    /// Returns the stable code of a refusal, or `lost`.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Refused(problem) => problem.code.word(),
            Self::Lost(_) => "lost",
        }
    }
}

/// Returns an HTTP client that trusts nothing but this machine.
pub fn http() -> reqwest::Client {
    http_within(Duration::from_secs(30))
}

/// Like [`http`], for one who takes an answer for lost after so long.
pub fn http_within(timeout: Duration) -> reqwest::Client {
    static PROVIDER: Once = Once::new();
    PROVIDER.call_once(|| {
        // A second installation in the same process would only say that there is one.
        let _ = rustls::crypto::ring::default_provider().install_default();
    });
    let builder = reqwest::Client::builder().no_proxy();
    builder.timeout(timeout).build().expect("an HTTP client")
}

/// Returns Unix milliseconds.
pub fn now_ms() -> u64 {
    let now = SystemTime::now().duration_since(UNIX_EPOCH).expect("a clock after 1970");
    u64::try_from(now.as_millis()).expect("a clock before the year 500 million")
}

/// Returns a new identifier.
pub fn new_id() -> Id {
    Id::from_parts(now_ms(), u128::from_be_bytes(random_bytes()))
}

fn random_bytes() -> [u8; 16] {
    ring::rand::generate(&SystemRandom::new()).expect("random bytes").expose()
}

impl Device {
    /// Makes a new key for the operator at `base`, such as `http://127.0.0.1:7300`.
    pub fn new(base: &str) -> Self {
        Self::with_client(base, http())
    }

    /// Like [`Self::new`], over a client that others use too.
    pub fn with_client(base: &str, http: reqwest::Client) -> Self {
        let random = SystemRandom::new();
        let algorithm = &ECDSA_P256_SHA256_FIXED_SIGNING;
        let document = EcdsaKeyPair::generate_pkcs8(algorithm, &random).expect("a key");
        let key = EcdsaKeyPair::from_pkcs8(algorithm, document.as_ref(), &random).expect("a key");
        let key = Arc::new(key);
        let public_key: [u8; 65] = key.public_key().as_ref().try_into().expect("65 bytes");
        let id = signature::device_id(&public_key);
        Self { key, random, public_key, id, http, base: base.to_owned() }
    }

    /// Returns the same device, speaking to another address.
    #[must_use]
    pub fn at(&self, base: &str) -> Self {
        Self { base: base.to_owned(), ..self.clone() }
    }

    /// Goes on at another address: the operator was restarted, or a proxy stands before it.
    pub fn move_to(&mut self, base: &str) {
        self.base = base.to_owned();
    }

    /// Signs a message: `r || s`.
    pub fn sign(&self, message: &[u8]) -> [u8; 64] {
        let signature = self.key.sign(&self.random, message).expect("a signature");
        signature.as_ref().try_into().expect("64 bytes")
    }

    /// Returns the signature headers of a request as of now.
    pub fn headers(&self, method: &str, target: &str, body: &[u8]) -> Vec<(&'static str, String)> {
        let params = SignatureParams {
            created_s: now_ms() / 1000,
            nonce: u128::from_be_bytes(random_bytes()),
            key: self.id,
            covers_merchant: false,
        };
        let content_digest = signature::content_digest(body);
        let (path, query) = match target.split_once('?') {
            Some((path, query)) => (path, Some(query)),
            None => (target, None),
        };
        let authority = self.base.trim_start_matches("http://");
        let content = &content_digest;
        let parts = signature::Request {
            method,
            authority,
            path,
            query,
            content_digest: content,
            merchant: None,
        };
        let base = signature::signature_base(&parts, &params).expect("a signable request");
        let signed = self.sign(base.as_bytes());
        vec![
            (signature::CONTENT_DIGEST, content_digest),
            (signature::SIGNATURE_INPUT, signature::signature_input_header(&params)),
            (signature::SIGNATURE, signature::signature_header(&signed)),
        ]
    }

    /// Sends a signed request and reads the answer.
    pub async fn send<T: DeserializeOwned>(
        &self,
        method: &str,
        target: &str,
        body: Option<&serde_json::Value>,
    ) -> Result<T, Failure> {
        let bytes = body.map(|json| json.to_string().into_bytes()).unwrap_or_default();
        let headers = self.headers(method, target, &bytes);
        let method = method.parse().expect("a method");
        let mut request = self.http.request(method, format!("{}{target}", self.base));
        for (name, value) in headers {
            request = request.header(name, value);
        }
        if body.is_some() {
            request = request.header("content-type", "application/json").body(bytes);
        }
        let lost = |error: reqwest::Error| Failure::Lost(error.to_string());
        let response = request.send().await.map_err(lost)?;
        let status = response.status();
        let answer = response.bytes().await.map_err(lost)?;
        if status.is_success() {
            return serde_json::from_slice(&answer)
                .map_err(|error| Failure::Lost(format!("{status}: {error}")));
        }
        let problem: Problem = serde_json::from_slice(&answer)
            .map_err(|error| Failure::Lost(format!("{status}: no problem document: {error}")))?;
        Err(Failure::Refused(Box::new(problem)))
    }

    /// Returns a signed order, ready to send as often as need be.
    pub fn order(&self, operator: &str, payment: Id, payee: Payee, amount: Money) -> PayRequest {
        let expires_at_ms = now_ms() + 3_600_000;
        let order =
            PaymentOrder { payment, payee, amount, discount: None, note: None, expires_at_ms };
        let signature = self.sign(order.signed_text(operator).as_bytes());
        PayRequest { order, order_signature: order_signature_text(&signature), pin: None }
    }

    /// Sends an order, with a PIN where one is given.
    pub async fn pay(
        &self,
        request: &PayRequest,
        pin: Option<&str>,
    ) -> Result<PaymentResponse, Failure> {
        let mut request = request.clone();
        request.pin = pin.map(Secret::new);
        let body = serde_json::to_value(&request).expect("an order serialises");
        self.send("POST", "/v1/payments", Some(&body)).await
    }
}
