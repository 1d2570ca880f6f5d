//! Keys of a merchant's programs: `Authorization: Bearer tbk_…`, each with what it may do.

use super::scope;
use super::till::{Shown, key_hash};
use crate::problem::Fault;
use crate::random::{self, RandomError};
use crate::service::Shared;
use bank::Key;
use bank::record::{Record, State};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use wire::api_key::KeyScope;
use wire::{ErrorCode, Secret};

/// What keys of programs begin with: by it whoever finds one knows what it is.
pub const PREFIX: &str = "tbk_";

/// Returns a new key: 256 random bits.
///
/// # Errors
/// When the system gives no randomness.
pub fn make() -> Result<Secret, RandomError> {
    Ok(Secret::new(format!("{PREFIX}{}", URL_SAFE_NO_PAD.encode(random::bytes::<32>()?))))
}

/// Returns the merchant whose program shows the key, and what the key may do.
///
/// # Errors
/// `till_key_invalid` for a key that is unknown or revoked, or of a merchant that is closed;
/// `key_scope_missing` for one that may not do what is asked.
pub async fn find(key: &str, needed: Option<KeyScope>, service: &Shared) -> Result<Shown, Fault> {
    let hash = key_hash(key);
    let found = service
        .read(move |service| {
            let key = service.reader.api_key_by_hash(&hash)?;
            let Some(key) = key.filter(|key| key.state == State::Active) else {
                return Err(ErrorCode::TillKeyInvalid.into());
            };
            match service.reader.record(&Key::Merchant(key.merchant))? {
                Some(Record::Merchant(merchant)) => {
                    Ok(Shown { merchant, scopes: key.scopes, key: Some(key.id) })
                }
                _ => Err(ErrorCode::TillKeyInvalid.into()),
            }
        })
        .await?;
    match needed {
        Some(scope) if scope::allows(found.scopes, scope) => Ok(found),
        Some(scope) => {
            let detail = format!("this needs the scope {}", scope.word());
            Err(Fault::from(ErrorCode::KeyScopeMissing).detail(detail))
        }
        None => Err(ErrorCode::KeyScopeMissing.into()),
    }
}
