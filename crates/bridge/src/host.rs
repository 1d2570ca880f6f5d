//! What a program must offer to host the UI: the handlers ask for no more than this.

use crate::Door;
use std::future::Future;
use wallet::Wallet;
use wallet::port::Ports;
use wire::Secret;

/// The program around the UI: the app's shell, the browser's host, a test.
pub trait Host: Send + Sync + 'static {
    /// The ports of its wallet.
    type Ports: Ports;

    /// Returns where the wallet is kept while the program runs.
    fn door(&self) -> &Door<Self::Ports>;

    /// Opens the wallet from where this host keeps it. Called for one caller at a time, and never
    /// again once it succeeded.
    fn open(
        &self,
        passphrase: Option<Secret>,
    ) -> impl Future<Output = Result<Wallet<Self::Ports>, OpenRefused>> + Send;

    /// Returns the app's version.
    fn version(&self) -> &str;

    /// Returns the operator to suggest to somebody new.
    fn default_operator_url(&self) -> Option<&str>;
}

/// Why a host could not open the wallet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum OpenRefused {
    /// There is no keyring: a passphrase is to be entered, or chosen when the wallet is new.
    PassphraseNeeded {
        /// Whether the wallet is new.
        new: bool,
    },
    /// The passphrase does not open this wallet.
    PassphraseWrong,
    /// Another program has this wallet open.
    InUse,
    /// The keyring that has the wallet's key does not give it.
    KeyringSilent,
    /// What is stored cannot be read.
    Damaged,
    /// The wallet's folder cannot be used.
    FolderUnusable,
}
