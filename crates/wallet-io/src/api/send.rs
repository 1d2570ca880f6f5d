//! One request: made, signed, sent, and sorted by what became of it.

use super::{HttpApi, address, answer};
use crate::random;
use reqwest::header::{ACCEPT, CONTENT_TYPE, DATE, HeaderMap};
use reqwest::{Client, Method, Response, Url};
use serde::Serialize;
use serde::de::DeserializeOwned;
use std::borrow::Cow;
use std::time::UNIX_EPOCH;
use wallet::port::{ApiError, Clock as _, KeyVault as _};
use wire::signature::{self, SignatureParams};
use wire::{ErrorCode, Id};
use zeroize::Zeroizing;

/// A request before it is signed.
pub(super) struct Call {
    method: Method,
    /// Path and query.
    target: Cow<'static, str>,
    /// JSON, perhaps with a PIN or a code in it.
    body: Option<Zeroizing<Vec<u8>>>,
    after_event: Option<u64>,
    is_signed: bool,
    /// The shop that it is asked for.
    merchant: Option<Id>,
}

impl Call {
    pub(super) fn get(target: impl Into<Cow<'static, str>>) -> Self {
        let target = target.into();
        Self {
            method: Method::GET,
            target,
            body: None,
            after_event: None,
            is_signed: true,
            merchant: None,
        }
    }

    pub(super) fn with(
        method: Method,
        target: impl Into<Cow<'static, str>>,
        body: &impl Serialize,
    ) -> Result<Self, ApiError> {
        let body = serde_json::to_vec(body)
            .map_err(|_| ApiError::AnswerMalformed("the request cannot be written".to_owned()))?;
        Ok(Self { method, body: Some(Zeroizing::new(body)), ..Self::get(target) })
    }

    /// A request that says nothing but its address.
    pub(super) fn post(target: impl Into<Cow<'static, str>>) -> Self {
        Self { method: Method::POST, ..Self::get(target) }
    }

    /// Asks for a shop: its name is sent along, and signed.
    pub(super) fn for_merchant(self, merchant: Id) -> Self {
        Self { merchant: Some(merchant), ..self }
    }

    pub(super) fn unsigned(self) -> Self {
        Self { is_signed: false, ..self }
    }

    pub(super) fn after_event(self, event: u64) -> Self {
        Self { after_event: Some(event), ..self }
    }
}

impl HttpApi {
    /// Sends a request and reads the JSON of its answer.
    pub(super) async fn ask<T: DeserializeOwned>(
        &self,
        url: &str,
        call: &Call,
    ) -> Result<T, ApiError> {
        answer::json(self.send(&self.requests, url, call).await?).await
    }

    /// Sends a request and returns the content of its answer as it is.
    pub(super) async fn file(&self, url: &str, call: &Call) -> Result<Vec<u8>, ApiError> {
        answer::file(self.send(&self.requests, url, call).await?).await
    }

    /// Sends a request whose answer has no content.
    pub(super) async fn tell(&self, url: &str, call: &Call) -> Result<(), ApiError> {
        self.send(&self.requests, url, call).await.map(drop)
    }

    /// Opens a stream.
    pub(super) async fn open(&self, url: &str, call: &Call) -> Result<Response, ApiError> {
        self.send(&self.streams, url, call).await
    }

    /// Returns the answer to a request if it is a good one. A signature that was refused for its
    /// time is made once more, with what that very answer said of the operator's clock.
    async fn send(&self, client: &Client, url: &str, call: &Call) -> Result<Response, ApiError> {
        let url = address::read(url)?;
        if let (Some(why), "https") = (&self.no_https, url.scheme()) {
            return Err(ApiError::AddressRefused(format!("no certificate can be checked: {why}")));
        }
        match answer::good(self.send_once(client, &url, call).await?).await {
            Err(ApiError::Refused(problem)) if problem.code == ErrorCode::SignatureExpired => {
                answer::good(self.send_once(client, &url, call).await?).await
            }
            answer => answer,
        }
    }

    async fn send_once(
        &self,
        client: &Client,
        url: &Url,
        call: &Call,
    ) -> Result<Response, ApiError> {
        let target = url.join(&call.target);
        let target = target.map_err(|error| ApiError::AddressRefused(error.to_string()))?;
        let mut request = client.request(call.method.clone(), target.clone());
        if call.is_signed {
            for (name, value) in self.signature(&target, call)? {
                request = request.header(name, value);
            }
        }
        if let Some(merchant) = call.merchant {
            request = request.header(signature::MERCHANT, merchant.to_string());
        }
        request = match call.after_event {
            Some(event) => {
                request.header(ACCEPT, "text/event-stream").header("last-event-id", event)
            }
            None => request.header(ACCEPT, "application/json, application/problem+json"),
        };
        if let Some(body) = &call.body {
            request = request.header(CONTENT_TYPE, "application/json").body(body.to_vec());
        }
        let response = request.send().await.map_err(|error| sort(&error))?;
        self.learn_time(response.headers());
        Ok(response)
    }

    /// Returns the headers that sign a request as of now.
    fn signature(
        &self,
        target: &Url,
        call: &Call,
    ) -> Result<[(&'static str, String); 3], ApiError> {
        let failed = |why: String| ApiError::AddressRefused(format!("it cannot be signed: {why}"));
        let key = self.vault.public_key().map_err(|error| failed(error.to_string()))?;
        let merchant = call.merchant.map(|merchant| merchant.to_string());
        let params = SignatureParams {
            created_s: self.clock.now_ms() / 1000,
            nonce: u128::from_le_bytes(random::bytes()),
            key: signature::device_id(&key),
            covers_merchant: merchant.is_some(),
        };
        let body = call.body.as_ref().map(|body| body.as_slice()).unwrap_or_default();
        let content_digest = signature::content_digest(body);
        let parts = signature::Request {
            method: call.method.as_str(),
            authority: &address::authority(target),
            path: target.path(),
            query: target.query(),
            content_digest: &content_digest,
            merchant: merchant.as_deref(),
        };
        let base = signature::signature_base(&parts, &params);
        let base = base.map_err(|error| failed(error.to_string()))?;
        let signed = self.vault.sign(base.as_bytes()).map_err(|error| failed(error.to_string()))?;
        Ok([
            (signature::CONTENT_DIGEST, content_digest),
            (signature::SIGNATURE_INPUT, signature::signature_input_header(&params)),
            (signature::SIGNATURE, signature::signature_header(&signed)),
        ])
    }

    /// Learns the operator's clock from the date of an answer.
    fn learn_time(&self, headers: &HeaderMap) {
        let date = headers.get(DATE).and_then(|date| date.to_str().ok());
        let time = date.and_then(|date| httpdate::parse_http_date(date).ok());
        let since = time.and_then(|time| time.duration_since(UNIX_EPOCH).ok());
        if let Some(ms) = since.and_then(|since| u64::try_from(since.as_millis()).ok()) {
            self.clock.learn_coarse(ms);
        }
    }
}

/// Sorts the failures without an answer: only when no connection came about was nothing sent.
pub(super) fn sort(error: &reqwest::Error) -> ApiError {
    if error.is_builder() {
        ApiError::AddressRefused("no request can be made of it".to_owned())
    } else if error.is_connect() {
        ApiError::Unreachable
    } else {
        ApiError::AnswerLost
    }
}
