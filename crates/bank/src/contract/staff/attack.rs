//! Attacks on the staff of merchants, each by name.

use super::{owners, profile, refused, roles, staffed};
use crate::command::{Command, Envelope, Payee};
use crate::contract::race::contend;
use crate::contract::town::{self, staff as town_staff};
use crate::contract::{Subject, ask, assert_audit_clean, done};
use crate::id::{InvitationId, OrderId};
use crate::receipt::Outcome;
use crate::record::Role;
use crate::rejection::Rejection;
use town_staff::{act, change_role, invite, join, remove, withdraw};

fn all_refused(subject: &dyn Subject, asked: Vec<Envelope>, rejection: Rejection) {
    for (n, envelope) in asked.into_iter().enumerate() {
        assert_eq!(refused(&ask(subject, envelope)), Some(rejection), "command {n}");
    }
}

/// Whoever may not gives no role to anybody, by no way: not their own, not by an invitation.
///
/// # Panics
/// When the store breaks the contract.
pub fn a80_a_cashier_raises_nobody_and_invites_nobody(subject: &dyn Subject) {
    staffed(subject);
    let mut asked = Vec::new();
    for by in [2, 3] {
        asked.extend(Role::ALL.map(|role| invite(100 + u128::from(role.number()), 10, by, role)));
        asked.extend([Role::Owner, Role::Manager].map(|role| change_role(10, by, by, role)));
        asked.extend([change_role(10, by, 1, Role::Cashier), remove(10, by, 0), remove(10, by, 1)]);
        asked.push(withdraw(200, 10, by, 1));
    }
    let above = [Role::Owner, Role::Manager, Role::Auditor];
    asked.extend(above.map(|role| invite(300 + u128::from(role.number()), 10, 1, role)));
    asked.extend([change_role(10, 1, 1, Role::Owner), change_role(10, 1, 2, Role::Manager)]);
    asked.extend([remove(10, 1, 0), remove(10, 1, 3), invite(400, 10, 0, Role::Owner)]);
    all_refused(subject, asked, Rejection::StaffRoleInsufficient);
    let mut found: Vec<_> = roles(subject, 10).into_iter().map(Role::number).collect();
    found.sort_unstable();
    assert_eq!(found, [0, 1, 2, 3], "everybody is what they were");
    assert_audit_clean(subject);
}

/// Who was removed does nothing any more from the next command on, and what they laid aside opens
/// nothing either.
///
/// # Panics
/// When the store breaks the contract.
pub fn a81_who_was_removed_does_nothing_any_more(subject: &dyn Subject) {
    staffed(subject);
    let before = act(10, 1, town::open_order(100, 10, 50));
    done(subject, &[before.clone(), invite(101, 10, 1, Role::Cashier), remove(10, 0, 1)]);
    let asked = vec![
        before,
        act(10, 1, town::open_order(102, 10, 50)),
        act(10, 1, town::close_order(100, 10)),
        invite(103, 10, 1, Role::Cashier),
        change_role(10, 1, 1, Role::Owner),
        remove(10, 1, 2),
        withdraw(104, 10, 1, 1),
    ];
    all_refused(subject, asked, Rejection::MerchantUnknown);
    all_refused(subject, vec![join(101, 1), join(101, 5)], Rejection::InvitationExpired);
    done(subject, &[town::pay(105, 5, Payee::Order(OrderId(100)), 50)]);
    assert_audit_clean(subject);
}

/// An invitation lets one person in, once, within its day and with its secret.
///
/// # Panics
/// When the store breaks the contract.
pub fn a82_an_invitation_is_used_once(subject: &dyn Subject) {
    staffed(subject);
    done(subject, &[invite(100, 10, 0, Role::Manager)]);
    let mut guessed = join(100, 5);
    if let Command::JoinStaff(join) = &mut guessed.command {
        join.secret_hash[31] ^= 1;
    }
    all_refused(subject, vec![guessed, join(999, 5)], Rejection::InvitationUnknown);
    all_refused(subject, vec![join(100, 2)], Rejection::StaffAlready);
    let first = ask(subject, join(100, 5));
    assert!(first.is_ok(), "{first:?}");
    assert_eq!(first, ask(subject, join(100, 5)), "a lost answer is asked for again");
    all_refused(subject, vec![join(100, 6)], Rejection::InvitationUsed);
    done(subject, &[remove(10, 0, 5)]);
    assert_eq!(ask(subject, join(100, 5)), first);
    let works = subject.reader().works_of(town::person(5), 9).expect("works");
    assert_eq!(works, [], "who was removed does not come back with it");
    done(subject, &[invite(101, 10, 0, Role::Cashier)]);
    let late = vec![town::later(crate::INVITATION_FOR_MS, join(101, 6))];
    all_refused(subject, late, Rejection::InvitationExpired);
    done(subject, &[town::later(crate::INVITATION_FOR_MS - 1, join(101, 6))]);
    let mut again = invite(102, 10, 0, Role::Cashier);
    if let Command::InviteStaff(invite) = &mut again.command {
        invite.invitation = InvitationId(101);
    }
    all_refused(subject, vec![again], Rejection::IdentifierTaken);
    assert_audit_clean(subject);
}

