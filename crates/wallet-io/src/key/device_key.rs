//! The device's P-256 key: made once, kept sealed by the wrapping key, never shown.

use crate::atomic_file;
use crate::random;
use crate::sealed::{Purpose, WrappingKey, seal, unseal};
use p256::ecdsa::signature::Signer as _;
use p256::ecdsa::{Signature, SigningKey};
use std::path::Path;
use wallet::port::{KeyVault, VaultError};
use zeroize::Zeroizing;

/// Signs with the device's key, which it wipes from memory when dropped.
pub struct DeviceKey {
    key: SigningKey,
    public: [u8; 65],
}

impl DeviceKey {
    /// The file's name in the wallet's folder.
    pub(crate) const FILE: &str = "device.sealed";

    /// Makes a key and keeps it.
    pub(crate) fn create(home: &Path, wrapping: &WrappingKey) -> Result<Self, String> {
        let (secret, device) = loop {
            let secret: Zeroizing<[u8; 32]> = Zeroizing::new(random::bytes());
            // One in 2^32 numbers is not below the order of the curve.
            if let Ok(key) = SigningKey::from_slice(secret.as_slice()) {
                break (secret, Self::new(key)?);
            }
        };
        let sealed = seal(wrapping, Purpose::DeviceKey, secret.as_slice());
        atomic_file::replace(&home.join(Self::FILE), &sealed).map_err(|error| error.to_string())?;
        Ok(device)
    }

    /// Opens the key that is kept, if there is one.
    pub(crate) fn open(home: &Path, wrapping: &WrappingKey) -> Result<Option<Self>, String> {
        let content = atomic_file::read(&home.join(Self::FILE));
        let Some(sealed) = content.map_err(|error| error.to_string())? else {
            return Ok(None);
        };
        let secret = unseal(wrapping, Purpose::DeviceKey, &sealed);
        let secret = secret.map_err(|error| error.to_string())?;
        let key = SigningKey::from_slice(&secret).map_err(|_| "it holds no key".to_owned())?;
        Self::new(key).map(Some)
    }

    fn new(key: SigningKey) -> Result<Self, String> {
        let point = key.verifying_key().to_sec1_point(false);
        let public = point.as_bytes().try_into().map_err(|_| "it holds no key".to_owned())?;
        Ok(Self { key, public })
    }
}

impl KeyVault for DeviceKey {
    fn public_key(&self) -> Result<[u8; 65], VaultError> {
        Ok(self.public)
    }

    fn sign(&self, message: &[u8]) -> Result<[u8; 64], VaultError> {
        let signature: Signature =
            self.key.try_sign(message).map_err(|error| VaultError(error.to_string()))?;
        Ok(signature.to_bytes().into())
    }
}
