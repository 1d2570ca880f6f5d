//! Counts a try of the payment PIN before it is compared.

use crate::command::TryPin;
use crate::effects::{Answer, Effects};
use crate::id::TimeMs;
use crate::page::Page;
use crate::person;
use crate::pin::{PIN_LOCK_MAX_MS, PIN_LOCK_MS, PIN_TRIES_MAX};
use crate::receipt::Receipt;
use crate::record::{Person, Pin, Record};
use crate::rejection::{Refusal, Rejection};

pub(crate) fn try_(page: &Page, command: &TryPin, effects: &mut Effects) -> Answer {
    let person = person::active(page, command.person)?;
    let verifier = person.pin.verifier.clone().ok_or(Rejection::PinNotSet)?;
    if let Some(locked) = locked(&person.pin, effects.at()) {
        return Err(locked.into());
    }
    let pin = counted(&person.pin, effects.at());
    let tries_left = PIN_TRIES_MAX - pin.tries;
    effects.write(Record::Person(Person { pin, ..person.clone() }));
    Ok(Receipt::PinTried { verifier, tries_left })
}

/// Returns the refusal while the PIN is locked.
pub(crate) fn locked(pin: &Pin, at: TimeMs) -> Option<Refusal> {
    let locked_until = pin.locked_until.filter(|until| *until > at)?;
    Some(Refusal { locked_until: Some(locked_until), ..Rejection::PinLocked.into() })
}

/// Returns the PIN with one try more; the last one locks it. A lock that has ended gives five new
/// tries and makes the next lock longer.
fn counted(pin: &Pin, at: TimeMs) -> Pin {
    let so_far = if pin.locked_until.is_some() { 0 } else { pin.tries };
    let tries = so_far.saturating_add(1).min(PIN_TRIES_MAX);
    let verifier = pin.verifier.clone();
    if tries < PIN_TRIES_MAX {
        return Pin { verifier, tries, locks: pin.locks, locked_until: None };
    }
    let locks = pin.locks.saturating_add(1);
    // Five doublings pass the longest lock already; a larger shift would only overflow.
    let lock_ms = (PIN_LOCK_MS << (locks - 1).min(5)).min(PIN_LOCK_MAX_MS);
    Pin { verifier, tries, locks, locked_until: Some(at.plus_ms(lock_ms)) }
}
