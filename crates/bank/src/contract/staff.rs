//! Merchants that persons open, and who works there: approved or refused, invited and removed, each
//! role and what it may do, and never without an owner.

mod attack;
mod till;

pub use attack::{
    a80_a_cashier_raises_nobody_and_invites_nobody, a81_who_was_removed_does_nothing_any_more,
    a82_an_invitation_is_used_once, a83_a_role_in_another_shop_is_none_here,
    two_owners_who_remove_each_other_leave_one, two_who_join_with_one_invitation_are_one,
};
pub use till::{
    a_cashier_gives_back_up_to_a_limit, every_role_does_what_it_may_at_the_till,
    who_served_is_noted,
};

use crate::command::{Command, FoundMerchant, Payee, PinCheck};
use crate::contract::race::contend;
use crate::contract::town::neutrality::{appeal, limit};
use crate::contract::town::{self, staff as town_staff};
use crate::contract::{Subject, ask, assert_audit_clean, done};
use crate::key::{Key, Kind};
use crate::receipt::{Outcome, Receipt};
use crate::record::{MerchantProfile, PaymentKind, Record, Role, Standing, State};
use crate::rejection::Rejection;
use town_staff::{approve, change_role, found, found_pending, found_with, invite, join, joined};
use town_staff::{refuse, remove, set_pin, to_found, withdraw};

fn refused(outcome: &Outcome) -> Option<Rejection> {
    outcome.as_ref().err().map(|refusal| refusal.rejection)
}

/// Ten people, and shop 10 of person 0: manager 1, cashier 2, auditor 3; person 4 has shop 11.
pub(super) fn staffed(subject: &dyn Subject) {
    done(subject, &town::founded(10, 1, 1_000));
    done(subject, &[found(10, 0), found(11, 4)]);
    let roles = [(1, Role::Manager), (2, Role::Cashier), (3, Role::Auditor)];
    for (person, role) in roles {
        done(subject, &joined(u128::from(person), 10, 0, person, role));
    }
}

fn profile(subject: &dyn Subject, n: u32) -> MerchantProfile {
    match subject.reader().record(&Key::MerchantProfile(town::merchant(n))) {
        Ok(Some(Record::MerchantProfile(profile))) => *profile,
        other => panic!("a profile, not {other:?}"),
    }
}

fn roles(subject: &dyn Subject, n: u32) -> Vec<Role> {
    let staff = subject.reader().staff_of(town::merchant(n), 100).expect("works");
    staff.iter().map(|staff| staff.role).collect()
}

fn owners(subject: &dyn Subject, n: u32) -> usize {
    roles(subject, n).iter().filter(|role| **role == Role::Owner).count()
}

/// What a person opens is paid once the operator has approved it, and not before.
///
/// # Panics
/// When the store breaks the contract.
pub fn a_person_opens_a_shop_that_is_paid_once_approved(subject: &dyn Subject) {
    done(subject, &town::founded(3, 1, 500));
    let opened = done(subject, &[found_pending(10, 0), found_pending(10, 0)]);
    assert_eq!(opened, vec![Receipt::MerchantOpened(town::merchant(10)); 2]);
    let pay = |id| town::pay(id, 1, Payee::Label(town::label(10)), 100);
    assert_eq!(refused(&ask(subject, pay(1))), Some(Rejection::PayeeClosed));
    let order = || town_staff::act(10, 0, town::open_order(2, 10, 100));
    assert_eq!(refused(&ask(subject, order())), Some(Rejection::MerchantPending));
    let judged = Receipt::MerchantJudged(town::merchant(10));
    assert_eq!(done(subject, &[approve(10), approve(10)]), [judged.clone(), judged]);
    assert_eq!(profile(subject, 10).standing, Standing::Active);
    done(subject, &[pay(3), order()]);
    assert_eq!(refused(&ask(subject, refuse(10))), Some(Rejection::MerchantJudged));
    assert_eq!(refused(&ask(subject, approve(0))), Some(Rejection::MerchantJudged));
    assert_eq!(refused(&ask(subject, approve(77))), Some(Rejection::MerchantUnknown));
    let other = found_with(FoundMerchant { city: "Wuxi".to_owned(), ..to_found(10, 0) });
    assert_eq!(refused(&ask(subject, other)), Some(Rejection::IdempotencyConflict));
    assert_eq!(refused(&ask(subject, found(10, 1))), Some(Rejection::IdentifierTaken));
    assert_audit_clean(subject);
}

