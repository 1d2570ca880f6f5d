//! The configuration as it works now, key by key, with the origin of each value; secrets stay
//! hidden.

use super::key::{Fallback, KEYS, Key, Secrecy};
use super::source::Settings;
use crate::database::is_url;

/// One key as it works now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Shown {
    /// The key.
    pub key: &'static str,
    /// The variable of the environment that sets it.
    pub variable: String,
    /// Its value as TOML, or in words what holds without one.
    pub value: String,
    /// Where it came from.
    pub origin: String,
}

/// Returns every key as it works now.
pub fn show(settings: &Settings) -> Vec<Shown> {
    KEYS.iter().map(|key| shown(key, settings)).collect()
}

fn shown(key: &Key, settings: &Settings) -> Shown {
    let (value, origin) = match (settings.get(key.path), key.fallback) {
        (Some(setting), _) => {
            let is_url = setting.value.as_str().is_some_and(is_url);
            let value = match key.secrecy {
                Secrecy::Address if is_url => "[REDACTED URL]".to_owned(),
                Secrecy::Open | Secrecy::Address => setting.value.to_string(),
                Secrecy::Secret => "[REDACTED]".to_owned(),
            };
            (value, setting.origin.to_string())
        }
        (None, Fallback::Derived(words)) => (format!("({words})"), "default".to_owned()),
        (None, _) => ("(none)".to_owned(), "default".to_owned()),
    };
    Shown { key: key.path, variable: key.variable(), value, origin }
}
