//! A wrapping key in the keyring of the operating system. Every call may block, also on a question
//! to the person: these run on threads made for that.

use crate::random;
use crate::sealed::WrappingKey;
use base64::{Engine as _, engine::general_purpose::STANDARD_NO_PAD};
use keyring_core::{CredentialStore, Entry, Error};
use std::env;
use std::sync::Arc;
use zeroize::Zeroizing;

/// The name under which the entries stand.
const SERVICE: &str = "app.tongbao.wallet";
/// The environment variable that turns the keyring off with the value `off`.
const VARIABLE: &str = "TONGBAO_KEYRING";

/// The keyring of the operating system.
pub(crate) struct Keyring {
    store: Arc<CredentialStore>,
}

impl Keyring {
    /// Returns the keyring, when there is one and it is not turned off.
    pub(crate) fn find() -> Option<Self> {
        if env::var_os(VARIABLE).is_some_and(|value| value == "off") {
            return None;
        }
        os_store().ok().map(|store| Self { store })
    }

    /// Returns whether an entry can be written, read back and deleted: a keyring that is locked or
    /// of which only half is there says "no such entry" to every question.
    pub(crate) fn works(&self) -> bool {
        let canary: [u8; 16] = random::bytes();
        let probe = || -> Result<bool, Error> {
            let entry = self.entry(&format!("canary-{}", hex(&canary)))?;
            entry.set_secret(STANDARD_NO_PAD.encode(canary).as_bytes())?;
            let found = entry.get_secret();
            entry.delete_credential()?;
            Ok(found? == STANDARD_NO_PAD.encode(canary).as_bytes())
        };
        probe().unwrap_or(false)
    }

    /// Makes a key and keeps it under a new name, which is returned with it.
    pub(crate) fn create(&self) -> Result<(String, WrappingKey), Error> {
        let name = hex(&random::bytes::<16>());
        let key: WrappingKey = Zeroizing::new(random::bytes());
        // As text: not every keyring keeps bytes.
        let text = Zeroizing::new(STANDARD_NO_PAD.encode(key.as_slice()));
        self.entry(&name)?.set_secret(text.as_bytes())?;
        Ok((name, key))
    }

    /// Returns the key that is kept under a name.
    pub(crate) fn read(&self, name: &str) -> Result<WrappingKey, Error> {
        let text = Zeroizing::new(self.entry(name)?.get_secret()?);
        let bytes = STANDARD_NO_PAD.decode(text.as_slice()).map(Zeroizing::new).ok();
        let key = bytes.and_then(|bytes| <[u8; 32]>::try_from(bytes.as_slice()).ok());
        key.map(Zeroizing::new).ok_or_else(|| Error::BadStoreFormat("not a key".to_owned()))
    }

    fn entry(&self, name: &str) -> Result<Entry, Error> {
        self.store.build(SERVICE, name, None)
    }
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// Returns the keyring of this operating system.
#[cfg(target_os = "linux")]
fn os_store() -> Result<Arc<CredentialStore>, Error> {
    Ok(zbus_secret_service_keyring_store::Store::new()?)
}

/// Returns the keyring of this operating system.
#[cfg(target_os = "macos")]
fn os_store() -> Result<Arc<CredentialStore>, Error> {
    Ok(apple_native_keyring_store::keychain::Store::new()?)
}

/// Returns the keyring of this operating system.
#[cfg(target_os = "ios")]
fn os_store() -> Result<Arc<CredentialStore>, Error> {
    Ok(apple_native_keyring_store::protected::Store::new()?)
}

/// Returns the keyring of this operating system.
#[cfg(target_os = "android")]
fn os_store() -> Result<Arc<CredentialStore>, Error> {
    Ok(android_native_keyring_store::Store::new()?)
}

/// Returns the keyring of this operating system.
#[cfg(windows)]
fn os_store() -> Result<Arc<CredentialStore>, Error> {
    Ok(windows_native_keyring_store::Store::new()?)
}

/// Returns the keyring of this operating system: there is none that is known.
#[cfg(not(any(
    target_os = "linux",
    target_os = "macos",
    target_os = "ios",
    target_os = "android",
    windows
)))]
fn os_store() -> Result<Arc<CredentialStore>, Error> {
    Err(Error::NoDefaultStore)
}
