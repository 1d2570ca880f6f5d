//! Linked movements: done in their order, each on what those before it left, all or none.
//!
//! Each leg obeys the same rules as if it came alone, and the refusal of one refuses all and says
//! which leg it was. Floors are checked after each leg, not at the end: money must come before it
//! goes, so that no order of legs lends what is not there.

use crate::command::{Leg, Link};
use crate::effects::{Answer, Effects, Stop};
use crate::page::Page;
use crate::receipt::Receipt;
use crate::rejection::{Refusal, Rejection};
use crate::{hold, payment};

/// How many movements can be linked at most.
pub const LEGS_MAX: usize = 16;

pub(crate) fn link(page: &Page, command: &Link, effects: &mut Effects) -> Answer {
    let count = command.legs.len();
    if !(1..=LEGS_MAX).contains(&count) {
        return Err(Rejection::LegsInvalid.into());
    }
    // A copy of what the batch has read: linked movements are rare, and batches bounded.
    let mut seen = page.clone();
    for (number, leg) in (1u8..).zip(&command.legs) {
        let mut own = effects.fork();
        do_leg(&seen, leg, &mut own).map_err(|stop| at_leg(stop, number))?;
        own.lay_over(&mut seen);
        effects.join(own);
    }
    Ok(Receipt::Linked(u8::try_from(count).unwrap_or(u8::MAX)))
}

fn do_leg(page: &Page, leg: &Leg, effects: &mut Effects) -> Answer {
    match leg {
        Leg::Book(leg) => payment::book(page, leg, effects),
        Leg::Hold(leg) => hold::place(page, leg, effects),
        Leg::Post(leg) => hold::post(page, leg, effects),
        Leg::Void(leg) => hold::void(page, leg, effects),
    }
}

fn at_leg(stop: Stop, number: u8) -> Stop {
    match stop {
        Stop::Refused(refusal) => Stop::Refused(Refusal { leg: Some(number), ..refusal }),
        missing @ Stop::Missing(_) => missing,
    }
}
