//! The wallet's state in one sealed file.

mod stored;
#[cfg(test)]
mod tests;

use crate::atomic_file;
use crate::sealed::{Purpose, WrappingKey, seal, unseal};
use std::path::{Path, PathBuf};
use stored::Stored;
use wallet::port::{StoreError, WalletStore};
use wallet::state::SavedState;
use zeroize::Zeroizing;

/// Keeps the state in one sealed file, replaced whole at each save.
pub struct SealedStore {
    path: PathBuf,
    key: WrappingKey,
}

impl SealedStore {
    /// The file's name in the wallet's folder.
    pub(crate) const FILE: &str = "wallet.sealed";

    /// Returns the store of a folder, whose file must exist by now.
    pub(crate) fn new(home: &Path, key: WrappingKey) -> Self {
        Self { path: home.join(Self::FILE), key }
    }
}

impl WalletStore for SealedStore {
    fn load(&self) -> Result<SavedState, StoreError> {
        let failed = |why: String| StoreError(format!("{}: {why}", Self::FILE));
        let content = atomic_file::read(&self.path).map_err(|error| failed(error.to_string()))?;
        // Never taken for a new wallet: a payment may be on its way that only this file knows.
        let sealed = content.ok_or_else(|| failed("the file is missing".to_owned()))?;
        let plain = unseal(&self.key, Purpose::State, &sealed)
            .map_err(|error| failed(error.to_string()))?;
        // What the parser says could quote the content.
        let stored: Stored = serde_json::from_slice(&plain)
            .map_err(|_| failed("its content cannot be read".to_owned()))?;
        stored.into_state().map_err(|error| failed(error.to_string()))
    }

    fn save(&self, state: &SavedState) -> Result<(), StoreError> {
        let failed = |why: String| StoreError(format!("{}: {why}", Self::FILE));
        let plain = serde_json::to_vec(&Stored::from_state(state.clone()))
            .map(Zeroizing::new)
            .map_err(|error| failed(error.to_string()))?;
        let sealed = seal(&self.key, Purpose::State, &plain);
        atomic_file::replace(&self.path, &sealed).map_err(|error| failed(error.to_string()))
    }
}
