//! Releases money whose hold is over its time. What has ended, or has time left, stays as it is, so
//! that whoever asks too early or twice does no harm.

use crate::command::ExpireHold;
use crate::effects::{Answer, Effects};
use crate::hold::release::release;
use crate::page::Page;
use crate::receipt::Receipt;
use crate::record::HoldState;
use crate::rejection::Rejection;

pub(crate) fn expire(page: &Page, command: &ExpireHold, effects: &mut Effects) -> Answer {
    let hold = page.hold(command.hold)?.ok_or(Rejection::HoldUnknown)?;
    if hold.state == HoldState::Pending && effects.at() >= hold.expires_at {
        return release(page, hold, effects);
    }
    Ok(Receipt::Held(Box::new(hold.clone())))
}
