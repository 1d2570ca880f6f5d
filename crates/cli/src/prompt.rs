//! Questions to the person at the terminal, and the secrets that come in other ways.

use crate::failure::Failure;
use std::env;
use std::io::{self, BufRead as _, IsTerminal as _, Write as _};
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

fn unreadable(error: &io::Error) -> Failure {
    Failure::io("The answer cannot be read", error)
}
