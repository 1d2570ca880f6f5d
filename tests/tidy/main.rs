//! The rules of the house, kept by a test: one rule a file under `rules/`, each shown to fail on a
//! bad sample. It reads sources and manifests as text; it builds and runs nothing.

mod code;
mod manifest;
mod ratchet;
mod rules;
mod tree;

use std::fmt;

/// One broken rule at one place.
#[derive(Debug, PartialEq, Eq)]
pub struct Finding {
    path: String,
    line: usize,
    message: String,
}

impl Finding {
    /// A finding at `line` (1-based; 0: the whole file) of `path`, seen from the project's root.
    pub fn new(path: &str, line: usize, message: impl Into<String>) -> Self {
        Self { path: path.to_owned(), line, message: message.into() }
    }
}

impl fmt::Display for Finding {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.line == 0 {
            write!(out, "{}: {}", self.path, self.message)
        } else {
            write!(out, "{}:{}: {}", self.path, self.line, self.message)
        }
    }
}

/// Fails the running test with every finding on its own line.
pub fn must_be_none(findings: &[Finding]) {
    let lines: Vec<String> = findings.iter().map(ToString::to_string).collect();
    assert!(lines.is_empty(), "{} broken rule(s):\n{}", lines.len(), lines.join("\n"));
}

/// Fails the running test unless some finding's message holds `words`.
pub fn must_find(findings: &[Finding], words: &str) {
    assert!(
        findings.iter().any(|finding| finding.message.contains(words)),
        "no finding says {words:?}; got {findings:#?}"
    );
}
