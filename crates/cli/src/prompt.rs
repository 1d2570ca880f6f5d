//! Questions to the person at the terminal, and the secrets that come in other ways.

use crate::failure::Failure;
use paycode::{TEXT_BYTES_MAX, text_of};
use std::env;
use std::io::{self, BufRead as _, IsTerminal as _, Read as _, Write as _};
use wire::Secret;

/// Returns whether somebody can be asked.
pub fn is_terminal() -> bool {
    io::stdin().is_terminal() && io::stderr().is_terminal()
}

/// Returns a secret from the environment; an empty one is none.
pub fn from_environment(variable: &str) -> Option<Secret> {
    env::var(variable).ok().filter(|text| !text.is_empty()).map(Secret::new)
}

/// Asks for a secret without showing what is typed.
pub fn secret(question: &str) -> Result<Secret, Failure> {
    let typed = rpassword::prompt_password(format!("{question}: "));
    typed.map(|text| Secret::new(text.trim())).map_err(|error| unreadable(&error))
}

/// Asks for a line.
pub fn text(question: &str) -> Result<String, Failure> {
    let mut stderr = io::stderr().lock();
    let asked = write!(stderr, "{question}: ").and_then(|()| stderr.flush());
    asked.map_err(|error| unreadable(&error))?;
    stdin_line()
}

/// Asks whether to go on; anything but yes is no.
pub fn agreed(question: &str) -> Result<bool, Failure> {
    let answer = text(&format!("{question} [y/N]"))?;
    Ok(matches!(answer.to_lowercase().as_str(), "y" | "yes"))
}

/// Reads one line from standard input.
pub fn stdin_line() -> Result<String, Failure> {
    let mut line = String::new();
    io::stdin().lock().read_line(&mut line).map_err(|error| unreadable(&error))?;
    Ok(line.trim().to_owned())
}

/// Reads a code's text from standard input to its end: some codes have many lines, and some a
/// character set of their own.
pub fn stdin_code() -> Result<String, Failure> {
    let mut bytes = Vec::new();
    // One byte more than is looked at, so that a longer text is known as too long.
    let cap = u64::try_from(TEXT_BYTES_MAX).unwrap_or(u64::MAX).saturating_add(1);
    io::stdin().lock().take(cap).read_to_end(&mut bytes).map_err(|error| unreadable(&error))?;
    text_of(&bytes).ok_or_else(|| {
        let sentence = "Standard input is no text in a character set of a payment code.";
        Failure::new("encoding_unsupported", sentence, "Give the text as UTF-8.")
    })
}

fn unreadable(error: &io::Error) -> Failure {
    Failure::io("The answer cannot be read", error)
}
