//! Comes by the wrapping key: from the keyring where there is one, else from a passphrase.

use super::file::{KeyFile, Source};
use super::keyring::Keyring;
use super::passphrase::Stretching;
use crate::sealed::WrappingKey;
use std::path::Path;
use wire::Secret;

/// Why the key was not come by.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum UnlockError {
    /// A passphrase is needed and none was given.
    PassphraseNeeded,
    /// The passphrase is another one.
    PassphraseWrong,
    /// The keyring that has the key cannot be used, or has it no more.
    KeyringSilent(String),
    /// `key.json` cannot be read or written, or its key does not fit it.
    File(String),
}

/// A wrapping key.
pub(crate) struct Unlocked {
    /// The key.
    pub key: WrappingKey,
    /// Whether it was made just now.
    pub is_new: bool,
}

/// Comes by the key of a folder, making it when the folder has none. May block.
pub(crate) fn unlock(home: &Path, passphrase: Option<&Secret>) -> Result<Unlocked, UnlockError> {
    let passphrase = passphrase.filter(|passphrase| !passphrase.expose().is_empty());
    let Some(file) = KeyFile::read(home).map_err(UnlockError::File)? else {
        let (source, key) = create(passphrase)?;
        KeyFile::new(source, &key).write(home).map_err(UnlockError::File)?;
        return Ok(Unlocked { key, is_new: true });
    };
    let key = match &file.source {
        Source::Keyring { entry } => {
            let silent = |why: String| UnlockError::KeyringSilent(why);
            let keyring = Keyring::find().ok_or_else(|| silent("there is none".to_owned()))?;
            let key = keyring.read(entry).map_err(|error| silent(error.to_string()))?;
            if !file.fits(&key) {
                return Err(UnlockError::File("it belongs to another key".to_owned()));
            }
            key
        }
        Source::Passphrase(stretching) => {
            let passphrase = passphrase.ok_or(UnlockError::PassphraseNeeded)?;
            let key = stretching.key(passphrase);
            let key = key.ok_or_else(|| UnlockError::File("its parameters".to_owned()))?;
            if !file.fits(&key) {
                return Err(UnlockError::PassphraseWrong);
            }
            key
        }
    };
    Ok(Unlocked { key, is_new: false })
}

fn create(passphrase: Option<&Secret>) -> Result<(Source, WrappingKey), UnlockError> {
    let keyring = Keyring::find().filter(Keyring::works);
    if let Some((entry, key)) = keyring.and_then(|keyring| keyring.create().ok()) {
        return Ok((Source::Keyring { entry }, key));
    }
    let passphrase = passphrase.ok_or(UnlockError::PassphraseNeeded)?;
    let stretching = Stretching::new();
    let key = stretching.key(passphrase);
    let key = key.ok_or_else(|| UnlockError::File("its parameters".to_owned()))?;
    Ok((Source::Passphrase(stretching), key))
}
