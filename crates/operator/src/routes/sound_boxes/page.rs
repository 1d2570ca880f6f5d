//! `GET /sound`: the page that is a sound box, made of files that are part of the program.

use crate::service::Shared;
use axum::Router;
use axum::http::header;
use axum::response::IntoResponse;
use axum::routing::get;

/// No script, style, picture or sound but the page's own; sounds are fetched and played by script.
const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; \
    connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

/// Returns the page and what it loads.
pub fn pages() -> Router<Shared> {
    const JS: &str = "text/javascript; charset=utf-8";
    const CSS: &str = "text/css; charset=utf-8";
    Router::new()
        .route("/sound", get(|| page(include_bytes!("page/sound.html"))))
        .route("/sound/words.js", get(|| file(JS, include_bytes!("page/words.js"))))
        .route("/sound/voice.js", get(|| file(JS, include_bytes!("page/voice.js"))))
        .route("/sound/stream.js", get(|| file(JS, include_bytes!("page/stream.js"))))
        .route("/sound/sound.js", get(|| file(JS, include_bytes!("page/sound.js"))))
        .route("/sound/clips.js", get(|| file(JS, include_bytes!("page/clips.js"))))
        .route("/sound/sound.css", get(|| file(CSS, include_bytes!("page/sound.css"))))
        .route("/sound/en.wav", get(|| file("audio/wav", include_bytes!("page/en.wav"))))
        .route("/sound/zh.wav", get(|| file("audio/wav", include_bytes!("page/zh.wav"))))
}

async fn page(text: &'static [u8]) -> impl IntoResponse {
    file("text/html; charset=utf-8", text).await
}

async fn file(kind: &'static str, content: &'static [u8]) -> impl IntoResponse {
    let headers = [
        (header::CONTENT_TYPE, kind),
        (header::CONTENT_SECURITY_POLICY, POLICY),
        (header::CACHE_CONTROL, "no-cache"),
    ];
    (headers, content).into_response()
}
