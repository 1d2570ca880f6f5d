//! What is done by the clock: cleaning up.

use crate::clock;
use crate::service::Shared;
use std::time::Duration;

const EVERY: Duration = Duration::from_secs(60);

/// Cleans up each minute, for as long as the operator runs.
pub async fn run(service: Shared) {
    let mut ticks = tokio::time::interval(EVERY);
    loop {
        ticks.tick().await;
        if let Err(error) = service.teller.forget_nonces(clock::now()).await {
            tracing::warn!(%error, "expired nonces were not forgotten");
        }
        service.limits.forget_quiet();
        service.live.forget_gone();
        crate::measure::upkeep();
    }
}
