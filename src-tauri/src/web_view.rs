//! What WebKitGTK has to be told: some systems ship it with the camera switched off.

use tauri::{Runtime, Webview};
use webkit2gtk::{SettingsExt as _, WebViewExt as _};

/// Lets pages ask for the camera; whether they get it is decided elsewhere.
pub fn allow_camera<R: Runtime>(webview: &Webview<R>) {
    let told = webview.with_webview(|webview| {
        if let Some(settings) = webview.inner().settings() {
            settings.set_enable_media_stream(true);
        }
    });
    if let Err(error) = told {
        tracing::warn!("the web view's camera could not be switched on: {error}");
    }
}
