//! `POST /__bridge/NAME`: a command with its request, or a raw command with its bytes.

use crate::answer::{answer, refuse};
use crate::server::Shared;
use axum::body::{Body, to_bytes};
use axum::extract::{Path, State};
use axum::http::header::CONTENT_TYPE;
use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;
use bridge::{RawCommand, RawRequest, UiError, dispatch, dispatch_raw};

/// The largest request of a JSON command, in bytes.
const JSON_BYTES_MAX: usize = 64 * 1024;

/// Runs a command.
pub async fn call(
    State(shared): State<Shared>,
    Path(name): Path<String>,
    headers: HeaderMap,
    body: Body,
) -> Response {
    let (kind, limit) = match RawCommand::from_name(&name) {
        None => ("application/json", JSON_BYTES_MAX),
        Some(RawCommand::DecodeFrame) => ("application/octet-stream", RawRequest::FRAME_BYTES_MAX),
        Some(RawCommand::DecodePicture) => {
            ("application/octet-stream", RawRequest::PICTURE_BYTES_MAX)
        }
    };
    // Another kind of body could be sent by a form of any page, without the browser asking first.
    if header(&headers, CONTENT_TYPE.as_str()) != Some(kind) {
        return refuse(StatusCode::UNSUPPORTED_MEDIA_TYPE, UiError::request_malformed());
    }
    let Ok(bytes) = to_bytes(body, limit).await else {
        let error = UiError::new("request_too_large", "This is too large.", "Send less at once.");
        return refuse(StatusCode::PAYLOAD_TOO_LARGE, error);
    };
    answer(match RawCommand::from_name(&name) {
        Some(command) => {
            let (width, height) = (header(&headers, "x-width"), header(&headers, "x-height"));
            match RawRequest::new(bytes.into(), width, height) {
                Ok(request) => dispatch_raw(&*shared.host, command, request).await,
                Err(error) => Err(error),
            }
        }
        None => match serde_json::from_slice(&bytes) {
            Ok(request) => dispatch(&*shared.host, &name, request).await,
            Err(_) => Err(UiError::request_malformed()),
        },
    })
}

fn header<'a>(headers: &'a HeaderMap, name: &str) -> Option<&'a str> {
    headers.get(name).and_then(|value| value.to_str().ok())
}
