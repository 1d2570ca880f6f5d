//! Revokes a person's device, for ever: at the desk, or from another device of the person with the
//! PIN. Again changes nothing.

use crate::command::{OtherDevice, RevokeDevice};
use crate::effects::{Answer, Effects};
use crate::page::Page;
use crate::payment::check_pin_always;
use crate::person;
use crate::receipt::Receipt;
use crate::record::{Device, Record, State};
use crate::rejection::Rejection;

pub(crate) fn revoke(page: &Page, command: &RevokeDevice, effects: &mut Effects) -> Answer {
    let RevokeDevice { device: id, person: owner, from } = *command;
    // The signature was counted with the PIN's try: of two devices that revoke each other one wins.
    if let Some(OtherDevice { device: asking, .. }) = from {
        let asking = page.device(asking)?.filter(|device| device.person == owner);
        if asking.ok_or(Rejection::DeviceUnknown)?.state != State::Active {
            return Err(Rejection::DeviceRevoked.into());
        }
    }
    let device = page.device(id)?.filter(|device| device.person == owner);
    let device = device.ok_or(Rejection::DeviceNotFound)?;
    if let Some(OtherDevice { device: asking, pin }) = from {
        // Its wallet could do nothing more, not even enrol again; and it may be the last one.
        if asking == id {
            return Err(Rejection::DeviceItself.into());
        }
        check_pin_always(person::active(page, owner)?, pin, effects.at())?;
    }
    if device.state == State::Active {
        let revoked_at = Some(effects.at());
        let device = Device { state: State::Closed, revoked_at, ..device.clone() };
        effects.register(Record::Device(device));
    }
    Ok(Receipt::DeviceRevoked(id))
}
