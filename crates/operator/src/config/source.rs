//! Where values come from: the command line, the environment, files of secrets, `operator.toml`,
//! the defaults, in this order. Every value keeps its origin, so that an error can name it.

use super::key::{ENVIRONMENT_PREFIX, KEYS, Key, Secrecy};
use super::{ConfigError, value};
use std::collections::BTreeMap;
use std::fmt;
use std::path::{Path, PathBuf};
use toml::Value;
use toml::de::{DeTable, DeValue};

/// A key's value and where it came from.
#[derive(Clone, Debug)]
pub struct Setting {
    /// The value, of the key's kind.
    pub value: Value,
    /// Where it came from.
    pub origin: Origin,
}

/// Where a value came from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Origin {
    /// A flag of the command line.
    Flag(&'static str),
    /// A variable of the environment.
    Variable(String),
    /// A file that holds nothing else.
    SecretFile(PathBuf),
    /// A line of the configuration file, counted from 1.
    Line(PathBuf, usize),
    /// Nobody set it.
    Default,
}

impl fmt::Display for Origin {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Flag(name) => out.write_str(name),
            Self::Variable(name) => out.write_str(name),
            Self::SecretFile(path) => write!(out, "{}", path.display()),
            Self::Line(path, line) => write!(out, "{} line {line}", path.display()),
            Self::Default => out.write_str("default"),
        }
    }
}

/// What a configuration is read from.
#[derive(Clone, Debug, Default)]
pub struct Sources {
    /// Flags of the command line: key, flag, value.
    pub flags: Vec<(&'static str, &'static str, String)>,
    /// Variables of the environment.
    pub variables: Vec<(String, String)>,
    /// The text of the configuration file.
    pub text: String,
    /// Its path, for errors.
    pub path: PathBuf,
}

/// Every key that has a value.
pub type Settings = BTreeMap<&'static str, Setting>;

impl Sources {
    /// Puts all sources together, the first in the order of precedence winning.
    ///
    /// # Errors
    /// The first key that is unknown or has a value of the wrong kind, with its origin.
    pub fn settings(&self) -> Result<Settings, ConfigError> {
        let mut settings = Settings::new();
        for key in KEYS {
            if let Some(value) = value::from_fallback(key.fallback) {
                settings.insert(key.path, Setting { value, origin: Origin::Default });
            }
        }
        self.lay_file(&mut settings)?;
        self.lay_credentials(&mut settings)?;
        self.lay_variables(&mut settings)?;
        for (path, flag, text) in &self.flags {
            lay_text(&mut settings, path, text, Origin::Flag(flag))?;
        }
        Ok(settings)
    }

    fn lay_file(&self, settings: &mut Settings) -> Result<(), ConfigError> {
        let malformed = |error: toml::de::Error| {
            let line = error.span().map_or(1, |span| line_at(&self.text, span.start));
            ConfigError::Malformed {
                origin: Origin::Line(self.path.clone(), line),
                reason: error.message().to_owned(),
            }
        };
        let table: toml::Table = self.text.parse().map_err(malformed)?;
        let lines = lines(&self.text).map_err(malformed)?;
        let mut laid = Settings::new();
        for (path, line) in lines {
            let origin = Origin::Line(self.path.clone(), line);
            let Some(key) = Key::find(&path) else {
                return Err(unknown(&path, origin));
            };
            let Some(value) = at(&table, &path) else { continue };
            value::check(key.kind, value)
                .map_err(|reason| ConfigError::value(key.path, reason, origin.clone()))?;
            laid.insert(key.path, Setting { value: value.clone(), origin });
        }
        lay_secret_files(&mut laid)?;
        settings.extend(laid);
        Ok(())
    }

    /// systemd hands secrets over as files in a folder of the service's own.
    fn lay_credentials(&self, settings: &mut Settings) -> Result<(), ConfigError> {
        let folder = self.variables.iter().find(|(name, _)| name == "CREDENTIALS_DIRECTORY");
        let Some((_, folder)) = folder else { return Ok(()) };
        for key in KEYS.iter().filter(|key| key.secrecy != Secrecy::Open) {
            let path = Path::new(folder).join(key.path);
            if path.exists() {
                lay_text(settings, key.path, &secret_of(key, &path)?, Origin::SecretFile(path))?;
            }
        }
        Ok(())
    }

