//! The clock of a sandbox: how far this process's time is ahead of the machine's, and who waits for
//! the clock is told when it moves.
//!
//! One process has one clock, as it has one machine. How far it is ahead stands in the database,
//! where every node and every command reads it; here it is only kept at hand. Outside a sandbox it
//! is never ahead.

use bank::setting::SettingKey;
use bank::store::{Reader, StoreError};
use std::sync::LazyLock;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;
use tokio::sync::watch;
use tokio::time::{Interval, MissedTickBehavior, interval};

static AHEAD_MS: AtomicU64 = AtomicU64::new(0);
static MOVED: LazyLock<watch::Sender<()>> = LazyLock::new(|| watch::Sender::new(()));

/// Why an operator does not work by the clock of its database.
#[derive(Debug, thiserror::Error)]
pub enum SandboxError {
    /// The database.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// It is a sandbox's, and its rows are of days to come.
    #[error(
        "the clock of this database was moved ahead by {0} ms: it is a sandbox's for good; set \
         sandbox = true, or begin with an empty database"
    )]
    NoSandbox(u64),
}

/// Returns how far the clock is ahead of the machine's, in milliseconds.
pub fn ahead_ms() -> u64 {
    AHEAD_MS.load(Ordering::Relaxed)
}

/// Takes note of how far the clock is ahead, unless it is further by now, and tells who waits.
pub fn heard(ahead_ms: u64) {
    if AHEAD_MS.fetch_max(ahead_ms, Ordering::Relaxed) < ahead_ms {
        MOVED.send_replace(());
    }
}

/// Reads from the database how far the clock is ahead; blocks.
///
/// # Errors
/// See [`SandboxError`].
pub fn hear(is_sandbox: bool, reader: &dyn Reader) -> Result<(), SandboxError> {
    let settings = reader.settings()?;
    let set = settings.iter().find(|setting| setting.key == SettingKey::ClockAhead);
    match set.map_or(0, |setting| setting.value) {
        0 => Ok(()),
        ahead_ms if is_sandbox => {
            heard(ahead_ms);
            Ok(())
        }
        ahead_ms => Err(SandboxError::NoSandbox(ahead_ms)),
    }
}

/// The ticks of a job: regular ones, and one at once when the clock is moved.
pub struct Ticks {
    every: Interval,
    moved: watch::Receiver<()>,
}

impl Ticks {
    /// Returns ticks of which the first comes at once; what was missed is not made up for.
    pub fn new(every: Duration) -> Self {
        let mut every = interval(every);
        every.set_missed_tick_behavior(MissedTickBehavior::Delay);
        Self { every, moved: MOVED.subscribe() }
    }

    /// Waits for the next one.
    pub async fn tick(&mut self) {
        tokio::select! {
            _ = self.every.tick() => {}
            // Whoever tells of moves lives as long as the process.
            _ = self.moved.changed() => {}
        }
    }
}
