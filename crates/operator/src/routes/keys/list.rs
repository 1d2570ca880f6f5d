//! `GET /v1/keys`: the keys of a merchant's programs.

use crate::problem::Fault;
use crate::request::Till;
use crate::service::Shared;
use crate::service::program::key_response;
use axum::Json;
use axum::extract::State;
use wire::api_key::KeysResponse;

/// Returns the keys that the merchant's programs have or had, without their secrets.
#[utoipa::path(get, path = "/v1/keys", tag = "keys", security(("till" = [])),
    responses(
        (status = 200, body = KeysResponse),
        (status = "default", description = "a problem", body = wire::Problem,
            content_type = "application/problem+json")))]
pub async fn list(
    State(service): State<Shared>,
    Till(merchant): Till,
) -> Result<Json<KeysResponse>, Fault> {
    let keys = service.read(move |service| Ok(service.reader.api_keys_of(merchant.id)?)).await?;
    Ok(Json(KeysResponse { keys: keys.iter().map(key_response).collect() }))
}
