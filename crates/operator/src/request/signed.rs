//! Requests signed by a device (RFC 9421): who asks, checked before a handler runs.

use super::{body, guard};
use crate::clock;
use crate::problem::Fault;
use crate::service::Shared;
use axum::body::Bytes;
use axum::extract::{FromRequest, Request};
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderName, Method, header};
use bank::command::SignedBy;
use bank::id::{DeviceId, MerchantId, PersonId};
use bank::{Command, TimeMs};
use ring::signature::{ECDSA_P256_SHA256_FIXED, UnparsedPublicKey};
use serde::de::DeserializeOwned;
use wire::signature::{self, SignatureError, SignatureParams};
use wire::{ErrorCode, Id};

/// How far a signature's time may be from the clock, in milliseconds, either way.
pub const WINDOW_MS: u64 = 300_000;

/// A request with a well-formed signature that nobody has verified yet.
pub struct SignedRequest {
    params: SignatureParams,
    signature: [u8; 64],
    base: String,
    /// For which merchant it is made, where it says so.
    merchant: Option<MerchantId>,
    headers: HeaderMap,
    bytes: Bytes,
    /// What it asks about, where it only reads.
    reads: Option<String>,
}

/// Who signed.
#[derive(Clone, Copy)]
pub struct Caller {
    /// The device.
    pub device: DeviceId,
    /// For whom it signs.
    pub person: PersonId,
    /// Its public key.
    pub public_key: [u8; 65],
    /// What the bank uses up with the command.
    pub signed_by: SignedBy,
}

/// A verified request with a JSON body; its nonce goes with the command.
pub struct Signed<T> {
    /// Who asks.
    pub caller: Caller,
    /// The body.
    pub body: T,
}

/// A verified request that only reads; its nonce is used up already.
pub struct Reading(pub Caller);

impl From<SignatureError> for Fault {
    fn from(error: SignatureError) -> Self {
        Self::from(error.code()).detail(error.to_string())
    }
}

impl SignedRequest {
    fn read(parts: Parts, bytes: Bytes, service: &Shared) -> Result<Self, Fault> {
        let headers = parts.headers;
        let (params, signature) = signature::parse(
            &joined(&headers, signature::SIGNATURE_INPUT)?,
            &joined(&headers, signature::SIGNATURE)?,
        )?;
        let now = clock::now();
        if params.created_s.saturating_mul(1000).abs_diff(now.0) > WINDOW_MS {
            return Err(Fault::from(ErrorCode::SignatureExpired)
                .detail(format!("the operator's clock says {} s", now.0 / 1000)));
        }
        if params.created_s.saturating_mul(1000) < service.epoch.0 {
            return Err(Fault::from(ErrorCode::SignatureExpired)
                .detail("signed before the operator's data was put back"));
        }
        let digest = joined(&headers, signature::CONTENT_DIGEST)?;
        signature::check_content_digest(&digest, &bytes)?;
        let merchant = joined(&headers, signature::MERCHANT)?;
        let merchant = (!merchant.is_empty()).then_some(merchant.as_str());
        let request = signature::Request {
            method: parts.method.as_str(),
            authority: authority(&headers, service)?,
            path: parts.uri.path(),
            query: parts.uri.query(),
            content_digest: &digest,
            merchant,
        };
        let base = signature::signature_base(&request, &params)?;
        let reads = (parts.method == Method::GET).then(|| parts.uri.path().to_owned());
        let merchant = merchant.and_then(|id| id.parse::<Id>().ok()).map(|id| MerchantId(id.0));
        Ok(Self { params, signature, base, merchant, headers, bytes, reads })
    }

    /// Returns for which merchant the request is made, where it says so.
    pub fn merchant(&self) -> Option<MerchantId> {
        self.merchant
    }

    /// Refuses a request that is made for a merchant, where the signer alone is meant.
    fn require_own(&self) -> Result<(), Fault> {
        match self.merchant {
            None => Ok(()),
            Some(_) => Err(Fault::from(ErrorCode::RequestMalformed)
                .detail("this is not asked in the name of a merchant")),
        }
    }

