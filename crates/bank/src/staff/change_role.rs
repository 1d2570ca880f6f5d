//! Gives a member of a merchant's staff another role: an owner does, and a merchant keeps one.

use crate::command::ChangeRole;
use crate::effects::{Answer, Effects};
use crate::page::Page;
use crate::receipt::Receipt;
use crate::record::{Role, Staff, State};
use crate::rejection::Rejection;
use crate::staff::{change, member, profile};

pub(crate) fn change_role(page: &Page, command: &ChangeRole, effects: &mut Effects) -> Answer {
    let ChangeRole { merchant, staff: id, by, role } = *command;
    let by = member(page, merchant, by)?;
    // An owner who gave the ownership away is answered the same when they ask again.
    if by.id == id && by.role == role {
        return Ok(Receipt::Staff(id));
    }
    if by.role != Role::Owner {
        return Err(Rejection::StaffRoleInsufficient.into());
    }
    let staff = page.staff(id)?.filter(|staff| staff.merchant == merchant);
    let staff = staff.filter(|staff| staff.state == State::Active);
    let staff = staff.ok_or(Rejection::StaffUnknown)?;
    if staff.role != role {
        change(profile(page, merchant)?, staff, Staff { role, ..*staff }, effects)?;
    }
    Ok(Receipt::Staff(id))
}
