//! `GET /metrics`: the numbers in the text format of Prometheus.

use crate::measure;
use axum::http::header;
use axum::response::IntoResponse;

/// Returns all metrics.
pub async fn read() -> impl IntoResponse {
    ([(header::CONTENT_TYPE, "text/plain; version=0.0.4; charset=utf-8")], measure::render())
}
