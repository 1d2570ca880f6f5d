//! Removes a member of a merchant's staff: an owner anybody, a manager cashiers, everybody
//! themselves; the last owner stays.

use crate::command::RemoveStaff;
use crate::effects::{Answer, Effects};
use crate::id::StaffId;
use crate::page::Page;
use crate::receipt::Receipt;
use crate::record::{Role, Staff, State};
use crate::rejection::Rejection;
use crate::staff::{change, member, profile};

pub(crate) fn remove(page: &Page, command: &RemoveStaff, effects: &mut Effects) -> Answer {
    let RemoveStaff { merchant, staff: id, by } = *command;
    let staff = page.staff(id)?.filter(|staff| staff.merchant == merchant);
    let staff = if id == StaffId::of(merchant, by) {
        staff.ok_or(Rejection::MerchantUnknown)?
    } else {
        let by = member(page, merchant, by)?;
        if !by.role.removes(Role::Cashier) {
            return Err(Rejection::StaffRoleInsufficient.into());
        }
        let staff = staff.ok_or(Rejection::StaffUnknown)?;
        if !by.role.removes(staff.role) {
            return Err(Rejection::StaffRoleInsufficient.into());
        }
        staff
    };
    if staff.state == State::Active {
        let gone = Staff { state: State::Closed, ..*staff };
        change(profile(page, merchant)?, staff, gone, effects)?;
    }
    Ok(Receipt::Staff(id))
}
