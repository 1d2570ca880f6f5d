//! Why a configuration cannot be used: the key, and where its value came from.

use super::source::Origin;
use std::path::PathBuf;

/// Why a configuration cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum ConfigError {
    /// The file cannot be read.
    #[error("{path}: {error}; `tongbaod init` or `tongbaod init-demo` writes it")]
    Unreadable {
        /// Which file.
        path: PathBuf,
        /// Why.
        error: std::io::Error,
    },
    /// It is not TOML.
    #[error("{reason} ({origin})")]
    Malformed {
        /// Where.
        origin: Origin,
        /// Why.
        reason: String,
    },
    /// No key has this name.
    #[error("{key}: no key has this name ({origin}); docs/operating.md lists all")]
    Unknown {
        /// What was written.
        key: String,
        /// Where.
        origin: Origin,
    },
    /// A key's value cannot be used.
    #[error("{key}: {reason} ({origin})")]
    Value {
        /// The key.
        key: &'static str,
        /// What is wrong; it does not repeat the value.
        reason: String,
        /// Where the value came from.
        origin: Origin,
    },
}

impl ConfigError {
    pub(super) fn value(key: &'static str, reason: impl Into<String>, origin: Origin) -> Self {
        Self::Value { key, reason: reason.into(), origin }
    }
}
