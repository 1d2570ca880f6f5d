//! The operator's clock: the one place where the time is asked for.

pub mod sandbox;
pub mod text;

use bank::TimeMs;
use std::time::{SystemTime, UNIX_EPOCH};

/// Returns the moment now: all that the operator decides, signs and says is by this clock.
pub fn now() -> TimeMs {
    real().plus_ms(sandbox::ahead_ms())
}

/// Returns the moment now by the machine's own clock: for whoever outside compares with theirs.
pub fn real() -> TimeMs {
    let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    TimeMs(u64::try_from(since.as_millis()).unwrap_or(u64::MAX))
}
