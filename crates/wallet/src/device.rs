//! The person's devices: listed, and revoked from one another with the payment PIN.

use crate::WalletError;
use crate::port::{ApiError, OperatorApi as _, Ports};
use crate::wallet::Wallet;
use wire::device::{DeviceResponse, DevicesResponse, RevokeDeviceRequest};
use wire::{Id, Secret};

/// A device that the person has or had.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Device {
    /// The device.
    pub device: Id,
    /// When it was enrolled, in Unix milliseconds.
    pub enrolled_at_ms: u64,
    /// Whether it is this one.
    pub is_current: bool,
    /// Whether it was revoked.
    pub is_revoked: bool,
    /// When it was revoked, in Unix milliseconds; absent where nobody noted it.
    pub revoked_at_ms: Option<u64>,
}

impl<P: Ports> Wallet<P> {
    /// Returns the devices that the person has or had, those enrolled last in front.
    ///
    /// # Errors
    /// `NotEnrolled`, and what the network does.
    pub async fn devices(&self) -> Result<Vec<Device>, WalletError> {
        let profile = self.profile()?;
        Ok(read(self.ports.api().devices(&profile.operator_url).await?))
    }

    /// Revokes another device of the person, for good, with the payment PIN, which is not kept;
    /// returns all devices as they are then.
    ///
    /// # Errors
    /// `NotEnrolled`, `device_not_found`, `device_itself`, `pin_wrong` and what else a PIN is
    /// refused with, and what the network does: the same again does nothing more.
    pub async fn revoke_device(
        &self,
        device: Id,
        pin: Option<Secret>,
    ) -> Result<Vec<Device>, WalletError> {
        let url = self.profile()?.operator_url;
        let request = RevokeDeviceRequest { pin };
        let api = self.ports.api();
        let answer = match api.revoke_device(&url, device, &request).await {
            Err(ApiError::AnswerLost) => api.revoke_device(&url, device, &request).await,
            answer => answer,
        };
        let devices = read(answer?);
        if !devices.iter().any(|one| one.device == device && one.is_revoked) {
            return Err(WalletError::AnswerMalformed("the device is not revoked".to_owned()));
        }
        Ok(devices)
    }
}

fn read(answer: DevicesResponse) -> Vec<Device> {
    let DevicesResponse { devices } = answer;
    devices.into_iter().map(device).collect()
}

fn device(answer: DeviceResponse) -> Device {
    let DeviceResponse { device, enrolled_at_ms, is_current, is_revoked, revoked_at_ms } = answer;
    Device { device, enrolled_at_ms, is_current, is_revoked, revoked_at_ms }
}
