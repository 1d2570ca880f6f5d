//! All ports of the wallet on this device.

use crate::api::HttpApi;
use crate::clock::DeviceClock;
use crate::key::DeviceKey;
use crate::lock::Lock;
use crate::random::SystemRandom;
use crate::store::SealedStore;
use std::sync::Arc;
use wallet::port::Ports;

/// The ports on disk, network and key store. While they live, no other program has the wallet.
pub struct DevicePorts {
    pub(crate) store: SealedStore,
    pub(crate) api: HttpApi,
    pub(crate) vault: Arc<DeviceKey>,
    pub(crate) clock: DeviceClock,
    pub(crate) random: SystemRandom,
    pub(crate) _lock: Lock,
}

impl Ports for DevicePorts {
    type Store = SealedStore;
    type Api = HttpApi;
    type Vault = DeviceKey;
    type Clock = DeviceClock;
    type Random = SystemRandom;

    fn store(&self) -> &SealedStore {
        &self.store
    }

    fn api(&self) -> &HttpApi {
        &self.api
    }

    fn vault(&self) -> &DeviceKey {
        &self.vault
    }

    fn clock(&self) -> &DeviceClock {
        &self.clock
    }

    fn random(&self) -> &SystemRandom {
        &self.random
    }
}