/// Of the staff only an owner appeals what holds the shop back; one appeal is one, whoever of the
/// owners and the till makes it.
///
/// # Panics
/// When the store breaks the contract.
pub fn only_an_owner_appeals(subject: &dyn Subject) {
    staffed(subject);
    done(subject, &[limit(1, 10)]);
    let expected = [
        (1, Rejection::StaffRoleInsufficient),
        (2, Rejection::StaffRoleInsufficient),
        (3, Rejection::StaffRoleInsufficient),
        (4, Rejection::MerchantUnknown),
    ];
    for (person, rejection) in expected {
        let outcome = ask(subject, town_staff::act(10, person, appeal(2, 10, 1)));
        assert_eq!(refused(&outcome), Some(rejection), "person {person}");
    }
    let elsewhere = ask(subject, town_staff::act(11, 4, appeal(2, 10, 1)));
    assert_eq!(refused(&elsewhere), Some(Rejection::MerchantUnknown));
    let entered = Receipt::NeutralityEntered(2);
    let appealed = [town_staff::act(10, 0, appeal(2, 10, 1)), appeal(2, 10, 1)];
    assert_eq!(done(subject, &appealed), [entered.clone(), entered]);
    assert_audit_clean(subject);
}

/// What was refused says why, takes no money, and can be approved later.
///
/// # Panics
/// When the store breaks the contract.
pub fn a_refused_shop_takes_no_money(subject: &dyn Subject) {
    done(subject, &town::founded(2, 0, 500));
    done(subject, &[found_pending(10, 0), refuse(10), refuse(10)]);
    let refusal = profile(subject, 10);
    assert_eq!(
        (refusal.standing, refusal.reason.as_deref()),
        (Standing::Refused, Some("no such street"))
    );
    let order = || town_staff::act(10, 0, town::open_order(2, 10, 100));
    assert_eq!(refused(&ask(subject, order())), Some(Rejection::MerchantPending));
    let paid = ask(subject, town::pay(1, 1, Payee::Label(town::label(10)), 100));
    assert_eq!(refused(&paid), Some(Rejection::PayeeClosed));
    done(subject, &[approve(10)]);
    assert_eq!(
        (profile(subject, 10).reason, profile(subject, 10).standing),
        (None, Standing::Active)
    );
    done(subject, &[town::pay(3, 1, Payee::Label(town::label(10)), 100)]);
    assert_audit_clean(subject);
}

/// One person opens twenty shops and no more, also when they open two at the same moment.
///
/// # Panics
/// When the store breaks the contract.
pub fn one_person_opens_twenty_shops(subject: &dyn Subject) {
    done(subject, &town::founded(2, 0, 0));
    done(subject, &(10..29).map(|n| found(n, 0)).collect::<Vec<_>>());
    let outcomes = contend(subject, vec![vec![found(29, 0)], vec![found(30, 0)]]).concat();
    let full: Vec<_> = outcomes.iter().filter_map(refused).collect();
    assert_eq!(full, [Rejection::MerchantsTooMany]);
    done(subject, &[found(31, 1)]);
    let works = subject.reader().works_of(town::person(0), 100).expect("works");
    assert_eq!(works.len(), 20);
    assert!(works.iter().all(|staff| staff.role == Role::Owner));
    assert_eq!(subject.reader().works_of(town::person(0), 3).map(|page| page.len()), Ok(3));
    assert_audit_clean(subject);
}

/// A shop that the desk opened gets its first owner by the operator's invitation.
///
/// # Panics
/// When the store breaks the contract.
pub fn the_operator_invites_the_first_owner(subject: &dyn Subject) {
    done(subject, &town::founded(2, 1, 0));
    let mut invitation = invite(1, 0, 0, Role::Owner);
    assert_eq!(refused(&ask(subject, invitation.clone())), Some(Rejection::MerchantUnknown));
    if let Command::InviteStaff(invite) = &mut invitation.command {
        invite.by = None;
    }
    invitation.key = None;
    done(subject, &[invitation, join(1, 1)]);
    assert_eq!(owners(subject, 0), 1);
    let profile = profile(subject, 0);
    assert_eq!((profile.owners, profile.staff, profile.address), (1, 1, None));
    assert_audit_clean(subject);
}

