//! Requests of a till or another program of a merchant: `Authorization: Bearer KEY`. A till key may
//! do everything, the key of a program what it was made for.

use super::{api_key, guard, scope};
use crate::problem::Fault;
use crate::service::{ReadError, Service, Shared};
use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use axum::http::{HeaderMap, Method, header};
use bank::Key;
use bank::id::{ApiKeyId, MerchantId};
use bank::record::{KeyScopes, Merchant, Record, State};
use wire::ErrorCode;
use wire::api_key::KeyScope;

/// The merchant whose till or program asks.
pub struct Till(pub Merchant);

/// The merchant whose till or program asks, and what its key may do.
pub struct Shown {
    /// The merchant.
    pub merchant: Merchant,
    /// What the key may do.
    pub scopes: KeyScopes,
    /// Which key of a program it is; none for the merchant's own till key.
    pub key: Option<ApiKeyId>,
}

/// A key that opened something which lasts, to be asked for again.
#[derive(Clone, Copy)]
pub enum ShownKey {
    /// A merchant's till key, by the hash that it had.
    Till(MerchantId, [u8; 32]),
    /// The key of a program.
    Program(ApiKeyId),
}

impl ShownKey {
    /// Returns the key that was shown.
    pub fn of(shown: &Shown) -> Self {
        let Merchant { id, till_key_hash, .. } = &shown.merchant;
        shown.key.map_or(Self::Till(*id, *till_key_hash), Self::Program)
    }

    /// Returns when the key is still good: no other one is the till's, and it was not revoked.
    ///
    /// # Errors
    /// `till_key_invalid`.
    pub fn still_counts(self, service: &Service) -> Result<(), ReadError> {
        let counts = match self {
            Self::Till(merchant, hash) => {
                let record = service.reader.record(&Key::Merchant(merchant))?;
                matches!(record, Some(Record::Merchant(now)) if now.till_key_hash == hash)
            }
            Self::Program(id) => {
                let record = service.reader.record(&Key::ApiKey(id))?;
                matches!(record, Some(Record::ApiKey(key)) if key.state == State::Active)
            }
        };
        if counts { Ok(()) } else { Err(ErrorCode::TillKeyInvalid.into()) }
    }
}

impl FromRequestParts<Shared> for Shown {
    type Rejection = Fault;

    async fn from_request_parts(parts: &mut Parts, service: &Shared) -> Result<Self, Fault> {
        let needed = scope::needed(&parts.method, &parts.extensions);
        let shown = find(&parts.headers, needed, service).await?;
        if parts.method == Method::GET {
            service.limits.same(shown.merchant.id.0, parts.uri.path())?;
        }
        guard::seat(service, shown.merchant.id.0)?;
        Ok(shown)
    }
}

impl FromRequestParts<Shared> for Till {
    type Rejection = Fault;

    async fn from_request_parts(parts: &mut Parts, service: &Shared) -> Result<Self, Fault> {
        Shown::from_request_parts(parts, service).await.map(|shown| Self(shown.merchant))
    }
}

/// Returns the hash that stands for a till key in the bank. The key is 256 random bits, so a plain
/// hash gives nothing away.
pub fn key_hash(key: &str) -> [u8; 32] {
    let mut hash = [0; 32];
    hash.copy_from_slice(ring::digest::digest(&ring::digest::SHA256, key.as_bytes()).as_ref());
    hash
}

/// Returns the merchant whose key the request shows, and what the key may do.
///
/// # Errors
/// `till_key_invalid` when there is none; `key_scope_missing` when the key may not do what is
/// asked. Those of merchants who are limited or removed are let in: they give back what was paid,
/// read what is theirs and appeal; the bank takes nothing new.
pub async fn find(
    headers: &HeaderMap,
    needed: Option<KeyScope>,
    service: &Shared,
) -> Result<Shown, Fault> {
    let key = headers
        .get(header::AUTHORIZATION)
        .and_then(|value| value.to_str().ok())
        .and_then(|value| value.split_once(' '))
        .filter(|(scheme, _)| scheme.eq_ignore_ascii_case("bearer"))
        .map(|(_, key)| key.trim())
        .filter(|key| !key.is_empty() && key.len() <= 128)
        .ok_or(ErrorCode::TillKeyInvalid)?;
    let shown = if key.starts_with(api_key::PREFIX) {
        api_key::find(key, needed, service).await?
    } else {
        let hash = key_hash(key);
        let merchant = service
            .read(move |service| {
                service
                    .reader
                    .merchant_by_till_key(&hash)?
                    .ok_or_else(|| ErrorCode::TillKeyInvalid.into())
            })
            .await?;
        Shown { merchant, scopes: scope::bits(&KeyScope::ALL), key: None }
    };
    service.limits.device(shown.merchant.id.0)?;
    Ok(shown)
}
