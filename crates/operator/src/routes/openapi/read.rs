//! `GET /v1/openapi.json`: the description of the API.

use axum::Json;
use std::sync::OnceLock;
use utoipa::openapi::OpenApi;

/// Returns the description.
pub async fn read() -> Json<&'static OpenApi> {
    static DESCRIPTION: OnceLock<OpenApi> = OnceLock::new();
    Json(DESCRIPTION.get_or_init(crate::routes::description))
}
