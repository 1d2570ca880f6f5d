//! Enrols a device with the one-time code, and opens an account where the handle is new.
//!
//! Once confirmed, the same device gets the same answer from the enrolment's own record, whatever
//! code it brings: it has nothing left to gain.

use crate::account::{OpenedPerson, is_free, open_person};
use crate::command::ConfirmEnrolment;
use crate::effects::{Answer, Effects, Stop};
use crate::enrolment::CODE_TRIES_MAX;
use crate::id::{DeviceId, PersonId};
use crate::name;
use crate::page::Page;
use crate::receipt::Receipt;
use crate::record::{Device, Enrolment, Person, Record, State};
use crate::rejection::{Refusal, Rejection};

pub(crate) fn confirm(page: &Page, command: &ConfirmEnrolment, effects: &mut Effects) -> Answer {
    let device = page.device(command.device)?;
    if device.is_some_and(|device| device.state == State::Closed) {
        return Err(Rejection::DeviceRevoked.into());
    }
    // Another device's enrolment is as unknown as none: its identifier says nothing to a stranger.
    let found = page.enrolment(command.enrolment)?;
    let enrolment = found.filter(|e| DeviceId::of_public_key(&e.public_key) == command.device);
    if let Some(person) = enrolment.and_then(|enrolment| enrolment.confirmed) {
        let person = page.person(person)?.ok_or(Rejection::PersonUnknown)?;
        return Ok(enrolled(command.device, person.clone()));
    }
    let known = match enrolment {
        Some(enrolment) => known_person(page, enrolment)?,
        None => None,
    };
    let name = command.name.as_deref().map(name::checked).transpose()?;
    if enrolment.is_some() && !identifiers_fit(page, command, known, device)? {
        return Err(Rejection::IdentifierTaken.into());
    }
    let enrolment = enrolment.ok_or(Rejection::EnrolmentUnknown)?;
    check_code(enrolment, command, effects)?;
    let person = match known {
        Some(person) => person.clone(),
        None => open_person(
            OpenedPerson {
                person: command.new_person,
                account: command.new_account,
                receive_code: command.new_receive_code,
                handle: &enrolment.handle,
                name: name.ok_or(Rejection::NameMissing)?,
                currency: command.currency,
                salt: command.new_salt,
                handle_salt: command.new_handle_salt,
            },
            effects,
        ),
    };
    effects.register(Record::Device(Device {
        id: command.device,
        person: person.id,
        public_key: enrolment.public_key,
        state: State::Active,
        enrolled_at: device.map_or(effects.at(), |device| device.enrolled_at),
        revoked_at: None,
    }));
    effects.write(Record::Enrolment(Enrolment { confirmed: Some(person.id), ..enrolment.clone() }));
    Ok(enrolled(command.device, person))
}

fn enrolled(device: DeviceId, person: Person) -> Receipt {
    Receipt::Enrolled { device, person: Box::new(person) }
}

/// Returns the person whose handle it is already.
fn known_person<'a>(page: &'a Page, enrolment: &Enrolment) -> Result<Option<&'a Person>, Stop> {
    let Some(handle) = page.handle(&enrolment.handle)? else { return Ok(None) };
    let person = page.person(handle.person)?.ok_or(Rejection::PersonUnknown)?;
    match person.state {
        State::Active => Ok(Some(person)),
        State::Closed | State::Limited | State::Pending => Err(Rejection::PersonClosed.into()),
    }
}

/// Returns whether the device is free or this person's, and a new person's identifiers are free.
fn identifiers_fit(
    page: &Page,
    command: &ConfirmEnrolment,
    known: Option<&Person>,
    device: Option<&Device>,
) -> Result<bool, Stop> {
    let owner: Option<PersonId> = known.map(|person| person.id);
    let device_fits = device.is_none_or(|device| Some(device.person) == owner);
    let ids_fit = owner.is_some()
        || is_free(page, command.new_person, command.new_account, command.new_receive_code)?;
    Ok(device_fits && ids_fit)
}

/// Compares the code; a wrong one is counted although the command is refused.
fn check_code(
    enrolment: &Enrolment,
    command: &ConfirmEnrolment,
    effects: &mut Effects,
) -> Result<(), Stop> {
    if effects.at() >= enrolment.expires_at {
        return Err(Rejection::EnrolmentExpired.into());
    }
    if enrolment.tries >= CODE_TRIES_MAX {
        return Err(Rejection::CodeTriesUsed.into());
    }
    if enrolment.code_hash == command.code_hash {
        return Ok(());
    }
    let tries = enrolment.tries + 1;
    effects.write_always(Record::Enrolment(Enrolment { tries, ..enrolment.clone() }));
    let tries_left = Some(CODE_TRIES_MAX - tries);
    Err(Refusal { tries_left, ..Rejection::CodeWrong.into() }.into())
}
