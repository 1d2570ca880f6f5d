//! Where the open wallet is kept while the program runs, and what may only happen once: opening
//! it, resuming its payments, listening to its operator.

use crate::event::{Announcer, announce};
use crate::view::LockReason;
use crate::{Decoder, Host, OpenRefused, UiError};
use std::sync::{Arc, PoisonError, RwLock};
use tokio::sync::Mutex;
use wallet::Wallet;
use wallet::port::Ports;
use wire::Secret;

/// The door to the wallet: closed with a reason, or open.
pub struct Door<P: Ports> {
    wallet: RwLock<Result<Arc<Wallet<P>>, LockReason>>,
    /// Held while the wallet is being opened; whether that was tried at all.
    tried: Mutex<bool>,
    /// Reads codes off frames and pictures.
    pub(crate) decoder: Decoder,
    /// Tells every listener what happens.
    pub(crate) announcer: Announcer,
}

impl<P: Ports> Default for Door<P> {
    fn default() -> Self {
        Self {
            wallet: RwLock::new(Err(LockReason::Passphrase)),
            tried: Mutex::new(false),
            decoder: Decoder::default(),
            announcer: Announcer::default(),
        }
    }
}

impl<P: Ports> Door<P> {
    fn current(&self) -> Result<Arc<Wallet<P>>, LockReason> {
        self.wallet.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    fn set(&self, wallet: Result<Arc<Wallet<P>>, LockReason>) {
        *self.wallet.write().unwrap_or_else(PoisonError::into_inner) = wallet;
    }
}

/// Returns the wallet, which the first caller opens; or why it is locked.
pub(crate) async fn enter<H: Host>(host: &H) -> Result<Arc<Wallet<H::Ports>>, LockReason> {
    if let Ok(wallet) = host.door().current() {
        return Ok(wallet);
    }
    let mut tried = host.door().tried.lock().await;
    if !*tried {
        *tried = true;
        // A passphrase that the host brought along and that is wrong: the screen asks for another.
        if open(host, None).await == Err(OpenRefused::PassphraseWrong) {
            host.door().set(Err(LockReason::Passphrase));
        }
    }
    host.door().current()
}

/// Returns the wallet for a command that needs it.
pub(crate) async fn wallet<H: Host>(host: &H) -> Result<Arc<Wallet<H::Ports>>, UiError> {
    enter(host).await.map_err(|_| UiError::locked())
}

/// Tries to open the wallet, with a passphrase where there is one.
///
/// # Errors
/// `passphrase_wrong`. Every other reason is a state of the door, not an error.
pub(crate) async fn unlock<H: Host>(host: &H, passphrase: Option<Secret>) -> Result<(), UiError> {
    let mut tried = host.door().tried.lock().await;
    *tried = true;
    if host.door().current().is_ok() {
        return Ok(());
    }
    match open(host, passphrase).await {
        Err(OpenRefused::PassphraseWrong) => Err(UiError::passphrase_wrong()),
        Ok(()) | Err(_) => Ok(()),
    }
}

async fn open<H: Host>(host: &H, passphrase: Option<Secret>) -> Result<(), OpenRefused> {
    let opened = host.open(passphrase).await;
    let door = host.door();
    if let Err(refused) = &opened
        && let Some(reason) = reason(refused)
    {
        door.set(Err(reason));
    }
    let wallet = Arc::new(opened?);
    door.set(Ok(Arc::clone(&wallet)));
    tokio::spawn(announce(door.announcer.clone(), Arc::clone(&wallet)));
    // What was under way when the program ended is brought to its end; what stays unknown is on
    // the home screen, so the ends themselves need no telling here.
    tokio::spawn(async move { drop(wallet.resume_all().await) });
    Ok(())
}

/// Returns why the door stays closed; none when that is what it was before.
const fn reason(refused: &OpenRefused) -> Option<LockReason> {
    match refused {
        OpenRefused::PassphraseNeeded { new: true } => Some(LockReason::PassphraseNew),
        OpenRefused::PassphraseNeeded { new: false } => Some(LockReason::Passphrase),
        OpenRefused::PassphraseWrong => None,
        OpenRefused::InUse => Some(LockReason::InUse),
        OpenRefused::KeyringSilent => Some(LockReason::KeyringSilent),
        OpenRefused::Damaged => Some(LockReason::Damaged),
        OpenRefused::FolderUnusable => Some(LockReason::FolderUnusable),
    }
}
