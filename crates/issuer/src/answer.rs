//! Why a request is refused, as it is told.

use axum::Json;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use serde_json::json;

/// A refusal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Refusal {
    /// It is not JSON of the known shape, or a part of it is too long.
    RequestMalformed,
    /// No operator has this secret.
    OperatorUnknown,
    /// The identifier was used for something else.
    RequestConflict,
    /// There is no such card, or another name is on it.
    CardRefused,
    /// Too many wrong codes for this card.
    CardLocked,
    /// Too many codes were sent for this card.
    CodesUsedUp,
    /// There is no such binding.
    BindingUnknown,
    /// The code's time is over, or what it bound was forgotten.
    BindingExpired,
    /// The code is another one; so many tries are left.
    CodeWrong(u8),
    /// All tries of this code are used.
    CodeTriesUsed,
    /// This operator has no such token.
    TokenUnknown,
    /// There is no such charge.
    ChargeUnknown,
    /// The data file cannot be written.
    Internal,
}

impl Refusal {
    const fn words(self) -> (StatusCode, &'static str) {
        match self {
            Self::RequestMalformed => (StatusCode::BAD_REQUEST, "request_malformed"),
            Self::OperatorUnknown => (StatusCode::UNAUTHORIZED, "operator_unknown"),
            Self::RequestConflict => (StatusCode::CONFLICT, "request_conflict"),
            Self::CardRefused => (StatusCode::UNPROCESSABLE_ENTITY, "card_refused"),
            Self::CardLocked => (StatusCode::UNPROCESSABLE_ENTITY, "card_locked"),
            Self::CodesUsedUp => (StatusCode::TOO_MANY_REQUESTS, "codes_used_up"),
            Self::BindingUnknown => (StatusCode::NOT_FOUND, "binding_unknown"),
            Self::BindingExpired => (StatusCode::GONE, "binding_expired"),
            Self::CodeWrong(_) => (StatusCode::FORBIDDEN, "code_wrong"),
            Self::CodeTriesUsed => (StatusCode::FORBIDDEN, "code_tries_used"),
            Self::TokenUnknown => (StatusCode::NOT_FOUND, "token_unknown"),
            Self::ChargeUnknown => (StatusCode::NOT_FOUND, "charge_unknown"),
            Self::Internal => (StatusCode::INTERNAL_SERVER_ERROR, "internal"),
        }
    }
}

impl IntoResponse for Refusal {
    fn into_response(self) -> Response {
        let (status, code) = self.words();
        let tries_left = match self {
            Self::CodeWrong(left) => Some(left),
            _ => None,
        };
        (status, Json(json!({ "code": code, "tries_left": tries_left }))).into_response()
    }
}
