//! This program as a host of the UI: the device's wallet, opened by keyring or passphrase.

use bridge::{Door, Host, OpenRefused, Secret};
use std::path::PathBuf;
use wallet_io::{DevicePorts, DeviceWallet, OpenError};

/// The host behind the app's window.
pub struct AppHost {
    door: Door<DevicePorts>,
    home: PathBuf,
    operator: Option<String>,
    /// Opens the wallet at the start, where nobody can type.
    passphrase: Option<Secret>,
}

impl AppHost {
    /// Makes a host for the wallet of a folder. Nothing is opened yet.
    pub fn new(home: PathBuf, operator: Option<String>, passphrase: Option<Secret>) -> Self {
        Self { door: Door::default(), home, operator, passphrase }
    }
}

impl Host for AppHost {
    type Ports = DevicePorts;

    fn door(&self) -> &Door<DevicePorts> {
        &self.door
    }

    async fn open(&self, passphrase: Option<Secret>) -> Result<DeviceWallet, OpenRefused> {
        let passphrase = passphrase.or_else(|| self.passphrase.clone());
        wallet_io::open(&self.home, passphrase).await.map_err(|error| {
            tracing::warn!(code = error.code(), "the wallet did not open: {error}");
            refused(&error)
        })
    }

    fn version(&self) -> &str {
        env!("CARGO_PKG_VERSION")
    }

    fn default_operator_url(&self) -> Option<&str> {
        self.operator.as_deref()
    }
}

const fn refused(error: &OpenError) -> OpenRefused {
    match error {
        OpenError::PassphraseNeeded { new } => OpenRefused::PassphraseNeeded { new: *new },
        OpenError::PassphraseWrong => OpenRefused::PassphraseWrong,
        OpenError::InUse => OpenRefused::InUse,
        OpenError::KeyringSilent(_) => OpenRefused::KeyringSilent,
        OpenError::Damaged(_) => OpenRefused::Damaged,
        OpenError::Folder(_) => OpenRefused::FolderUnusable,
    }
}
