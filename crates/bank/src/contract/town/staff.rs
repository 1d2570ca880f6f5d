//! Merchants that people of the town opened, and who works there. They are shops 10 and on: the
//! desk's come before.

use super::{
    amount, label, later, merchant, merchant_account, open_order, pay, person, plain, refund,
    reverse, yuan,
};
use crate::command::{
    AsStaff, ChangeRole, Command, CommandKey, Envelope, FoundMerchant, InviteStaff, JoinStaff,
    JudgeMerchant, Payee, PinCheck, RemoveStaff, Scope, SetPin, Verdict, Withdraw,
};
use crate::id::{InvitationId, OrderId, PaymentId, StaffId};
use crate::record::Role;
use crate::registered::Salt;

/// How much of one payment a cashier lets go back, in minor units.
pub const CASHIER_REFUND_MAX: u64 = 500;

/// Returns a person's place among a shop's staff.
pub fn staff(n: u32, person_n: u32) -> StaffId {
    StaffId::of(merchant(n), person(person_n))
}

/// Returns what opens shop `n` for a person, and needs no approval.
pub fn to_found(n: u32, person_n: u32) -> FoundMerchant {
    FoundMerchant {
        merchant: merchant(n),
        person: person(person_n),
        account: merchant_account(n),
        label: label(n),
        name: format!("Shop {n}"),
        city: "Suzhou".to_owned(),
        address: "1 Canal Street".to_owned(),
        category: 5812,
        currency: yuan(),
        is_approved: true,
        till_key_hash: [0xF0; 32],
        salt: Salt(u128::from(n)),
        profile_salt: Salt(u128::from(n) + 1),
    }
}

/// Returns the command under the person's key.
pub fn found_with(found: FoundMerchant) -> Envelope {
    let key = CommandKey { scope: Scope::Person(found.person), id: found.merchant.0 };
    Envelope { key: Some(key), ..plain(Command::FoundMerchant(Box::new(found))) }
}

/// Opens shop `n` for a person.
pub fn found(n: u32, person_n: u32) -> Envelope {
    found_with(to_found(n, person_n))
}

/// Opens shop `n` for a person; the operator has to approve it.
pub fn found_pending(n: u32, person_n: u32) -> Envelope {
    found_with(FoundMerchant { is_approved: false, ..to_found(n, person_n) })
}

/// Approves shop `n`.
pub fn approve(n: u32) -> Envelope {
    let verdict = Verdict::Approve;
    plain(Command::JudgeMerchant(JudgeMerchant { merchant: merchant(n), verdict }))
}

/// Refuses shop `n`.
pub fn refuse(n: u32) -> Envelope {
    let verdict = Verdict::Refuse("no such street".to_owned());
    plain(Command::JudgeMerchant(JudgeMerchant { merchant: merchant(n), verdict }))
}

/// Returns the hash of an invitation's secret.
pub fn secret_hash(id: u128) -> [u8; 32] {
    let mut hash = [0x5E; 32];
    hash[..16].copy_from_slice(&id.to_be_bytes());
    hash
}

/// Invites to shop `n`, in the name of a person who works there.
pub fn invite(id: u128, n: u32, by: u32, role: Role) -> Envelope {
    let key = CommandKey { scope: Scope::Person(person(by)), id };
    let command = InviteStaff {
        invitation: InvitationId(id),
        merchant: merchant(n),
        by: Some(person(by)),
        role,
        secret_hash: secret_hash(id),
    };
    Envelope { key: Some(key), ..plain(Command::InviteStaff(command)) }
}

/// Uses an invitation.
pub fn join(id: u128, person_n: u32) -> Envelope {
    plain(Command::JoinStaff(JoinStaff {
        invitation: InvitationId(id),
        person: person(person_n),
        secret_hash: secret_hash(id),
        profile_salt: Salt(id),
    }))
}

/// Returns what has somebody work in shop `n` with a role, at its owner's invitation.
pub fn joined(id: u128, n: u32, owner: u32, person_n: u32, role: Role) -> [Envelope; 2] {
    [invite(id, n, owner, role), join(id, person_n)]
}

/// Gives somebody of shop `n` another role.
pub fn change_role(n: u32, by: u32, who: u32, role: Role) -> Envelope {
    let (merchant, staff, by) = (merchant(n), staff(n, who), person(by));
    plain(Command::ChangeRole(ChangeRole { merchant, staff, by, role }))
}

/// Removes somebody of shop `n`.
pub fn remove(n: u32, by: u32, who: u32) -> Envelope {
    let (merchant, staff, by) = (merchant(n), staff(n, who), person(by));
    plain(Command::RemoveStaff(RemoveStaff { merchant, staff, by }))
}

/// Gives a person a PIN, which taking money out of a shop asks for.
pub fn set_pin(n: u32) -> Envelope {
    let set = SetPin { person: person(n), verifier: "v".to_owned(), current_pin_right: false };
    plain(Command::SetPin(set))
}

/// Moves money of shop `n` into a person's own account.
pub fn withdraw(id: u128, n: u32, by: u32, minor: u64) -> Envelope {
    let (by, key) = (person(by), CommandKey { scope: Scope::Person(person(by)), id });
    let (payment, merchant) = (PaymentId(id), merchant(n));
    let withdraw = Withdraw { payment, merchant, by, amount: amount(minor), pin: PinCheck::Right };
    Envelope { key: Some(key), ..plain(Command::Withdraw(withdraw)) }
}

/// Has a till's command of shop `n` given by somebody who works there, under the till's key.
pub fn act(n: u32, person_n: u32, envelope: Envelope) -> Envelope {
    let as_staff = AsStaff {
        merchant: merchant(n),
        person: person(person_n),
        cashier_refund_max_minor: CASHIER_REFUND_MAX,
        command: envelope.command,
    };
    Envelope { command: Command::AsStaff(Box::new(as_staff)), ..envelope }
}

/// Returns all that can happen to merchants that people open, and to their staff.
pub fn lived_in() -> Vec<Envelope> {
    let mut envelopes = vec![found(10, 5), found_pending(11, 6), found_pending(12, 6)];
    envelopes.extend([approve(11), refuse(12)]);
    envelopes.extend(joined(500, 10, 5, 7, Role::Manager));
    envelopes.extend(joined(501, 10, 5, 8, Role::Cashier));
    envelopes.extend(joined(502, 10, 5, 9, Role::Auditor));
    envelopes.push(invite(503, 10, 7, Role::Cashier));
    envelopes.extend([
        act(10, 8, open_order(504, 10, 100)),
        pay(505, 0, Payee::Order(OrderId(504)), 100),
        act(10, 8, refund(506, 505, 10, 30)),
        act(10, 7, open_order(507, 10, 100)),
        later(30_000, act(10, 7, reverse(507, 10, 508))),
        pay(509, 1, Payee::Label(label(10)), 400),
        set_pin(5),
        withdraw(510, 10, 5, 200),
        change_role(10, 5, 7, Role::Owner),
        remove(10, 7, 9),
    ]);
    envelopes
}
