//! The operator's secret keys: files outside the database, so that a stolen database alone opens no
//! PIN and no one-time code, and signs nothing.

pub mod campaign;
mod operator;

pub use operator::OperatorKeys;

use crate::pseudonym::Pseudonyms;
use crate::random::{self, RandomError};
use crate::slip_link::SlipLinks;
use ring::hmac;
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};
use zeroize::Zeroizing;

/// The keys of one operator.
#[derive(Clone)]
pub struct Keys {
    /// Goes into every PIN before it is hashed.
    pub pepper: hmac::Key,
    /// Makes and checks one-time codes.
    pub code: hmac::Key,
    /// Makes the secrets of devices for their payer codes.
    pub payer: hmac::Key,
    /// Makes what stands for payers in shops' bills.
    pub pseudonyms: Pseudonyms,
    /// Makes the secrets of webhooks.
    pub webhook: hmac::Key,
    /// Makes the addresses of receipts' pages.
    pub slip_links: SlipLinks,
    /// Signs heads and receipts.
    pub operator: OperatorKeys,
}

/// Why the keys cannot be had.
#[derive(Debug, thiserror::Error)]
pub enum KeyError {
    /// A key file is missing or cannot be read or written.
    #[error("key file {path}: {error}")]
    File {
        /// Which.
        path: PathBuf,
        /// Why.
        error: io::Error,
    },
    /// A key file does not hold 64 hexadecimal digits.
    #[error("key file {0}: holds no key of 64 hexadecimal digits")]
    Malformed(PathBuf),
    /// The list of the operator's public keys is damaged.
    #[error("key file {0}: holds no list of public keys, one a line")]
    MalformedList(PathBuf),
    /// The operator's key is not on the list.
    #[error("key file {0}: the key in operator.key is not on this list")]
    Unlisted(PathBuf),
    /// A key file can be read by others.
    #[error("key file {0}: others can read it; chmod 600 it")]
    Open(PathBuf),
    /// There is no randomness to make one.
    #[error(transparent)]
    Random(#[from] RandomError),
}

const PEPPER: &str = "pin-pepper.key";
const CODE: &str = "code.key";
const PAYER: &str = "payer-code.key";
const PSEUDONYM: &str = "pseudonym.key";
const WEBHOOK: &str = "webhook.key";
const SLIP: &str = "slip.key";

impl Keys {
    /// Reads the keys from their folder. Those of payer codes, pseudonyms, webhooks, receipts'
    /// pages and heads, which older folders lack, are made when they are missing; several nodes of
    /// one operator need the same.
    ///
    /// # Errors
    /// When another file is missing, or one is malformed or open to others.
    pub fn load(folder: &Path) -> Result<Self, KeyError> {
        let (pepper, code) = (read(&folder.join(PEPPER))?, read(&folder.join(CODE))?);
        Self::with(folder, pepper, code)
    }

    fn with(folder: &Path, pepper: hmac::Key, code: hmac::Key) -> Result<Self, KeyError> {
        Ok(Self {
            pepper,
            code,
            payer: named(folder, PAYER)?,
            pseudonyms: Pseudonyms::new(named(folder, PSEUDONYM)?),
            webhook: named(folder, WEBHOOK)?,
            slip_links: SlipLinks::new(named(folder, SLIP)?),
            operator: OperatorKeys::load(folder)?,
        })
    }

    /// Reads the keys, and makes those that are missing.
    ///
    /// # Errors
    /// As [`Keys::load`].
    pub fn create(folder: &Path) -> Result<Self, KeyError> {
        std::fs::create_dir_all(folder)
            .map_err(|error| KeyError::File { path: folder.to_owned(), error })?;
        let (pepper, code) = (named(folder, PEPPER)?, named(folder, CODE)?);
        Self::with(folder, pepper, code)
    }
}

/// Reads a key of its own name from the folder, and makes it when it is missing.
///
/// # Errors
/// As [`Keys::load`].
pub fn named(folder: &Path, name: &str) -> Result<hmac::Key, KeyError> {
    let path = folder.join(name);
    if !path.exists() {
        write(&path)?;
    }
    read(&path)
}

fn write(path: &Path) -> Result<(), KeyError> {
    let bytes = Zeroizing::new(random::bytes::<32>()?);
    let text = Zeroizing::new(crate::hex::encode(bytes.as_slice()));
    replace(path, text.as_bytes())
}

/// Writes a file that only its owner reads: whole, or not at all.
fn replace(path: &Path, content: &[u8]) -> Result<(), KeyError> {
    let wrong = |error| KeyError::File { path: path.to_owned(), error };
    // Written beside and renamed, so that a crash leaves no half key behind.
    let beside = path.with_extension("new");
    let mut options = std::fs::OpenOptions::new();
    options.write(true).create(true).truncate(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let mut file = options.open(&beside).map_err(wrong)?;
    file.write_all(content).and_then(|()| file.sync_all()).map_err(wrong)?;
    std::fs::rename(&beside, path).map_err(wrong)
}

fn read(path: &Path) -> Result<hmac::Key, KeyError> {
    let bytes = read_bytes(path)?;
    Ok(hmac::Key::new(hmac::HMAC_SHA256, bytes.as_slice()))
}

/// Reads the 32 bytes of a key file.
fn read_bytes(path: &Path) -> Result<Zeroizing<[u8; 32]>, KeyError> {
    let wrong = |error| KeyError::File { path: path.to_owned(), error };
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        let mode = std::fs::metadata(path).map_err(wrong)?.permissions().mode();
        if mode & 0o077 != 0 {
            return Err(KeyError::Open(path.to_owned()));
        }
    }
    let text = Zeroizing::new(std::fs::read_to_string(path).map_err(wrong)?);
    let bytes = crate::hex::decode::<32>(text.trim()).map(Zeroizing::new);
    bytes.ok_or_else(|| KeyError::Malformed(path.to_owned()))
}
