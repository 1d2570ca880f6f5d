//! Revokes a person's device, for ever. Again changes nothing.

use crate::command::RevokeDevice;
use crate::effects::{Answer, Effects};
use crate::page::Page;
use crate::receipt::Receipt;
use crate::record::{Device, Record, State};
use crate::rejection::Rejection;

pub(crate) fn revoke(page: &Page, command: &RevokeDevice, effects: &mut Effects) -> Answer {
    let RevokeDevice { device: id, person } = *command;
    let device = page.device(id)?.filter(|device| device.person == person);
    let device = device.ok_or(Rejection::DeviceUnknown)?;
    if device.state == State::Active {
        effects.register(Record::Device(Device { state: State::Closed, ..device.clone() }));
    }
    Ok(Receipt::DeviceRevoked(id))
}
