//! The wallet's ports on disk, network and the keyring of the operating system.
#![doc = include_str!("../README.md")]

pub mod api;
mod atomic_file;
pub mod clock;
mod home;
mod key;
mod lock;
mod open;
mod ports;
mod random;
mod sealed;
mod store;

pub use home::HomeFolder;
pub use open::{OpenError, open};
pub use ports::DevicePorts;

/// The wallet of this device.
pub type DeviceWallet = wallet::Wallet<DevicePorts>;