    fn lay_variables(&self, settings: &mut Settings) -> Result<(), ConfigError> {
        let mut laid = Settings::new();
        for (name, text) in &self.variables {
            if !name.starts_with(ENVIRONMENT_PREFIX) {
                continue;
            }
            let origin = Origin::Variable(name.clone());
            let Some(key) = KEYS.iter().find(|key| key.variable() == *name) else {
                return Err(unknown(name, Origin::Variable("the environment".to_owned())));
            };
            lay_text(&mut laid, key.path, text, origin)?;
        }
        lay_secret_files(&mut laid)?;
        settings.extend(laid);
        Ok(())
    }
}

/// Replaces `KEY_file` of one source by what the file holds.
fn lay_secret_files(laid: &mut Settings) -> Result<(), ConfigError> {
    for key in KEYS.iter().filter(|key| key.secrecy != Secrecy::Open) {
        let by_file = Key::find(&format!("{}_file", key.path)).map(|file| file.path);
        let Some(Setting { value, origin }) = by_file.and_then(|path| laid.get(path)).cloned()
        else {
            continue;
        };
        if laid.contains_key(key.path) {
            let reason = format!("comes alone, without {}", by_file.unwrap_or_default());
            return Err(ConfigError::value(key.path, reason, origin));
        }
        let path = PathBuf::from(value.as_str().unwrap_or_default());
        let text = secret_of(key, &path)?;
        lay_text(laid, key.path, &text, Origin::SecretFile(path))?;
    }
    Ok(())
}

/// Reads a file of a secret, without the line's end that editors put behind it.
fn secret_of(key: &Key, path: &Path) -> Result<String, ConfigError> {
    let origin = || Origin::SecretFile(path.to_owned());
    let text = std::fs::read_to_string(path).map_err(|error| {
        ConfigError::value(key.path, format!("cannot be read: {error}"), origin())
    })?;
    let text = text.strip_suffix('\n').unwrap_or(&text);
    let text = text.strip_suffix('\r').unwrap_or(text);
    if text.is_empty() {
        return Err(ConfigError::value(key.path, "is empty", origin()));
    }
    Ok(text.to_owned())
}

fn lay_text(
    settings: &mut Settings,
    path: &str,
    text: &str,
    origin: Origin,
) -> Result<(), ConfigError> {
    let Some(key) = Key::find(path) else { return Err(unknown(path, origin)) };
    let value = value::from_variable(key.kind, text)
        .map_err(|reason| ConfigError::value(key.path, reason, origin.clone()))?;
    settings.insert(key.path, Setting { value, origin });
    Ok(())
}

fn unknown(name: &str, origin: Origin) -> ConfigError {
    ConfigError::Unknown { key: name.to_owned(), origin }
}

fn at<'a>(table: &'a toml::Table, path: &str) -> Option<&'a Value> {
    match path.split_once('.') {
        Some((first, rest)) => table.get(first)?.get(rest),
        None => table.get(path),
    }
}

/// Returns every key of the text with its line; a table that is no table of ours counts as a key.
fn lines(text: &str) -> Result<Vec<(String, usize)>, toml::de::Error> {
    let root = DeTable::parse(text)?;
    let mut lines = Vec::new();
    for (name, value) in root.get_ref() {
        let is_ours = KEYS.iter().any(|key| {
            key.path.split_once('.').is_some_and(|(table, _)| table == name.get_ref().as_ref())
        });
        match value.get_ref() {
            DeValue::Table(table) if is_ours => lines.extend(table.iter().map(|(inner, _)| {
                let path = format!("{}.{}", name.get_ref(), inner.get_ref());
                (path, line_at(text, inner.span().start))
            })),
            _ => lines.push((name.get_ref().to_string(), line_at(text, name.span().start))),
        }
    }
    Ok(lines)
}

fn line_at(text: &str, offset: usize) -> usize {
    1 + text.bytes().take(offset).filter(|byte| *byte == b'\n').count()
}