/// An owner of one shop is a stranger in every other, and cannot put one shop's name before
/// another's till.
///
/// # Panics
/// When the store breaks the contract.
pub fn a83_a_role_in_another_shop_is_none_here(subject: &dyn Subject) {
    staffed(subject);
    done(subject, &[town::pay(90, 5, Payee::Label(town::label(10)), 300)]);
    let asked = vec![
        act(10, 4, town::open_order(100, 10, 50)),
        act(11, 4, town::open_order(101, 10, 50)),
        act(11, 4, town::refund(102, 90, 10, 50)),
        invite(103, 10, 4, Role::Cashier),
        change_role(10, 4, 2, Role::Manager),
        remove(10, 4, 2),
        withdraw(104, 10, 4, 1),
    ];
    all_refused(subject, asked, Rejection::MerchantUnknown);
    let mut other = change_role(11, 4, 4, Role::Manager);
    if let Command::ChangeRole(change) = &mut other.command {
        change.staff = town_staff::staff(10, 2);
    }
    all_refused(subject, vec![other], Rejection::StaffUnknown);
    let refund = act(11, 4, town::refund(105, 90, 11, 50));
    all_refused(subject, vec![refund], Rejection::PaymentUnknown);
    assert_audit_clean(subject);
}

/// People use one invitation at the same moment: one works there afterwards.
///
/// # Panics
/// When the store breaks the contract.
pub fn two_who_join_with_one_invitation_are_one(subject: &dyn Subject) {
    staffed(subject);
    done(subject, &[invite(100, 10, 0, Role::Manager)]);
    let lists = (5..9).map(|person| vec![join(100, person)]).collect();
    let outcomes = contend(subject, lists).concat();
    assert_eq!(outcomes.iter().filter(|outcome| outcome.is_ok()).count(), 1);
    let used = |outcome: &&Outcome| refused(outcome) == Some(Rejection::InvitationUsed);
    assert_eq!(outcomes.iter().filter(used).count(), 3);
    assert_eq!((roles(subject, 10).len(), profile(subject, 10).staff), (5, 5));
    assert_audit_clean(subject);
}

/// Two owners remove each other, and two step down, at the same moment: one is left, whoever was
/// quicker.
///
/// # Panics
/// When the store breaks the contract.
pub fn two_owners_who_remove_each_other_leave_one(subject: &dyn Subject) {
    staffed(subject);
    done(subject, &[change_role(10, 0, 1, Role::Owner)]);
    let lists = vec![vec![remove(10, 0, 1)], vec![remove(10, 1, 0)]];
    let outcomes = contend(subject, lists).concat();
    assert_eq!(outcomes.iter().filter(|outcome| outcome.is_ok()).count(), 1, "{outcomes:?}");
    assert_eq!((owners(subject, 10), profile(subject, 10).owners), (1, 1));
    let alone = [0, 1].map(|person| refused(&ask(subject, remove(10, person, person))));
    assert!(alone.contains(&Some(Rejection::StaffLastOwner)), "{alone:?}");
    done(subject, &[town_staff::found(12, 5)]);
    done(subject, &town_staff::joined(500, 12, 5, 6, Role::Manager));
    done(subject, &[change_role(12, 5, 6, Role::Owner)]);
    let down = [5, 6].map(|person| vec![change_role(12, person, person, Role::Cashier)]);
    let outcomes = contend(subject, down.into()).concat();
    let refusals: Vec<_> = outcomes.iter().filter_map(refused).collect();
    assert_eq!(refusals, [Rejection::StaffLastOwner]);
    assert_eq!((owners(subject, 10), owners(subject, 12)), (1, 1));
    assert_audit_clean(subject);
}
