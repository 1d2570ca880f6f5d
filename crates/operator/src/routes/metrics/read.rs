//! `GET /metrics`: the numbers in the text format of Prometheus.

use crate::measure;
use crate::service::Shared;
use axum::extract::State;
use axum::http::header;
use axum::response::IntoResponse;

/// Returns all metrics.
pub async fn read(State(service): State<Shared>) -> impl IntoResponse {
    let count = |count: usize| u64::try_from(count).unwrap_or(u64::MAX);
    measure::set("tongbao_queue_commands", count(service.teller.waiting()));
    measure::set("tongbao_database_connections", count(bank_postgres::connections()));
    measure::set("tongbao_listeners", count(service.live.listening()));
    ([(header::CONTENT_TYPE, "text/plain; version=0.0.4; charset=utf-8")], measure::render())
}
