//! The content of commands about merchants that persons open, and their staff.

use crate::canonical::Bytes;
use crate::command::{
    ChangeRole, FoundMerchant, InviteStaff, JoinStaff, JudgeMerchant, RemoveStaff, Verdict,
    Withdraw,
};

pub(super) fn found(bytes: Bytes, command: &FoundMerchant) -> Bytes {
    let FoundMerchant {
        merchant,
        person,
        account: _,
        label: _,
        name,
        city,
        address,
        category,
        currency,
        is_approved: _,
        till_key_hash: _,
        salt: _,
        profile_salt: _,
    } = command;
    let bytes = bytes.id(merchant.0).id(person.0).text(name).text(city).text(address);
    bytes.small(*category).currency(*currency)
}

pub(super) fn judge(bytes: Bytes, command: &JudgeMerchant) -> Bytes {
    let JudgeMerchant { merchant, verdict } = command;
    bytes.id(merchant.0).optional_text(match verdict {
        Verdict::Approve => None,
        Verdict::Refuse(reason) => Some(reason),
    })
}

pub(super) fn invite(bytes: Bytes, command: &InviteStaff) -> Bytes {
    let InviteStaff { invitation, merchant, by, role, secret_hash } = command;
    let bytes = bytes.id(invitation.0).id(merchant.0).optional_id(by.map(|by| by.0));
    bytes.tag(role.number()).fixed(secret_hash)
}

pub(super) fn join(bytes: Bytes, command: &JoinStaff) -> Bytes {
    let JoinStaff { invitation, person, secret_hash, profile_salt: _ } = command;
    bytes.id(invitation.0).id(person.0).fixed(secret_hash)
}

pub(super) fn change_role(bytes: Bytes, command: &ChangeRole) -> Bytes {
    let ChangeRole { merchant, staff, by, role } = command;
    bytes.id(merchant.0).id(staff.0).id(by.0).tag(role.number())
}

pub(super) fn remove(bytes: Bytes, command: &RemoveStaff) -> Bytes {
    let RemoveStaff { merchant, staff, by } = command;
    bytes.id(merchant.0).id(staff.0).id(by.0)
}

pub(super) fn withdraw(bytes: Bytes, command: &Withdraw) -> Bytes {
    let Withdraw { payment, merchant, by, amount, pin: _ } = command;
    bytes.id(payment.0).id(merchant.0).id(by.0).amount(*amount)
}