/// Who is invited joins, is listed, gets another role, leaves, and comes back to the same place.
///
/// # Panics
/// When the store breaks the contract.
pub fn staff_join_change_leave_and_come_back(subject: &dyn Subject) {
    staffed(subject);
    let mut found = roles(subject, 10);
    found.sort_by_key(|role| role.number());
    assert_eq!(found, Role::ALL);
    let place = Receipt::Staff(town_staff::staff(10, 2));
    let raise = change_role(10, 0, 2, Role::Manager);
    assert_eq!(done(subject, &[raise.clone(), raise]), [place.clone(), place.clone()]);
    assert_eq!(
        done(subject, &[remove(10, 2, 2), remove(10, 2, 2)]),
        [place.clone(), place.clone()]
    );
    assert_eq!((roles(subject, 10).len(), profile(subject, 10).staff), (3, 3));
    let back = joined(20, 10, 1, 2, Role::Cashier).map(|envelope| town::later(9, envelope));
    assert_eq!(done(subject, &back)[1], place);
    let Ok(Some(Record::Staff(staff))) =
        subject.reader().record(&Key::Staff(town_staff::staff(10, 2)))
    else {
        panic!("it is there")
    };
    assert_eq!(
        (staff.role, staff.since, staff.state),
        (Role::Cashier, town::AT.plus_ms(9), State::Active)
    );
    assert_eq!(
        refused(&ask(subject, change_role(10, 0, 9, Role::Owner))),
        Some(Rejection::StaffUnknown)
    );
    assert_eq!(refused(&ask(subject, remove(10, 0, 9))), Some(Rejection::StaffUnknown));
    done(subject, &[change_role(10, 0, 1, Role::Owner), change_role(10, 0, 0, Role::Auditor)]);
    let given = change_role(10, 0, 0, Role::Auditor);
    assert!(ask(subject, given).is_ok(), "who gave the ownership away is answered the same");
    assert_eq!((owners(subject, 10), profile(subject, 10).owners), (1, 1));
    let last = [change_role(10, 1, 1, Role::Manager), remove(10, 1, 1)];
    for outcome in last.map(|envelope| ask(subject, envelope)) {
        assert_eq!(refused(&outcome), Some(Rejection::StaffLastOwner));
    }
    let kinds = [Kind::Staff, Kind::Invitation, Kind::MerchantProfile, Kind::Founder];
    for kind in kinds {
        let all = subject.reader().records(kind, None, 100).expect("works");
        let first = all.first().expect("some").key();
        let rest = subject.reader().records(kind, Some(&first), 100).expect("works");
        assert_eq!(rest, all[1..], "{kind:?}");
    }
    assert_audit_clean(subject);
}

/// An owner moves money of the shop into their own account, and nobody else does.
///
/// # Panics
/// When the store breaks the contract.
pub fn an_owner_withdraws_the_shops_money(subject: &dyn Subject) {
    staffed(subject);
    done(subject, &[town::pay(100, 5, Payee::Label(town::label(10)), 300)]);
    for person in [1, 2, 3] {
        let outcome = ask(subject, withdraw(101, 10, person, 100));
        assert_eq!(refused(&outcome), Some(Rejection::StaffRoleInsufficient));
    }
    assert_eq!(refused(&ask(subject, withdraw(101, 10, 4, 100))), Some(Rejection::MerchantUnknown));
    let first = withdraw(102, 10, 0, 200);
    assert_eq!(refused(&ask(subject, first.clone())), Some(Rejection::PinNotSet));
    done(subject, &[set_pin(0)]);
    let mut without = first.clone();
    if let Command::Withdraw(withdraw) = &mut without.command {
        withdraw.pin = PinCheck::Missing;
    }
    assert_eq!(refused(&ask(subject, without.clone())), Some(Rejection::PinMissing));
    // Once it is done, it is told again without the PIN.
    let paid = done(subject, &[first, without]);
    let Receipt::Paid(payment) = &paid[0] else { panic!("{paid:?}") };
    assert_eq!(paid[0], paid[1], "once, however often it is asked");
    assert_eq!(payment.kind, PaymentKind::Withdrawal(town::merchant(10)));
    assert_eq!((payment.debit, payment.credit), (town::merchant_account(10), town::account(0)));
    let more = ask(subject, withdraw(103, 10, 0, 101));
    assert_eq!(refused(&more), Some(Rejection::InsufficientFunds));
    let history = subject.reader().payments(town::account(0), None, 1).expect("works");
    assert_eq!(history, [payment.as_ref().clone()]);
    let refund = town_staff::act(10, 0, town::refund(104, 102, 10, 10));
    assert_eq!(refused(&ask(subject, refund)), Some(Rejection::PaymentUnknown));
    assert_audit_clean(subject);
}
