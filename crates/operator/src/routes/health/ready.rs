//! `GET /readyz`: whether requests can be served: the operator is not stopping, the store answers
//! and takes writes, and the teller's queue moves.

use crate::clock;
use crate::problem::Fault;
use crate::service::Shared;
use axum::extract::State;
use bank::command::TakeLease;
use bank::id::NodeId;
use bank::{Command, Envelope};
use std::time::{Duration, Instant};
use wire::ErrorCode;

/// For how long an answer of the store is good enough: probes cost next to nothing.
const FRESH: Duration = Duration::from_secs(1);
/// How long the store may take to answer. A server that is cut off says nothing at all, and whoever
/// probes does not wait for long.
const PATIENCE: Duration = Duration::from_secs(2);
/// The lease that is written to see whether the store takes writes.
const JOB: &str = "ready";

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
    let asks = async {
        let reads = service.read(|service| Ok(service.reader.ready()?));
        let (reads, writes) = tokio::join!(reads, service.teller.decide(write()));
        reads.is_ok() && matches!(writes, Ok(Ok(_)))
    };
    let answer = tokio::time::timeout(PATIENCE, asks).await.unwrap_or(false);
    *health = Some((Instant::now(), answer));
    answer
}

/// Returns a command that writes a row and changes nothing for anybody: a disk that is full takes
/// no row, and what writes none would not notice. Waits as long as commands do, so a queue that
/// stands still is no good health. All nodes ask as one, so that none is refused.
fn write() -> Envelope {
    let take = TakeLease { job: JOB.to_owned(), node: NodeId(0), for_ms: 0 };
    Envelope { key: None, nonce: None, at: clock::now(), command: Command::TakeLease(take) }
}
