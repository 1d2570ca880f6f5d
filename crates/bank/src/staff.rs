//! Who works for a merchant, and what a role lets them do.

mod act;
mod change_role;
mod invite;
mod join;
mod remove;

pub(crate) use act::{act, act_by_key, require_role};
pub(crate) use change_role::change_role;
pub(crate) use invite::invite;
pub(crate) use join::join;
pub(crate) use remove::remove;

use crate::effects::{Effects, Stop};
use crate::id::{MerchantId, PersonId, StaffId};
use crate::page::Page;
use crate::record::{MerchantProfile, Record, Role, Staff, State};
use crate::rejection::Rejection;

/// How many merchants one person opens at most.
pub const MERCHANTS_MAX: u16 = 20;
/// How many staff a merchant has at most.
pub const STAFF_MAX: u16 = 100;
/// How long an invitation is good, in milliseconds.
pub const INVITATION_FOR_MS: u64 = 86_400_000;

/// Returns who asks, if they work for the merchant: to anybody else it is as if there were none.
pub(crate) fn member(page: &Page, merchant: MerchantId, person: PersonId) -> Result<&Staff, Stop> {
    let staff = page.staff(StaffId::of(merchant, person))?;
    let staff = staff.filter(|staff| staff.state == State::Active);
    staff.ok_or_else(|| Rejection::MerchantUnknown.into())
}

/// Returns what is known of the merchant of somebody who works there.
fn profile(page: &Page, merchant: MerchantId) -> Result<&MerchantProfile, Stop> {
    page.merchant_profile(merchant)?.ok_or_else(|| Rejection::MerchantUnknown.into())
}

/// Changes a member and counts them: a merchant never comes to be without an owner.
fn change(
    profile: &MerchantProfile,
    staff: &Staff,
    changed: Staff,
    effects: &mut Effects,
) -> Result<(), Stop> {
    let count = |of: &Staff| -> (u16, u16) {
        let works = of.state == State::Active;
        (u16::from(works && of.role == Role::Owner), u16::from(works))
    };
    let ((owned, worked), (owns, works)) = (count(staff), count(&changed));
    let owners = profile.owners.saturating_add(owns).saturating_sub(owned);
    if owners == 0 && owned > 0 {
        return Err(Rejection::StaffLastOwner.into());
    }
    let all = profile.staff.saturating_add(works).saturating_sub(worked);
    effects.register(Record::Staff(changed));
    if (owners, all) != (profile.owners, profile.staff) {
        let profile = MerchantProfile { owners, staff: all, ..profile.clone() };
        effects.register(Record::MerchantProfile(Box::new(profile)));
    }
    Ok(())
}
