//! From the bridge's answers to HTTP: a refusal has a status of 400 or above and a `UiError`.

use axum::Json;
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Response};
use bridge::UiError;
use serde_json::Value;

/// Answers with a view or a refusal.
pub fn answer(result: Result<Value, UiError>) -> Response {
    match result {
        Ok(view) => Json(view).into_response(),
        Err(error) => refuse(status(&error.code), error),
    }
}

/// Refuses with a status of the host's own.
pub fn refuse(status: StatusCode, error: UiError) -> Response {
    (status, Json(error)).into_response()
}

fn status(code: &str) -> StatusCode {
    match code {
        "request_malformed" => StatusCode::BAD_REQUEST,
        "command_unknown" => StatusCode::NOT_FOUND,
        "locked" | "passphrase_wrong" => StatusCode::FORBIDDEN,
        "bridge_failed" => StatusCode::INTERNAL_SERVER_ERROR,
        _ => StatusCode::UNPROCESSABLE_ENTITY,
    }
}
