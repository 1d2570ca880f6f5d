//! Invites one person to a merchant's staff: an owner with any role but their own, a manager with
//! the cashier's, the operator with any.

use crate::command::InviteStaff;
use crate::effects::{Answer, Effects};
use crate::page::Page;
use crate::receipt::Receipt;
use crate::record::{Invitation, Record};
use crate::rejection::Rejection;
use crate::staff::{INVITATION_FOR_MS, member};

pub(crate) fn invite(page: &Page, command: &InviteStaff, effects: &mut Effects) -> Answer {
    let InviteStaff { invitation: id, merchant, by, role, secret_hash } = *command;
    let by = by.map(|person| member(page, merchant, person)).transpose()?;
    if page.merchant(merchant)?.is_none() {
        return Err(Rejection::MerchantUnknown.into());
    }
    if page.invitation(id)?.is_some() {
        return Err(Rejection::IdentifierTaken.into());
    }
    if by.is_some_and(|staff| !staff.role.invites(role)) {
        return Err(Rejection::StaffRoleInsufficient.into());
    }
    let expires_at = effects.at().plus_ms(INVITATION_FOR_MS);
    let by = by.map(|staff| staff.id);
    effects.register(Record::Invitation(Invitation {
        id,
        merchant,
        role,
        secret_hash,
        by,
        expires_at,
        used_by: None,
    }));
    Ok(Receipt::Invited(id, expires_at))
}
