//! `key.json`: how a wallet's wrapping key is come by. It holds nothing secret.

use super::passphrase::Stretching;
use crate::atomic_file;
use crate::sealed::{Purpose, WrappingKey, seal, unseal};
use serde::{Deserialize, Serialize};
use std::path::Path;

/// The text whose seal tells a wrong key from a damaged file.
const CHECK: &[u8] = b"tongbao wallet";

/// How the wrapping key is come by.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case", deny_unknown_fields)]
pub(crate) enum Source {
    /// It is kept in the keyring under this name.
    Keyring {
        /// The entry's name.
        entry: String,
    },
    /// It is made from a passphrase.
    Passphrase(Stretching),
}

/// The content of the file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct KeyFile {
    version: u8,
    pub(crate) source: Source,
    check: Vec<u8>,
}

impl KeyFile {
    /// The file's name in the wallet's folder.
    pub(crate) const FILE: &str = "key.json";
    const VERSION: u8 = 1;

    /// Returns the content for a source and the key it gives.
    pub(crate) fn new(source: Source, key: &WrappingKey) -> Self {
        Self { version: Self::VERSION, source, check: seal(key, Purpose::Check, CHECK) }
    }

    /// Returns whether this is the key that the wallet was made with.
    pub(crate) fn fits(&self, key: &WrappingKey) -> bool {
        unseal(key, Purpose::Check, &self.check).is_ok_and(|text| text.as_slice() == CHECK)
    }

    /// Reads the file of a folder, if there is one.
    pub(crate) fn read(home: &Path) -> Result<Option<Self>, String> {
        let content = atomic_file::read(&home.join(Self::FILE));
        let Some(text) = content.map_err(|error| error.to_string())? else {
            return Ok(None);
        };
        let file: Self = serde_json::from_slice(&text).map_err(|error| error.to_string())?;
        match file.version {
            Self::VERSION => Ok(Some(file)),
            _ => Err("it was written by a newer version".to_owned()),
        }
    }

    /// Writes the file of a folder.
    pub(crate) fn write(&self, home: &Path) -> Result<(), String> {
        let text = serde_json::to_vec(self).map_err(|error| error.to_string())?;
        atomic_file::replace(&home.join(Self::FILE), &text).map_err(|error| error.to_string())
    }
}
