//! What commands print: the only place that writes to the terminal.

use super::CommandError;
use std::io::Write as _;

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

/// Prints an error with its code.
pub fn error(error: &CommandError) {
    let CommandError { code, message } = error;
    let _ = writeln!(std::io::stderr().lock(), "tongbaod: {code}: {message}");
}
