//! The one place that prints to standard output.

use crate::failure::Failure;
use serde::Serialize;
use std::io::{self, Write as _};
use std::time::{Duration, UNIX_EPOCH};

/// Prints a line.
pub fn line(text: &str) -> Result<(), Failure> {
    let mut stdout = io::stdout().lock();
    let printed = writeln!(stdout, "{text}").and_then(|()| stdout.flush());
    printed.map_err(|error| Failure::io("The output cannot be written", &error))
}

/// Prints a value as one line of JSON.
pub fn json(value: &impl Serialize) -> Result<(), Failure> {
    let text = serde_json::to_string(value)
        .map_err(|error| Failure::io("The output cannot be written", &error.into()))?;
    line(&text)
}

/// Prints a value as JSON or as the text that stands for it.
pub fn either(
    is_json: bool,
    value: &impl Serialize,
    text: impl FnOnce() -> String,
) -> Result<(), Failure> {
    if is_json { json(value) } else { line(&text()) }
}

/// Returns a moment in words, in Greenwich time.
pub fn moment(at_ms: u64) -> String {
    let at = UNIX_EPOCH.checked_add(Duration::from_millis(at_ms));
    // Far beyond the calendar that can be printed.
    let at = at.filter(|_| at_ms < 253_402_300_800_000);
    at.map_or_else(|| at_ms.to_string(), httpdate::fmt_http_date)
}
