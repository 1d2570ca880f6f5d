//! The configuration as it works now, key by key, with the origin of each value; secrets stay
//! hidden.

use super::key::{Fallback, KEYS, Key, Secrecy};
use super::source::Settings;
use crate::database::is_url;
use crate::{clock, setting};
use bank::TimeMs;
use bank::record::Setting;
use bank::setting::{SettingKey, Unit};
use money::Currency;

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

/// Lays over it what was changed by command since: that goes before every other source.
pub fn lay_settings(shown: &mut [Shown], settings: &[Setting], currency: Currency, now: TimeMs) {
    for one in shown {
        let Some(key) = SettingKey::find(one.key) else { continue };
        let Some(changed) = settings.iter().find(|changed| changed.key == key) else { continue };
        let written = |value| {
            let text = setting::written(key, value, currency);
            if key.unit() == Unit::Minor { toml::Value::String(text).to_string() } else { text }
        };
        one.value = written(changed.at(now));
        one.origin = format!("setting, journal row {}", changed.sequence);
        if let Some(from) = changed.from.filter(|_| changed.is_planned(now)) {
            let (value, from) = (written(changed.value), clock::text::to_text(from));
            one.origin.push_str(&format!("; {value} from {from}"));
        }
    }
}
