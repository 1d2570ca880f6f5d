//! A wrapping key from a passphrase, for devices without a keyring: Argon2id.

use crate::random;
use crate::sealed::WrappingKey;
use argon2::{Algorithm, Argon2, Params, Version};
use serde::{Deserialize, Serialize};
use wire::Secret;
use zeroize::Zeroizing;

/// How a passphrase becomes a key. Kept beside the wallet: none of it is secret.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Stretching {
    salt: [u8; 16],
    memory_kib: u32,
    passes: u32,
    lanes: u32,
}

impl Stretching {
    /// What a new wallet uses: 64 MiB, three passes.
    pub(crate) fn new() -> Self {
        Self { salt: random::bytes(), memory_kib: 64 * 1024, passes: 3, lanes: 1 }
    }

    /// Returns the key that the passphrase gives; takes a noticeable moment. Nothing when the
    /// parameters are beyond reason.
    pub(crate) fn key(&self, passphrase: &Secret) -> Option<WrappingKey> {
        // A bent file must not make the wallet eat all memory.
        let is_sane = self.memory_kib <= 1024 * 1024 && self.passes <= 64 && self.lanes <= 16;
        let params = Params::new(self.memory_kib, self.passes, self.lanes, Some(32)).ok();
        let params = params.filter(|_| is_sane)?;
        let mut key = Zeroizing::new([0; 32]);
        Argon2::new(Algorithm::Argon2id, Version::V0x13, params)
            .hash_password_into(passphrase.expose().as_bytes(), &self.salt, key.as_mut_slice())
            .ok()?;
        Some(key)
    }
}
