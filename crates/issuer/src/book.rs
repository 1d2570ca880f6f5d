//! The issuer's data file: everything is read at the start, and written whole after each change,
//! before anybody is told of it.

use crate::code::random_digits;
use ring::hmac;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::fs::{File, OpenOptions};
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

/// The name of the file in the data folder.
const FILE_NAME: &str = "issuer.json";

/// Why there is no data file.
#[derive(Debug, thiserror::Error)]
pub enum BookError {
    /// It cannot be read or written.
    #[error("{0}: {1}")]
    File(PathBuf, io::Error),
    /// It holds something else.
    #[error("{0}: is no data file of an issuer: {1}")]
    Malformed(PathBuf, serde_json::Error),
    /// The system gives no randomness for a key.
    #[error("no randomness: {0}")]
    Random(#[from] getrandom::Error),
}

/// What is known, on disk and in memory.
#[derive(Debug)]
pub struct Book {
    path: PathBuf,
    pages: Mutex<Pages>,
}

/// What is known.
#[derive(Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Pages {
    /// 64 hexadecimal digits, of which codes and names are made.
    key: String,
    /// By operator and request.
    pub(crate) bindings: BTreeMap<String, Binding>,
    pub(crate) tokens: BTreeMap<String, Token>,
    /// By operator and request.
    pub(crate) charges: BTreeMap<String, Charge>,
    /// By number.
    pub(crate) cards: BTreeMap<String, Used>,
}

impl std::fmt::Debug for Pages {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("[REDACTED]")
    }
}

/// A binding: begun, and perhaps confirmed.
#[derive(Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Binding {
    pub(crate) number: String,
    pub(crate) expires_at_ms: u64,
    pub(crate) tries: u8,
    /// What it was confirmed with.
    pub(crate) token: Option<String>,
}

/// What an operator has in the place of a number.
#[derive(Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Token {
    pub(crate) operator: String,
    pub(crate) number: String,
}

/// A charge and how it ended.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Charge {
    pub(crate) token: String,
    pub(crate) minor: u64,
    pub(crate) currency: String,
    pub(crate) is_paid: bool,
    /// Why it was declined; absent in what older programs declined, for want of money.
    #[serde(default)]
    pub(crate) declined: Option<Declined>,
}

/// Why a charge was declined.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Declined {
    /// There is not that much on the card.
    FundsShort,
    /// A card is not charged that much at once.
    LimitReached,
    /// The card is blocked.
    CardBlocked,
}

/// What happened to a card.
#[derive(Clone, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Used {
    /// When wrong codes were typed, within a day.
    pub(crate) wrong_at_ms: Vec<u64>,
    /// When codes were sent, within an hour.
    pub(crate) sent_at_ms: Vec<u64>,
    pub(crate) charged_minor: u64,
}

impl Book {
    /// Opens the data file of a folder, or begins one.
    ///
    /// # Errors
    /// See [`BookError`].
    pub fn open(folder: &Path) -> Result<Self, BookError> {
        let path = folder.join(FILE_NAME);
        let wrong = |error| BookError::File(path.clone(), error);
        let pages = match std::fs::read_to_string(&path) {
            Ok(text) => serde_json::from_str(&text)
                .map_err(|error| BookError::Malformed(path.clone(), error))?,
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                std::fs::create_dir_all(folder).map_err(wrong)?;
                let (bindings, tokens, charges, cards) = Default::default();
                let pages = Pages { key: random_digits::<32>()?, bindings, tokens, charges, cards };
                write(&path, &pages).map_err(wrong)?;
                pages
            }
            Err(error) => return Err(wrong(error)),
        };
        Ok(Self { path, pages: Mutex::new(pages) })
    }

    /// Changes what is known: on disk when this returns, or not at all. What is refused may change
    /// something too, such as a counted try.
    pub(crate) fn change<T>(&self, change: impl FnOnce(&mut Pages) -> T) -> io::Result<T> {
        let mut pages = self.pages.lock().unwrap_or_else(PoisonError::into_inner);
        let mut changed = pages.clone();
        let result = change(&mut changed);
        write(&self.path, &changed)?;
        *pages = changed;
        Ok(result)
    }

    /// Reads what is known.
    pub(crate) fn read<T>(&self, read: impl FnOnce(&Pages) -> T) -> T {
        read(&self.pages.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

impl Pages {
    /// Returns the key of which codes and names are made.
    pub(crate) fn key(&self) -> hmac::Key {
        hmac::Key::new(hmac::HMAC_SHA256, self.key.as_bytes())
    }
}

/// Writes the file whole, or not at all; its owner alone reads it.
fn write(path: &Path, pages: &Pages) -> io::Result<()> {
    let text = serde_json::to_string(pages).map_err(io::Error::other)?;
    let beside = path.with_extension("new");
    let mut options = OpenOptions::new();
    options.write(true).create(true).truncate(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let mut file = options.open(&beside)?;
    file.write_all(text.as_bytes())?;
    file.sync_all()?;
    std::fs::rename(&beside, path)?;
    if let Some(folder) = path.parent() {
        File::open(folder)?.sync_all()?;
    }
    Ok(())
}
