//! `GET /till`: the page of a till, made of files that are part of the program.

use crate::service::Shared;
use axum::Router;
use axum::http::header;
use axum::response::IntoResponse;
use axum::routing::get;

/// No script, style or picture but the page's own; the code's picture is a `blob:`.
const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; \
    img-src 'self' blob:; connect-src 'self'; base-uri 'none'; form-action 'none'; \
    frame-ancestors 'none'";

/// Returns the page and what it loads.
pub fn pages() -> Router<Shared> {
    Router::new()
        .route("/till", get(|| file("text/html", include_str!("page/till.html"))))
        .route("/till/till.js", get(|| file("text/javascript", include_str!("page/till.js"))))
        .route("/till/figures.js", get(|| file("text/javascript", include_str!("page/figures.js"))))
        .route("/till/uplifts.js", get(|| file("text/javascript", include_str!("page/uplifts.js"))))
        .route("/till/shifts.js", get(|| file("text/javascript", include_str!("page/shifts.js"))))
        .route("/till/labels.js", get(|| file("text/javascript", include_str!("page/labels.js"))))
        .route("/till/boxes.js", get(|| file("text/javascript", include_str!("page/boxes.js"))))
        .route("/till/till.css", get(|| file("text/css", include_str!("page/till.css"))))
        .route("/till/coin.svg", get(|| file("image/svg+xml", include_str!("page/coin.svg"))))
}

async fn file(kind: &'static str, text: &'static str) -> impl IntoResponse {
    let kind = format!("{kind}; charset=utf-8");
    let headers = [
        (header::CONTENT_TYPE, kind.as_str()),
        (header::CONTENT_SECURITY_POLICY, POLICY),
        (header::CACHE_CONTROL, "no-cache"),
    ];
    (headers, text).into_response()
}
