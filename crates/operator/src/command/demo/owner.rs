//! The demo's shopkeeper: a person who owns one of its shops, invited by the desk as any owner of
//! a shop that the desk opened.

use super::Demo;
use super::people::{WEI, open_one, person_of};
use super::shops::merchant_of;
use crate::command::CommandError;
use bank::Command;
use bank::command::{InviteStaff, JoinStaff};
use bank::id::InvitationId;
use bank::record::Role;
use bank::registered::Salt;
use ring::digest::{SHA256, digest};

/// The shop that Wei owns.
pub(super) const SHOP: &str = "noodle-house";

/// Opens Wei's account, and has Wei join the shop as its owner.
pub(super) fn open(demo: &Demo<'_>) -> Result<(), CommandError> {
    open_one(demo, &WEI)?;
    let invitation = demo.id("invitation owner");
    let secret = demo.bytes("invitation secret owner");
    let mut secret_hash = [0; 32];
    secret_hash.copy_from_slice(digest(&SHA256, &secret).as_ref());
    let invite = Command::InviteStaff(InviteStaff {
        invitation: InvitationId(invitation),
        merchant: merchant_of(demo, SHOP),
        by: None,
        role: Role::Owner,
        secret_hash,
    });
    demo.desk.order(invitation, invite)?;
    let join = Command::JoinStaff(JoinStaff {
        invitation: InvitationId(invitation),
        person: person_of(demo, &WEI),
        secret_hash,
        profile_salt: Salt(demo.id("profile salt owner")),
    });
    demo.desk.order(demo.id("owner joins"), join)?;
    Ok(())
}
