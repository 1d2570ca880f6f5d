//! Releases money that is held. Doing it again, or after its time, changes nothing more: it is
//! released then.

use crate::command::VoidHold;
use crate::effects::{Answer, Effects};
use crate::hold::release::release;
use crate::page::Page;
use crate::receipt::Receipt;
use crate::record::HoldState;
use crate::rejection::Rejection;

pub(crate) fn void(page: &Page, command: &VoidHold, effects: &mut Effects) -> Answer {
    let hold = page.hold(command.hold)?.ok_or(Rejection::HoldUnknown)?;
    match hold.state {
        HoldState::Posted(_) => Err(Rejection::HoldPosted.into()),
        HoldState::Voided | HoldState::Expired => Ok(Receipt::Held(Box::new(hold.clone()))),
        HoldState::Pending => release(page, hold, effects),
    }
}
