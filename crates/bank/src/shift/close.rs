//! Closes a shift and gives its report the merchant's next number. Again changes nothing.

use crate::command::CloseShift;
use crate::effects::{Answer, Effects, Stop};
use crate::page::Page;
use crate::receipt::Receipt;
use crate::record::{Record, Roster, Shift, ShiftEnd, Taker};
use crate::rejection::Rejection;

pub(crate) fn close(page: &Page, command: &CloseShift, effects: &mut Effects) -> Answer {
    let CloseShift { shift: id, merchant, by } = *command;
    let shift = page.shift(id)?.filter(|shift| shift.merchant == merchant);
    let shift = shift.ok_or(Rejection::ShiftUnknown)?;
    require_closer(page, shift.taker, by)?;
    if shift.end.is_some() {
        return Ok(Receipt::Shift(id));
    }
    let roster = page.roster(merchant)?.ok_or(Rejection::ShiftUnknown)?;
    let number = roster.reports + 1;
    let end = ShiftEnd { at: effects.at(), last: effects.sequence(), number, by };
    let open = roster.open.iter().filter(|(_, open)| *open != id).copied().collect();
    effects.register(Record::Shift(Box::new(Shift { end: Some(end), ..shift.clone() })));
    effects.register(Record::Roster(Roster { merchant, reports: number, open }));
    Ok(Receipt::Shift(id))
}

/// Everybody closes their own; a manager, an owner and the merchant's own till key any.
fn require_closer(page: &Page, taker: Taker, by: Taker) -> Result<(), Stop> {
    let may = match by {
        _ if by == taker => true,
        Taker::Till => true,
        Taker::Staff(staff) => page.staff(staff)?.is_some_and(|staff| staff.role.sets_up()),
        // To a program there are only its own.
        Taker::Key(_) => return Err(Rejection::ShiftUnknown.into()),
    };
    if may { Ok(()) } else { Err(Rejection::StaffRoleInsufficient.into()) }
}
