//! What is done by the clock: cleaning up, and making the payer codes of the time to come.

pub mod bills;
pub mod card_top_ups;
pub mod observe;
pub mod sandbox;
pub mod sweep;
pub mod turn;

use crate::clock;
use crate::clock::sandbox::Ticks;
use crate::service::Shared;
use std::time::Duration;

const EVERY: Duration = Duration::from_secs(60);

/// Cleans up each minute, for as long as the operator runs.
pub async fn run(service: Shared) {
    let mut ticks = Ticks::new(EVERY);
    loop {
        ticks.tick().await;
        if let Err(error) = service.teller.forget_nonces(clock::now()).await {
            tracing::warn!(%error, "expired nonces were not forgotten");
        }
        service.limits.forget_quiet();
        service.live.forget_gone();
        service.payer_codes.forget_quiet(clock::now());
        let loaded =
            service.read(|service| Ok(service.payer_codes.load(service.reader.as_ref())?));
        // Devices that another process enrolled are found a minute later.
        let _ = loaded.await;
        crate::measure::upkeep();
    }
}

/// Makes the aliases of payer codes ahead of their time, for as long as the operator runs.
pub async fn roll_payer_codes(service: Shared) {
    let mut ticks = Ticks::new(Duration::from_millis(paycode::STEP_MS / 2));
    loop {
        ticks.tick().await;
        let rolled = service.read(|service| {
            service.payer_codes.roll(clock::now());
            Ok(())
        });
        // A look-up makes what is missing by itself.
        let _ = rolled.await;
    }
}
