//! The window's commands: every command of the bridge's list, and its events.

use crate::followed::Followed;
use crate::host::AppHost;
use bridge::{RawCommand, RawRequest, UiError, UiEvent, dispatch, dispatch_raw};
use futures_util::StreamExt as _;
use serde_json::Value;
use std::sync::{Mutex, PoisonError};
use tauri::State;
use tauri::async_runtime::{JoinHandle, spawn};
use tauri::ipc::{Channel, InvokeBody, Request};

/// Runs a JSON command.
#[tauri::command]
pub async fn bridge(
    host: State<'_, AppHost>,
    name: String,
    request: Value,
) -> Result<Value, UiError> {
    dispatch(&*host, &name, request).await
}

/// Looks for codes in a frame of the camera.
#[tauri::command]
pub async fn decode_frame(
    host: State<'_, AppHost>,
    request: Request<'_>,
) -> Result<Value, UiError> {
    let request = raw(&request)?;
    dispatch_raw(&*host, RawCommand::DecodeFrame, request).await
}

/// Looks for codes in a picture file.
#[tauri::command]
pub async fn decode_picture(
    host: State<'_, AppHost>,
    request: Request<'_>,
) -> Result<Value, UiError> {
    let request = raw(&request)?;
    dispatch_raw(&*host, RawCommand::DecodePicture, request).await
}

/// Takes the bytes as they are, or as the JSON form of web views that have no raw bodies.
fn raw(request: &Request<'_>) -> Result<RawRequest, UiError> {
    match request.body() {
        InvokeBody::Json(json) => RawRequest::from_json(json),
        InvokeBody::Raw(bytes) => {
            let header = |name| request.headers().get(name).and_then(|text| text.to_str().ok());
            RawRequest::new(bytes.clone(), header("x-width"), header("x-height"))
        }
    }
}

/// The task that tells the window what happens; one, because there is one window.
#[derive(Default)]
pub struct Listener(Mutex<Option<JoinHandle<()>>>);

/// Tells a channel what happens from now on. A page that was loaded again takes the place of the
/// one before.
#[tauri::command]
pub async fn events(
    host: State<'_, AppHost>,
    listener: State<'_, Listener>,
    followed: State<'_, Followed>,
    channel: Channel<UiEvent>,
) -> Result<(), UiError> {
    followed.listen(channel.clone());
    let mut events = Box::pin(bridge::events(&*host));
    let task = spawn(async move {
        while let Some(event) = events.next().await {
            if channel.send(event).is_err() {
                break;
            }
        }
    });
    let before = listener.0.lock().unwrap_or_else(PoisonError::into_inner).replace(task);
    if let Some(before) = before {
        before.abort();
    }
    Ok(())
}
