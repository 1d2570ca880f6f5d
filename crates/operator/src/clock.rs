//! The operator's clock: the one place where the time is asked for.

pub mod text;

use bank::TimeMs;
use std::time::{SystemTime, UNIX_EPOCH};

/// Returns the moment now.
pub fn now() -> TimeMs {
    let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    TimeMs(u64::try_from(since.as_millis()).unwrap_or(u64::MAX))
}
