//! A person's devices as the wire tells them, and whether one still signs.

use super::{ReadError, Service};
use bank::Key;
use bank::id::{DeviceId, PersonId};
use bank::record::{Device, Record, State};
use bank::store::StoreError;
use wire::device::{DeviceResponse, DevicesResponse};
use wire::{ErrorCode, Id};

/// The most devices of a person that are told.
const DEVICES_MAX: u32 = 100;

impl Service {
    /// Returns the devices that a person has or had, those enrolled last in front, as one of them
    /// sees them.
    ///
    /// # Errors
    /// When the store fails.
    pub fn devices_of(
        &self,
        person: PersonId,
        asking: DeviceId,
    ) -> Result<DevicesResponse, StoreError> {
        let devices = self.reader.devices_of(person, DEVICES_MAX)?;
        let devices = devices.iter().map(|device| response(device, asking)).collect();
        Ok(DevicesResponse { devices })
    }

    /// Returns when a device was not revoked.
    ///
    /// # Errors
    /// `device_revoked`, `device_unknown`.
    pub fn still_signs(&self, device: DeviceId) -> Result<(), ReadError> {
        match self.reader.record(&Key::Device(device))? {
            Some(Record::Device(device)) if device.state == State::Active => Ok(()),
            Some(Record::Device(_)) => Err(ErrorCode::DeviceRevoked.into()),
            _ => Err(ErrorCode::DeviceUnknown.into()),
        }
    }
}

fn response(device: &Device, asking: DeviceId) -> DeviceResponse {
    DeviceResponse {
        device: Id(device.id.0),
        enrolled_at_ms: device.enrolled_at.0,
        is_current: device.id == asking,
        is_revoked: device.state == State::Closed,
        revoked_at_ms: device.revoked_at.map(|at| at.0),
    }
}
