//! The device's clock, corrected by what the operator's answers say of theirs.

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
use std::time::{Duration, SystemTime, UNIX_EPOCH};
use wallet::port::Clock;

/// A clock that learns how far the device's own is off. Clones share what was learnt.
#[derive(Clone, Debug, Default)]
pub struct DeviceClock {
    offset_ms: Arc<AtomicI64>,
}

/// How far two clocks may differ before a time with whole seconds says anything about it.
const COARSE_MS: u64 = 2_500;

impl DeviceClock {
    /// Learns from an exact time of the operator.
    pub(crate) fn learn(&self, operator_ms: u64) {
        let offset_ms = i128::from(operator_ms) - i128::from(device_ms());
        let offset_ms = i64::try_from(offset_ms).unwrap_or_default();
        self.offset_ms.store(offset_ms, Ordering::Relaxed);
    }

    /// Learns from a time with whole seconds, which must not spoil what is known better.
    pub(crate) fn learn_coarse(&self, operator_ms: u64) {
        if self.now_ms().abs_diff(operator_ms) > COARSE_MS {
            self.learn(operator_ms);
        }
    }
}

impl Clock for DeviceClock {
    fn now_ms(&self) -> u64 {
        device_ms().saturating_add_signed(self.offset_ms.load(Ordering::Relaxed))
    }

    fn offset_ms(&self) -> i64 {
        self.offset_ms.load(Ordering::Relaxed)
    }

    fn set_offset_ms(&self, offset_ms: i64) {
        self.offset_ms.store(offset_ms, Ordering::Relaxed);
    }

    async fn sleep_ms(&self, ms: u64) {
        tokio::time::sleep(Duration::from_millis(ms)).await;
    }
}

fn device_ms() -> u64 {
    let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    u64::try_from(since.as_millis()).unwrap_or(u64::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_clock_follows_the_operator() {
        let clock = DeviceClock::default();
        let other = clock.clone();
        clock.learn(1_000_000);
        assert!(other.now_ms().abs_diff(1_000_000) < 1_000);
        clock.learn_coarse(1_001_000);
        assert!(clock.now_ms() < 1_001_000, "half a second says nothing");
        clock.learn_coarse(9_000_000);
        assert!(clock.now_ms().abs_diff(9_000_000) < 1_000);
    }
}
