//! What commands print: the only place that writes to the terminal.

use super::CommandError;
use std::io::Write as _;
use std::time::{Duration, Instant};

/// Prints a line.
pub fn line(text: &str) {
    // Nobody is left to tell when the terminal is gone.
    let _ = writeln!(std::io::stdout().lock(), "{text}");
}

/// Prints a value as one line of JSON, or lines for people.
pub fn value(json: bool, value: &serde_json::Value, lines: &[String]) {
    if json {
        line(&format!("{value}"));
    } else {
        lines.iter().for_each(|text| line(text));
    }
}

/// Tells on standard error how far long work is: what takes a few seconds is not told of, and a
/// pipe gets nothing but the result.
pub struct Progress {
    next: Instant,
}

/// How long it takes until progress is told, and told again.
const TOLD_EVERY: Duration = Duration::from_secs(3);

impl Progress {
    /// Begins now.
    pub fn begin() -> Self {
        Self { next: Instant::now() + TOLD_EVERY }
    }

    /// Tells how far it is, unless that was told a moment ago.
    pub fn tell(&mut self, progress: bank::audit::Progress) {
        let now = Instant::now();
        if now < self.next {
            return;
        }
        self.next = now + TOLD_EVERY;
        let bank::audit::Progress { stage, done, of } = progress;
        let of = of.map(|of| format!(" of {of}")).unwrap_or_default();
        let _ = writeln!(std::io::stderr().lock(), "tongbaod: {stage}: {done}{of}");
    }
}

/// Prints what is better changed.
pub fn warning(text: &str) {
    let _ = writeln!(std::io::stderr().lock(), "tongbaod: {text}");
}

/// Prints an error with its code.
pub fn error(error: &CommandError) {
    let CommandError { code, message } = error;
    let _ = writeln!(std::io::stderr().lock(), "tongbaod: {code}: {message}");
}