    /// Returns the headers and the body.
    pub fn content(&self) -> (&HeaderMap, &[u8]) {
        (&self.headers, &self.bytes)
    }

    /// Returns the device that is said to have signed.
    pub fn device(&self) -> Id {
        self.params.key
    }

    /// Verifies the signature and returns what the bank has to use up.
    ///
    /// # Errors
    /// `signature_invalid`.
    pub fn verify(&self, public_key: &[u8; 65]) -> Result<SignedBy, Fault> {
        UnparsedPublicKey::new(&ECDSA_P256_SHA256_FIXED, public_key)
            .verify(self.base.as_bytes(), &self.signature)
            .map_err(|_| Fault::from(ErrorCode::SignatureInvalid))?;
        let created_ms = self.params.created_s.saturating_mul(1000);
        Ok(SignedBy {
            device: DeviceId(self.params.key.0),
            nonce: self.params.nonce,
            nonce_expires_at: TimeMs(created_ms).plus_ms(2 * WINDOW_MS),
        })
    }

    /// Reads the body as JSON.
    ///
    /// # Errors
    /// `media_type_unsupported`, `request_malformed`.
    pub fn json<T: DeserializeOwned>(&self) -> Result<T, Fault> {
        body::json(&self.headers, &self.bytes)
    }

    /// Returns who signed.
    ///
    /// # Errors
    /// `signature_invalid`, `device_unknown`, `rate_limited`, `overloaded`.
    pub async fn caller(&self, service: &Shared) -> Result<Caller, Fault> {
        let device = service.device(self.params.key).await?;
        let signed_by = self.verify(&device.public_key)?;
        service.limits.device(self.params.key.0)?;
        if let Some(path) = &self.reads {
            service.limits.same(self.params.key.0, path)?;
        }
        guard::seat(service, device.person.0)?;
        Ok(Caller {
            device: signed_by.device,
            person: device.person,
            public_key: device.public_key,
            signed_by,
        })
    }
}

impl FromRequest<Shared> for SignedRequest {
    type Rejection = Fault;

    async fn from_request(request: Request, service: &Shared) -> Result<Self, Fault> {
        let (parts, body) = request.into_parts();
        let bytes = body::read(&parts.headers, body).await?;
        Self::read(parts, bytes, service)
    }
}

impl<T: DeserializeOwned> FromRequest<Shared> for Signed<T> {
    type Rejection = Fault;

    async fn from_request(request: Request, service: &Shared) -> Result<Self, Fault> {
        let signed = SignedRequest::from_request(request, service).await?;
        signed.require_own()?;
        let caller = signed.caller(service).await?;
        Ok(Self { caller, body: signed.json()? })
    }
}

impl FromRequest<Shared> for Reading {
    type Rejection = Fault;

    async fn from_request(request: Request, service: &Shared) -> Result<Self, Fault> {
        let signed = SignedRequest::from_request(request, service).await?;
        signed.require_own()?;
        let caller = signed.caller(service).await?;
        service.decide(None, Some(caller.signed_by), clock::now(), Command::UseNonce).await?;
        Ok(Self(caller))
    }
}

/// Returns the host that the client spoke to, when it is one of this operator's: a request signed
/// for another operator is worth nothing here.
fn authority<'a>(headers: &'a HeaderMap, service: &Shared) -> Result<&'a str, Fault> {
    let host = headers.get(header::HOST).and_then(|host| host.to_str().ok()).unwrap_or_default();
    if service.authorities.iter().any(|known| known.eq_ignore_ascii_case(host)) {
        Ok(host)
    } else {
        Err(Fault::from(ErrorCode::SignatureInvalid)
            .detail("the request was sent to a host that is not this operator's public_url"))
    }
}

/// Returns all lines of a header as one; empty when it is absent.
fn joined(headers: &HeaderMap, name: &'static str) -> Result<String, Fault> {
    let lines: Result<Vec<&str>, _> =
        headers.get_all(HeaderName::from_static(name)).iter().map(|line| line.to_str()).collect();
    lines.map(|lines| lines.join(", ")).map_err(|_| SignatureError::Malformed.into())
}
