//! The keys of a wallet: the one that wraps everything, and the device's own.

mod device_key;
mod file;
mod keyring;
mod passphrase;
#[cfg(test)]
mod tests;
mod unlock;

pub use device_key::DeviceKey;
pub(crate) use file::KeyFile;
pub(crate) use unlock::{UnlockError, Unlocked, unlock};

/// Makes the key file of a wallet that is opened by a passphrase, whatever keyring there is.
#[cfg(test)]
pub(crate) fn write_passphrase_file(home: &std::path::Path, passphrase: &wire::Secret) {
    let stretching = passphrase::Stretching::new();
    let key = stretching.key(passphrase).expect("a key");
    let source = file::Source::Passphrase(stretching);
    KeyFile::new(source, &key).write(home).expect("written");
}
