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
