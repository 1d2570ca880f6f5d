//! `POST /v1/keys/{key}/revoke`: revokes a key of a merchant's program.

use crate::clock;
use crate::problem::Fault;
use crate::request::Till;
use crate::service::Shared;
use crate::service::program::key_response;
use axum::Json;
use axum::extract::{Path, State};
use bank::command::RevokeApiKey;
use bank::id::ApiKeyId;
use bank::record::Record;
use bank::{Command, Key};
use wire::api_key::KeyResponse;
use wire::{ErrorCode, Id};

/// Revokes a key, for ever and at once; again changes nothing.
#[utoipa::path(post, path = "/v1/keys/{key}/revoke", tag = "keys", params(("key" = Id, Path)),
    security(("till" = [])),
    responses(
        (status = 200, body = KeyResponse),
        (status = "default", description = "a problem", body = wire::Problem,
            content_type = "application/problem+json")))]
pub async fn revoke(
    State(service): State<Shared>,
    Till(merchant): Till,
    Path(key): Path<String>,
) -> Result<Json<KeyResponse>, Fault> {
    let id: Id = key.parse().map_err(|_| ErrorCode::KeyUnknown)?;
    let key = ApiKeyId(id.0);
    let command = Command::RevokeApiKey(RevokeApiKey { key, merchant: merchant.id });
    service.decide(None, None, clock::now(), command).await?;
    let revoked = service
        .read(move |service| match service.reader.record(&Key::ApiKey(key))? {
            Some(Record::ApiKey(key)) => Ok(key),
            _ => Err(ErrorCode::KeyUnknown.into()),
        })
        .await?;
    Ok(Json(key_response(&revoked)))
}
