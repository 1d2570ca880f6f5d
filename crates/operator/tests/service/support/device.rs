//! A tiny wallet: signs requests and payment orders as the contract says, or wrongly on purpose.

use super::client::{Answer, client};
use super::place::Place;
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use operator::{code, random};
use reqwest::{Method, RequestBuilder};
use ring::rand::SystemRandom;
use ring::signature::{ECDSA_P256_SHA256_FIXED_SIGNING, EcdsaKeyPair, KeyPair as _};
use serde_json::{Value, json};
use std::sync::Arc;
use wire::payee::{Payee, PayeeKind};
use wire::payment::PaymentOrder;
use wire::signature::{self, Request, SignatureParams};
use wire::{Id, Money};

/// A device with a key.
#[derive(Clone)]
pub struct Device {
    pub url: String,
    pub id: Id,
    pub public_key: [u8; 65],
    pub key: Arc<EcdsaKeyPair>,
}

/// How a signed request differs from a right one.
#[derive(Clone, Debug, Default)]
pub struct Twist {
    /// The time of signing in Unix seconds, instead of now.
    pub signed_at_s: Option<u64>,
    /// Seconds to add to the time of signing.
    pub created_s: i64,
    /// The nonce instead of a random one.
    pub nonce: Option<u128>,
    /// The host that is signed, instead of the one that is spoken to.
    pub authority: Option<String>,
    /// The path that is signed, instead of the one that is asked.
    pub path: Option<String>,
    /// The method that is signed.
    pub method: Option<&'static str>,
    /// The body that is signed, instead of the one that is sent.
    pub body: Option<Vec<u8>>,
    /// The device that is named.
    pub key: Option<Id>,
    /// The merchant for which the request is made, and whether that is signed.
    pub merchant: Option<(Id, bool)>,
    /// The signed digest is sent although the body differs from it.
    pub no_digest: bool,
}

/// What is ordered.
#[derive(Clone, Debug)]
pub struct Order {
    pub order: PaymentOrder,
    pub pin: Option<&'static str>,
}

impl Order {
    /// An order over so many minor units.
    pub fn new(kind: PayeeKind, id: Id, minor: u64) -> Self {
        let order = PaymentOrder {
            payment: random::id().expect("random"),
            payee: Payee { kind, id },
            amount: Money { minor, currency: "CNY".to_owned() },
            discount: None,
            note: None,
            expires_at_ms: operator::clock::now().0 + 3_600_000,
        };
        Self { order, pin: Some("836194") }
    }

    /// An order that pays a label.
    pub fn label(label: Id, minor: u64) -> Self {
        Self::new(PayeeKind::Label, label, minor)
    }
}

impl Device {
    /// Makes a key.
    pub fn new(url: &str) -> Self {
        let random = SystemRandom::new();
        let algorithm = &ECDSA_P256_SHA256_FIXED_SIGNING;
        let document = EcdsaKeyPair::generate_pkcs8(algorithm, &random).expect("a key");
        let key = EcdsaKeyPair::from_pkcs8(algorithm, document.as_ref(), &random).expect("a key");
        let public_key: [u8; 65] = key.public_key().as_ref().try_into().expect("65 bytes");
        let (url, id) = (url.to_owned(), signature::device_id(&public_key));
        Self { url, id, public_key, key: Arc::new(key) }
    }

    /// The same device, speaking to another address.
    pub fn at(&self, url: &str) -> Self {
        Self { url: url.to_owned(), ..self.clone() }
    }

    /// Signs a text with the device key.
    pub fn sign(&self, text: &str) -> [u8; 64] {
        let signed = self.key.sign(&SystemRandom::new(), text.as_bytes()).expect("signs");
        signed.as_ref().try_into().expect("64 bytes")
    }

