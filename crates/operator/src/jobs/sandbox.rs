//! Hears within a second when another node or a command moved the clock of the sandbox.

use crate::clock::sandbox;
use crate::service::{ReadError, Shared};
use bank::setting::SettingKey;
use std::time::Duration;

const EVERY: Duration = Duration::from_secs(1);

/// Listens for as long as the operator runs; outside a sandbox there is nothing to hear.
pub async fn run(service: Shared) {
    if !service.config.sandbox {
        return;
    }
    let mut ticks = tokio::time::interval(EVERY);
    loop {
        ticks.tick().await;
        let read = service.read(|service| Ok::<_, ReadError>(service.reader.settings()?));
        // A store that does not answer is counted and told where it is needed.
        let settings = read.await.unwrap_or_default();
        let set = settings.iter().find(|setting| setting.key == SettingKey::ClockAhead);
        sandbox::heard(set.map_or(0, |setting| setting.value));
    }
}
