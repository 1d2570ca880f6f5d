//! Uses an invitation. Asked again by who used it, it answers the same and changes nothing, also
//! when they have left since.

use crate::command::JoinStaff;
use crate::effects::{Answer, Effects, Stop};
use crate::id::{MerchantId, StaffId};
use crate::page::Page;
use crate::person;
use crate::receipt::Receipt;
use crate::record::{Invitation, MerchantProfile, Record, Staff, Standing, State};
use crate::registered::Salt;
use crate::rejection::Rejection;
use crate::staff::{STAFF_MAX, change};

pub(crate) fn join(page: &Page, command: &JoinStaff, effects: &mut Effects) -> Answer {
    let JoinStaff { invitation, person, secret_hash, profile_salt } = *command;
    let person = person::active(page, person)?;
    let invitation = page.invitation(invitation)?;
    let invitation = invitation.filter(|invitation| invitation.secret_hash == secret_hash);
    let invitation = invitation.ok_or(Rejection::InvitationUnknown)?;
    let merchant = invitation.merchant;
    let id = StaffId::of(merchant, person.id);
    match invitation.used_by {
        Some(by) if by == person.id => return Ok(Receipt::Staff(id)),
        Some(_) => return Err(Rejection::InvitationUsed.into()),
        None => {}
    }
    if effects.at() >= invitation.expires_at || !may_still_invite(page, invitation)? {
        return Err(Rejection::InvitationExpired.into());
    }
    let before = page.staff(id)?.copied();
    if before.is_some_and(|staff| staff.state == State::Active) {
        return Err(Rejection::StaffAlready.into());
    }
    let profile = profile(page, merchant, profile_salt, effects)?;
    if profile.staff >= STAFF_MAX {
        return Err(Rejection::StaffFull.into());
    }
    let joined = Staff {
        id,
        merchant,
        person: person.id,
        role: invitation.role,
        since: effects.at(),
        state: State::Active,
    };
    let before = before.unwrap_or(Staff { state: State::Closed, ..joined });
    change(&profile, &before, joined, effects)?;
    let used_by = Some(person.id);
    effects.register(Record::Invitation(Invitation { used_by, ..*invitation }));
    Ok(Receipt::Staff(id))
}

/// Returns whether who invited works there still, with a role that may: what somebody laid aside
/// before they were removed lets nobody in.
fn may_still_invite(page: &Page, invitation: &Invitation) -> Result<bool, Stop> {
    let Some(by) = invitation.by else { return Ok(true) };
    let by = page.staff(by)?.filter(|staff| staff.state == State::Active);
    Ok(by.is_some_and(|staff| staff.role.invites(invitation.role)))
}

/// Returns the merchant's profile; a new one where the desk opened it and nobody works there yet.
fn profile(
    page: &Page,
    merchant: MerchantId,
    salt: Salt,
    effects: &Effects,
) -> Result<MerchantProfile, Stop> {
    Ok(page.merchant_profile(merchant)?.cloned().unwrap_or(MerchantProfile {
        merchant,
        address: None,
        opened_by: None,
        standing: Standing::Active,
        reason: None,
        owners: 0,
        staff: 0,
        opened_at: effects.at(),
        salt,
    }))
}
