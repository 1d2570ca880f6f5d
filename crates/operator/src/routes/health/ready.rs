//! `GET /readyz`: whether requests can be served: the operator is not stopping, the store answers
//! and takes writes, and the teller's queue moves.

use crate::problem::Fault;
use crate::service::Shared;
use axum::extract::State;
use bank::TimeMs;
use std::time::{Duration, Instant};
use wire::ErrorCode;

/// For how long an answer of the store is good enough: probes cost next to nothing.
const FRESH: Duration = Duration::from_secs(1);

/// Says whether requests can be served.
///
/// # Errors
/// `overloaded`.
pub async fn ready(State(service): State<Shared>) -> Result<&'static str, Fault> {
    let is_stopping = service.is_stopping.load(std::sync::atomic::Ordering::Relaxed);
    if !is_stopping && is_healthy(&service).await {
        Ok("ready\n")
    } else {
        Err(Fault::from(ErrorCode::Overloaded).retry_after_s(5))
    }
}

async fn is_healthy(service: &Shared) -> bool {
    let mut health = service.health.lock().await;
    if let Some((asked, answer)) = *health
        && asked.elapsed() < FRESH
    {
        return answer;
    }
    let reads = service.read(|service| Ok(service.reader.ready()?)).await.is_ok();
    // A write that changes nothing: forgets the nonces that expired before time began. Waits as
    // long as commands do, so a queue that stands still is no good health.
    let writes = tokio::time::timeout(FRESH, service.teller.forget_nonces(TimeMs(0))).await;
    let answer = reads && matches!(writes, Ok(Ok(_)));
    *health = Some((Instant::now(), answer));
    answer
}
