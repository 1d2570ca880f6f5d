//! Reads a request's body: bounded, JSON, strict.

use crate::problem::Fault;
use crate::service::Shared;
use axum::body::{Body, Bytes, to_bytes};
use axum::extract::{FromRequest, Request};
use axum::http::{HeaderMap, header};
use serde::de::DeserializeOwned;
use wire::ErrorCode;

/// The largest body, in bytes.
pub const BODY_MAX: usize = 64 * 1024;

/// A JSON body of a request that carries no signature.
pub struct Json<T>(pub T);

impl<T: DeserializeOwned> FromRequest<Shared> for Json<T> {
    type Rejection = Fault;

    async fn from_request(request: Request, _: &Shared) -> Result<Self, Fault> {
        let (parts, body) = request.into_parts();
        let bytes = read(&parts.headers, body).await?;
        json(&parts.headers, &bytes).map(Self)
    }
}

/// Reads the whole body.
///
/// # Errors
/// `request_too_large`, or `request_malformed` when the connection breaks off.
pub async fn read(headers: &HeaderMap, body: Body) -> Result<Bytes, Fault> {
    let stated = headers
        .get(header::CONTENT_LENGTH)
        .and_then(|value| value.to_str().ok()?.parse::<u64>().ok())
        .unwrap_or(0);
    if stated > BODY_MAX as u64 {
        return Err(ErrorCode::RequestTooLarge.into());
    }
    to_bytes(body, BODY_MAX).await.map_err(|error| {
        let is_limit = std::error::Error::source(&error)
            .is_some_and(|source| source.to_string().contains("length limit"));
        if is_limit {
            ErrorCode::RequestTooLarge.into()
        } else {
            Fault::from(ErrorCode::RequestMalformed).detail("the body broke off")
        }
    })
}

/// Reads JSON from a body.
///
/// # Errors
/// `media_type_unsupported` when it is not called JSON, `request_malformed` with the place when it
/// is not what the endpoint takes.
pub fn json<T: DeserializeOwned>(headers: &HeaderMap, bytes: &[u8]) -> Result<T, Fault> {
    let kind = headers.get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok());
    let essence = kind.and_then(|kind| kind.split(';').next()).unwrap_or_default().trim();
    if !essence.eq_ignore_ascii_case("application/json") {
        return Err(ErrorCode::MediaTypeUnsupported.into());
    }
    serde_json::from_slice(bytes).map_err(|error| {
        let (line, column) = (error.line(), error.column());
        // serde's own sentence repeats values, which may be a PIN or a code: only the place and
        // the kind of trouble are told.
        let what = match error.classify() {
            serde_json::error::Category::Data => "a field is missing, unknown or of another type",
            serde_json::error::Category::Eof => "the JSON breaks off",
            serde_json::error::Category::Syntax | serde_json::error::Category::Io => "not JSON",
        };
        Fault::from(ErrorCode::RequestMalformed)
            .detail(format!("{what}, at line {line} column {column}"))
    })
}
