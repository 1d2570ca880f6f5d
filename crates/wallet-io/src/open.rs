//! Opens the wallet of a folder: takes its lock, comes by its key, reads its state.

#[cfg(test)]
mod tests;

use crate::api::HttpApi;
use crate::clock::DeviceClock;
use crate::key::{DeviceKey, KeyFile, UnlockError, Unlocked, unlock};
use crate::lock::{Lock, LockError};
use crate::ports::DevicePorts;
use crate::random::SystemRandom;
use crate::sealed::WrappingKey;
use crate::store::SealedStore;
use crate::{DeviceWallet, atomic_file};
use std::path::Path;
use std::sync::Arc;
use wallet::WalletError;
use wallet::port::WalletStore as _;
use wallet::state::SavedState;
use wire::Secret;

/// Why a wallet did not open.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum OpenError {
    /// There is no keyring to use, and no passphrase was given.
    #[error("This device has no usable keyring, so the wallet needs a passphrase.")]
    PassphraseNeeded {
        /// Whether the wallet is a new one, so that the passphrase is to be chosen.
        new: bool,
    },
    /// The passphrase is not the wallet's.
    #[error("The passphrase is not right.")]
    PassphraseWrong,
    /// Another program has this wallet open.
    #[error("Another program has this wallet open.")]
    InUse,
    /// The keyring that has the wallet's key does not give it.
    #[error("The keyring does not give the wallet's key: {0}.")]
    KeyringSilent(String),
    /// A file of the wallet is damaged or missing. Nothing of it was changed.
    #[error("The wallet cannot be read: {0}.")]
    Damaged(String),
    /// The folder cannot be used.
    #[error("The wallet's folder cannot be used: {0}.")]
    Folder(String),
}

impl OpenError {
    /// Returns the stable code.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::PassphraseNeeded { .. } => "passphrase_needed",
            Self::PassphraseWrong => "passphrase_wrong",
            Self::InUse => "wallet_in_use",
            Self::KeyringSilent(_) => "keyring_silent",
            Self::Damaged(_) => "wallet_damaged",
            Self::Folder(_) => "folder_unusable",
        }
    }

    /// Returns what to do about it.
    pub const fn advice(&self) -> &'static str {
        match self {
            Self::PassphraseNeeded { new: true } => "Choose a passphrase.",
            Self::PassphraseNeeded { new: false } => "Give the wallet's passphrase.",
            Self::PassphraseWrong => "Try again.",
            Self::InUse => "Close the other program first.",
            Self::KeyringSilent(_) => "Unlock the keyring, then try again.",
            Self::Damaged(_) => "Restore the wallet's folder from a backup, or enrol in another.",
            Self::Folder(_) => "Check the folder's permissions and the free space.",
        }
    }
}

/// Opens the wallet of a folder, making both when they are not there. Uses the keyring of the
/// operating system, or `passphrase` where there is none; a wallet keeps to what it was made with.
///
/// # Errors
/// See [`OpenError`]. A damaged wallet is never replaced by a new one.
///
/// # Panics
/// Outside a tokio runtime.
pub async fn open(home: &Path, passphrase: Option<Secret>) -> Result<DeviceWallet, OpenError> {
    let home = home.to_owned();
    // The keyring may ask the person, and stretching a passphrase takes its time.
    let opening = tokio::task::spawn_blocking(move || open_blocking(&home, passphrase.as_ref()));
    opening.await.map_err(|error| OpenError::Folder(error.to_string()))?
}

fn open_blocking(home: &Path, passphrase: Option<&Secret>) -> Result<DeviceWallet, OpenError> {
    let unusable = |error: std::io::Error| OpenError::Folder(error.to_string());
    atomic_file::make_folder(home).map_err(unusable)?;
    let lock = Lock::take(home).map_err(|error| match error {
        LockError::InUse => OpenError::InUse,
        LockError::Io(error) => unusable(error),
    })?;
    let there = |file: &str| home.join(file).try_exists().map_err(unusable);
    let is_keyless = !there(KeyFile::FILE)?;
    if is_keyless && (there(SealedStore::FILE)? || there(DeviceKey::FILE)?) {
        return Err(OpenError::Damaged(format!("{} is missing", KeyFile::FILE)));
    }
    let Unlocked { key, is_new } = unlock(home, passphrase).map_err(|error| match error {
        UnlockError::PassphraseNeeded => OpenError::PassphraseNeeded { new: is_keyless },
        UnlockError::PassphraseWrong => OpenError::PassphraseWrong,
        UnlockError::KeyringSilent(why) => OpenError::KeyringSilent(why),
        UnlockError::File(why) => OpenError::Damaged(format!("{}: {why}", KeyFile::FILE)),
    })?;
    let (store, vault) = parts(home, key, is_new)?;
    let vault = Arc::new(vault);
    let clock = DeviceClock::default();
    let api = HttpApi::new(Arc::clone(&vault), clock.clone())
        .map_err(|error| OpenError::Folder(error.to_string()))?;
    let ports = DevicePorts { store, api, vault, clock, random: SystemRandom, _lock: lock };
    DeviceWallet::new(ports).map_err(|error| match error {
        WalletError::Store(error) => OpenError::Damaged(error.0),
        other => OpenError::Damaged(other.sentence()),
    })
}

/// Opens state and device key, or makes them. They are made in this order, after `key.json`, so
/// that what an interrupted start left behind can be told from a file that was lost.
fn parts(
    home: &Path,
    key: WrappingKey,
    is_new: bool,
) -> Result<(SealedStore, DeviceKey), OpenError> {
    let damaged = |file: &str, why: &str| OpenError::Damaged(format!("{file}: {why}"));
    let device = DeviceKey::open(home, &key).map_err(|why| damaged(DeviceKey::FILE, &why))?;
    let store = SealedStore::new(home, key.clone());
    let state_is_there = home.join(SealedStore::FILE).try_exists().unwrap_or(true);
    if !state_is_there {
        if device.is_some() {
            return Err(damaged(SealedStore::FILE, "the file is missing"));
        }
        store.save(&SavedState::default()).map_err(|error| OpenError::Folder(error.0))?;
    }
    if let Some(device) = device {
        return Ok((store, device));
    }
    let state = store.load().map_err(|error| OpenError::Damaged(error.0))?;
    if !is_new && state != SavedState::default() {
        return Err(damaged(DeviceKey::FILE, "the file is missing"));
    }
    let device = DeviceKey::create(home, &key).map_err(OpenError::Folder)?;
    Ok((store, device))
}
