//! Requests of a till: `Authorization: Bearer KEY`.

use super::guard;
use crate::problem::Fault;
use crate::service::Shared;
use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use axum::http::{HeaderMap, Method, header};
use bank::record::Merchant;
use wire::ErrorCode;

/// The merchant whose till asks.
pub struct Till(pub Merchant);

impl FromRequestParts<Shared> for Till {
    type Rejection = Fault;

    async fn from_request_parts(parts: &mut Parts, service: &Shared) -> Result<Self, Fault> {
        let merchant = find(&parts.headers, service).await?;
        if parts.method == Method::GET {
            service.limits.same(merchant.id.0, parts.uri.path())?;
        }
        guard::seat(service, merchant.id.0)?;
        Ok(Self(merchant))
    }
}

/// Returns the hash that stands for a till key in the bank. The key is 256 random bits, so a plain
/// hash gives nothing away.
pub fn key_hash(key: &str) -> [u8; 32] {
    let mut hash = [0; 32];
    hash.copy_from_slice(ring::digest::digest(&ring::digest::SHA256, key.as_bytes()).as_ref());
    hash
}

/// Returns the merchant whose till key the request shows.
///
/// # Errors
/// `till_key_invalid` when there is none. The tills of merchants who are limited or removed are let
/// in: they give back what was paid, read what is theirs and appeal; the bank takes nothing new.
pub async fn find(headers: &HeaderMap, service: &Shared) -> Result<Merchant, Fault> {
    let key = headers
        .get(header::AUTHORIZATION)
        .and_then(|value| value.to_str().ok())
        .and_then(|value| value.split_once(' '))
        .filter(|(scheme, _)| scheme.eq_ignore_ascii_case("bearer"))
        .map(|(_, key)| key.trim())
        .filter(|key| !key.is_empty() && key.len() <= 128)
        .ok_or(ErrorCode::TillKeyInvalid)?;
    let hash = key_hash(key);
    let merchant = service
        .read(move |service| {
            service
                .reader
                .merchant_by_till_key(&hash)?
                .ok_or_else(|| ErrorCode::TillKeyInvalid.into())
        })
        .await?;
    service.limits.device(merchant.id.0)?;
    Ok(merchant)
}
