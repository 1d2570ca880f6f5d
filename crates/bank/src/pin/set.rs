//! Sets the payment PIN: the first one freely, another one only with the current.

use crate::command::SetPin;
use crate::effects::{Answer, Effects};
use crate::page::Page;
use crate::person;
use crate::receipt::Receipt;
use crate::record::{Person, Pin, Record};
use crate::rejection::Rejection;

pub(crate) fn set(page: &Page, command: &SetPin, effects: &mut Effects) -> Answer {
    let person = person::active(page, command.person)?;
    if person.pin.verifier.is_some() && !command.current_pin_right {
        return Err(Rejection::PinAlreadySet.into());
    }
    let pin = Pin { verifier: Some(command.verifier.clone()), ..Pin::default() };
    effects.register(Record::Person(Person { pin, ..person.clone() }));
    Ok(Receipt::PinSet)
}
