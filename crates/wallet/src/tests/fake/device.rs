//! Devices in the model of an operator: the wallet's own, and another of the person.

use super::operator::{Answer, Operator, refuse};
use wire::device::{DeviceResponse, DevicesResponse, RevokeDeviceRequest};
use wire::{ErrorCode, Id};

/// The wallet's own device.
pub const OWN: Id = Id(800);

/// The person's other device.
pub const OTHER: Id = Id(801);

#[derive(Clone, Default)]
pub struct FakeDevices {
    /// Whether the other one was revoked.
    pub is_revoked: bool,
    /// How often it came to be.
    pub times: u64,
}

impl Operator {
    pub fn devices(&self) -> DevicesResponse {
        let is_revoked = self.inner().devices.is_revoked;
        let other = DeviceResponse {
            device: OTHER,
            enrolled_at_ms: 1,
            is_current: false,
            is_revoked,
            revoked_at_ms: is_revoked.then_some(9),
        };
        let own = DeviceResponse {
            device: OWN,
            enrolled_at_ms: 2,
            is_current: true,
            is_revoked: false,
            revoked_at_ms: None,
        };
        DevicesResponse { devices: vec![own, other] }
    }

    pub fn revoke_device(
        &self,
        device: Id,
        request: &RevokeDeviceRequest,
    ) -> Answer<DevicesResponse> {
        let pin = self.inner().pin.clone();
        match &request.pin {
            None => return refuse(ErrorCode::PinMissing),
            Some(given) if Some(given) != pin.as_ref() => return refuse(ErrorCode::PinWrong),
            Some(_) => {}
        }
        match device {
            OTHER => {
                let devices = &mut self.inner().devices;
                devices.times += u64::from(!devices.is_revoked);
                devices.is_revoked = true;
            }
            OWN => return refuse(ErrorCode::DeviceItself),
            _ => return refuse(ErrorCode::DeviceNotFound),
        }
        Ok(self.devices())
    }
}