    /// Returns a signed request.
    pub fn request(
        &self,
        method: Method,
        target: &str,
        body: &[u8],
        twist: &Twist,
    ) -> RequestBuilder {
        let (path, query) = match target.split_once('?') {
            Some((path, query)) => (path, Some(query)),
            None => (target, None),
        };
        let host = self.url.trim_start_matches("http://");
        let digest = signature::content_digest(twist.body.as_deref().unwrap_or(body));
        let now_s = operator::clock::now().0 / 1000;
        let params = SignatureParams {
            created_s: twist.signed_at_s.unwrap_or(now_s).saturating_add_signed(twist.created_s),
            nonce: twist.nonce.unwrap_or_else(|| random::bits().expect("random")),
            key: twist.key.unwrap_or(self.id),
            covers_merchant: twist.merchant.is_some_and(|(_, is_signed)| is_signed),
        };
        let merchant = twist.merchant.map(|(merchant, _)| merchant.to_string());
        let request = Request {
            method: twist.method.unwrap_or(method.as_str()),
            authority: twist.authority.as_deref().unwrap_or(host),
            path: twist.path.as_deref().unwrap_or(path),
            query,
            content_digest: &digest,
            merchant: merchant.as_deref().filter(|_| params.covers_merchant),
        };
        let base = signature::signature_base(&request, &params).expect("a base");
        let mut builder = client()
            .request(method, format!("{}{target}", self.url))
            .header(signature::SIGNATURE_INPUT, signature::signature_input_header(&params))
            .header(signature::SIGNATURE, signature::signature_header(&self.sign(&base)));
        if let Some(merchant) = merchant {
            builder = builder.header(signature::MERCHANT, merchant);
        }
        if !twist.no_digest {
            builder = builder.header(signature::CONTENT_DIGEST, digest);
        }
        if !body.is_empty() {
            builder = builder.header("content-type", "application/json").body(body.to_vec());
        }
        builder
    }

    /// Sends a rightly signed request.
    pub async fn send(&self, method: Method, target: &str, body: Option<Value>) -> Answer {
        self.send_twisted(method, target, body, &Twist::default()).await
    }

    /// Sends a signed request for a merchant whose staff the person is of.
    pub async fn send_for(
        &self,
        merchant: Id,
        method: Method,
        target: &str,
        body: Option<Value>,
    ) -> Answer {
        let twist = Twist { merchant: Some((merchant, true)), ..Twist::default() };
        self.send_twisted(method, target, body, &twist).await
    }

    /// Sends a signed request with something wrong about it.
    pub async fn send_twisted(
        &self,
        method: Method,
        target: &str,
        body: Option<Value>,
        twist: &Twist,
    ) -> Answer {
        let body = body.map(|body| body.to_string()).unwrap_or_default();
        let request = self.request(method, target, body.as_bytes(), twist);
        Answer::read(request.send().await.expect("an answer")).await
    }

    /// Asks.
    pub async fn get(&self, target: &str) -> Answer {
        self.send(Method::GET, target, None).await
    }

    /// Asks, and looks at the status only: of a stream that has no end.
    pub async fn get_head(&self, target: &str) -> u16 {
        let request = self.request(Method::GET, target, b"", &Twist::default());
        request.send().await.expect("an answer").status().as_u16()
    }

    /// Asks for a one-time code.
    pub async fn start(&self, enrolment: Id, handle: &str) -> Answer {
        let body = json!({
            "enrolment": enrolment, "handle": handle,
            "device_key": signature::device_key_text(&self.public_key),
        });
        self.send(Method::POST, "/v1/enrolments", Some(body)).await
    }

    /// Confirms with a code.
    pub async fn confirm(&self, enrolment: Id, code: &str, name: Option<&str>) -> Answer {
        let body = json!({ "code": code, "name": name });
        let path = format!("/v1/enrolments/{enrolment}/confirm");
        self.send(Method::POST, &path, Some(body)).await
    }

    /// Enrols; the code is made as the operator makes it, from the operator's key. A place with a
    /// short queue may be busy with a job of its own: it is asked again.
    pub async fn enrol(&self, place: &Place, handle: &str, name: Option<&str>) -> Answer {
        let enrolment = random::id().expect("random");
        let mut started = self.start(enrolment, handle).await;
        while started.status == 503 {
            started = self.start(enrolment, handle).await;
        }
        started.ok();
        let code = code::make(&place.keys.code, enrolment, handle, &self.public_key);
        let mut confirmed = self.confirm(enrolment, code.expose(), name).await;
        while confirmed.status == 503 {
            confirmed = self.confirm(enrolment, code.expose(), name).await;
        }
        confirmed
    }

    /// Returns the body that pays an order.
    pub fn pay_body(&self, order: &Order) -> Value {
        let text = order.order.signed_text("demo.tongbao");
        let signature = URL_SAFE_NO_PAD.encode(self.sign(&text));
        json!({ "order": order.order, "order_signature": signature, "pin": order.pin })
    }

    /// Pays.
    pub async fn pay(&self, order: &Order) -> Answer {
        self.send(Method::POST, "/v1/payments", Some(self.pay_body(order))).await
    }

    /// Returns what the account holds, in minor units.
    pub async fn balance(&self) -> u64 {
        self.get("/v1/account").await.ok()["balance"]["minor"].as_u64().expect("a number")
    }
}
