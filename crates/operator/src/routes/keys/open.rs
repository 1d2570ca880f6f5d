//! `POST /v1/keys`: makes a key of a merchant's program. It can do no more than the key that asks.

use crate::clock;
use crate::problem::Fault;
use crate::request::{Shown, api_key, body, scope};
use crate::service::Shared;
use crate::service::program::key_response;
use crate::till_key_hash;
use axum::Json;
use axum::extract::State;
use bank::command::OpenApiKey;
use bank::id::ApiKeyId;
use bank::record::{Record, State as Standing};
use bank::{Command, CommandKey, Key, Scope};
use wire::ErrorCode;
use wire::api_key::{KeyResponse, OpenKeyRequest};

/// How many keys of a merchant can be good at once.
const KEYS_MAX: usize = 50;

/// Makes a key and shows it, this once.
#[utoipa::path(post, path = "/v1/keys", tag = "keys", request_body = OpenKeyRequest,
    security(("till" = [])),
    responses(
        (status = 200, body = KeyResponse),
        (status = "default", description = "a problem", body = wire::Problem,
            content_type = "application/problem+json")))]
pub async fn open(
    State(service): State<Shared>,
    shown: Shown,
    body::Json(request): body::Json<OpenKeyRequest>,
) -> Result<Json<KeyResponse>, Fault> {
    let OpenKeyRequest { key: id, name, scopes } = request;
    let merchant = shown.merchant.id;
    let more = scopes.iter().find(|scope| !scope::allows(shown.scopes, **scope));
    if let Some(more) = more {
        let detail = format!("this key has not the scope {} to give", more.word());
        return Err(Fault::from(ErrorCode::KeyScopeMissing).detail(detail));
    }
    let known = service.read(move |service| Ok(service.reader.api_keys_of(merchant)?)).await?;
    let good = known.iter().filter(|key| key.state == Standing::Active && key.id.0 != id.0);
    if good.count() >= KEYS_MAX {
        return Err(ErrorCode::KeysFull.into());
    }
    let secret = api_key::make().map_err(Fault::internal)?;
    let command = Command::OpenApiKey(OpenApiKey {
        key: ApiKeyId(id.0),
        merchant,
        name,
        scopes: scope::bits(&scopes),
        secret_hash: till_key_hash(secret.expose()),
    });
    let key = CommandKey { scope: Scope::Merchant(merchant), id: id.0 };
    service.decide(Some(key), None, clock::now(), command).await?;
    let made = service
        .read(move |service| match service.reader.record(&Key::ApiKey(ApiKeyId(id.0)))? {
            Some(Record::ApiKey(key)) => Ok(key),
            _ => Err(ErrorCode::KeyUnknown.into()),
        })
        .await?;
    // Asked again, it was made with another secret, which nobody knows any more but who has it.
    let is_new = made.secret_hash == till_key_hash(secret.expose());
    Ok(Json(KeyResponse { secret: is_new.then_some(secret), ..key_response(&made) }))
}
