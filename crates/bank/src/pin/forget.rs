//! Forgets tries and locks once a PIN was found right: also when the payment is refused afterwards,
//! or was done before and only its answer had been lost.

use crate::command::{Command, OtherDevice, PinCheck, RevokeDevice};
use crate::effects::Effects;
use crate::page::{Missing, Page};
use crate::record::{Person, Pin, Record};

pub(crate) fn forget_tries_after_right(
    page: &Page,
    command: &Command,
    effects: &mut Effects,
) -> Result<(), Missing> {
    let person = match command {
        Command::Pay(command) if command.pin == PinCheck::Right => command.payer,
        Command::SendEnvelope(command) if command.pin == PinCheck::Right => command.sender,
        Command::Withdraw(command) if command.pin == PinCheck::Right => command.by,
        Command::AskCardTopUp(command) if command.pin == PinCheck::Right => command.person,
        Command::RevokeDevice(RevokeDevice {
            person,
            from: Some(OtherDevice { pin: PinCheck::Right, .. }),
            ..
        }) => *person,
        Command::SetPin(command) if command.current_pin_right => command.person,
        _ => return Ok(()),
    };
    let Some(person) = page.person(person)? else { return Ok(()) };
    let pin = Pin { verifier: person.pin.verifier.clone(), ..Pin::default() };
    if pin != person.pin {
        effects.write_always(Record::Person(Person { pin, ..person.clone() }));
    }
    Ok(())
}
