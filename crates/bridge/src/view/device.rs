//! The person's devices.

use serde::Serialize;
use ts_rs::TS;
use wallet::device::Device;

/// The devices that the person has or had.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct DevicesView {
    /// The devices, those enrolled last in front.
    pub devices: Vec<DeviceView>,
}

/// A device that the person has or had.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct DeviceView {
    /// The device.
    pub device: String,
    /// When it was enrolled, in Unix milliseconds.
    pub enrolled_at_ms: u64,
    /// Whether it is this one.
    pub is_current: bool,
    /// Whether it was revoked.
    pub is_revoked: bool,
    /// When it was revoked, in Unix milliseconds; absent where nobody noted it.
    pub revoked_at_ms: Option<u64>,
}

impl DevicesView {
    pub(crate) fn of(devices: Vec<Device>) -> Self {
        Self { devices: devices.into_iter().map(DeviceView::of).collect() }
    }
}

impl DeviceView {
    fn of(device: Device) -> Self {
        let Device { device, enrolled_at_ms, is_current, is_revoked, revoked_at_ms } = device;
        let device = device.to_string();
        Self { device, enrolled_at_ms, is_current, is_revoked, revoked_at_ms }
    }
}
