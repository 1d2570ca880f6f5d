//! The ladders of merchants that persons open, of who works there, and of their till.

use super::*;
use crate::command::{
    Command, FoundMerchant, InviteStaff, JoinStaff, PinCheck, RemoveStaff, Withdraw,
};
use crate::contract::town::staff as town_staff;
use crate::id::{InvitationId, PaymentId, TimeMs};
use crate::record::{
    Founder, Invitation, MerchantProfile, Payment, PaymentKind, Role, Staff, Standing,
};
use crate::{INVITATION_FOR_MS, MERCHANTS_MAX, STAFF_MAX};
use std::sync::Arc;

pub(super) fn ladders() -> Vec<Vec<Rung>> {
    vec![
        FOUND.to_vec(),
        JUDGE.to_vec(),
        INVITE.to_vec(),
        JOIN.to_vec(),
        CHANGE.to_vec(),
        REMOVE.to_vec(),
        WITHDRAW.to_vec(),
        WITHDRAW_MONEY.to_vec(),
        ACT.to_vec(),
        PENDING.to_vec(),
    ]
}

macro_rules! command {
    ($name:ident, $variant:ident) => {
        fn $name(scene: &mut Scene) -> &mut $variant {
            match &mut scene.envelope.command {
                Command::$variant(command) => command,
                other => panic!("unexpected {other:?}"),
            }
        }
    };
}

command!(found, FoundMerchant);
command!(invite, InviteStaff);
command!(join, JoinStaff);
command!(remove, RemoveStaff);
command!(withdraw, Withdraw);

fn active_person(n: u32) -> Record {
    person(n, State::Active, Pin::default())
}

fn staff(n: u32, role: Role) -> Record {
    let (id, merchant, person) = (town_staff::staff(0, n), town::merchant(0), town::person(n));
    Record::Staff(Staff { id, merchant, person, role, since: town::AT, state: State::Active })
}

fn profile(standing: Standing, owners: u16, staff: u16) -> Record {
    Record::MerchantProfile(Box::new(MerchantProfile {
        merchant: town::merchant(0),
        address: None,
        opened_by: None,
        standing,
        reason: None,
        owners,
        staff,
        opened_at: town::AT,
        salt: Salt(1),
    }))
}

fn invitation(used_by: Option<u32>, expires_at: TimeMs) -> Record {
    Record::Invitation(Invitation {
        id: InvitationId(1),
        merchant: town::merchant(0),
        role: Role::Cashier,
        secret_hash: town_staff::secret_hash(1),
        by: None,
        expires_at,
        used_by: used_by.map(town::person),
    })
}

fn founder(merchants: u16) -> Record {
    Record::Founder(Founder { person: town::person(0), merchants })
}

/// A scene whose answers are never kept, so that each rung is asked anew.
fn scene(envelope: Envelope) -> Scene {
    Scene::new(Envelope { key: None, ..envelope })
}

const FOUND: [Rung; 6] = [
    (Rejection::PersonUnknown, |scene| scene.put(person(0, State::Closed, Pin::default()))),
    (Rejection::PersonClosed, |scene| scene.put(active_person(0))),
    (Rejection::NameMalformed, |scene| {
        found(scene).name = "Shop".to_owned();
        found(scene).city = "two\nlines".to_owned();
        assert_eq!(scene.ask(), Err(Rejection::NameMalformed.into()));
        found(scene).city = "Suzhou".to_owned();
    }),
    (Rejection::IdentifierTaken, |scene| {
        scene.remove(&Key::Merchant(town::merchant(0)));
        scene.put(merchant_account(0, town::yuan()));
        assert_eq!(scene.ask(), Err(Rejection::IdentifierTaken.into()));
        scene.remove(&Key::Account(town::merchant_account(0)));
    }),
    (Rejection::AddressMalformed, |scene| {
        for address in ["x".repeat(101), "two\nlines".to_owned()] {
            found(scene).address = address;
            assert_eq!(scene.ask(), Err(Rejection::AddressMalformed.into()));
        }
        found(scene).address = "x".repeat(100);
    }),
    (Rejection::MerchantsTooMany, |scene| scene.put(founder(MERCHANTS_MAX - 1))),
];

#[test]
fn opening_a_shop_as_a_person_climbs_its_ladder() {
    let mut scene = scene(town_staff::found(0, 0));
    found(&mut scene).name = String::new();
    found(&mut scene).address = " ".to_owned();
    scene.put(merchant(State::Active));
    scene.put(founder(MERCHANTS_MAX));
    scene.climb(&FOUND);
}

const JUDGE: [Rung; 3] = [
    (Rejection::NoteMalformed, |scene| scene.envelope = town_staff::refuse(0)),
    (Rejection::MerchantUnknown, |scene| scene.put(merchant(State::Active))),
    (Rejection::MerchantJudged, |scene| {
        scene.put(profile(Standing::Active, 1, 1));
        assert_eq!(scene.ask(), Err(Rejection::MerchantJudged.into()));
        scene.put(profile(Standing::Pending, 1, 1));
    }),
];

#[test]
fn judging_a_shop_climbs_its_ladder() {
    let mut refuse = town_staff::refuse(0);
    if let Command::JudgeMerchant(judge) = &mut refuse.command {
        judge.verdict = crate::command::Verdict::Refuse("x".repeat(65));
    }
    scene(refuse).climb(&JUDGE);
}

const INVITE: [Rung; 3] = [
    (Rejection::MerchantUnknown, |scene| {
        scene.put(staff(0, Role::Cashier));
        assert_eq!(scene.ask(), Err(Rejection::MerchantUnknown.into()));
        scene.put(merchant(State::Active));
    }),
    (Rejection::IdentifierTaken, |scene| invite(scene).invitation = InvitationId(2)),
    (Rejection::StaffRoleInsufficient, |scene| scene.put(staff(0, Role::Manager))),
];

#[test]
fn inviting_climbs_its_ladder() {
    let mut scene = scene(town_staff::invite(1, 0, 0, Role::Cashier));
    scene.put(invitation(None, town::AT));
    scene.climb(&INVITE);
}

const JOIN: [Rung; 7] = [
    (Rejection::PersonUnknown, |scene| scene.put(person(0, State::Closed, Pin::default()))),
    (Rejection::PersonClosed, |scene| scene.put(active_person(0))),
    (Rejection::InvitationUnknown, |scene| {
        join(scene).invitation = InvitationId(1);
        join(scene).secret_hash = [0; 32];
        assert_eq!(scene.ask(), Err(Rejection::InvitationUnknown.into()));
        join(scene).secret_hash = town_staff::secret_hash(1);
    }),
    (Rejection::InvitationUsed, |scene| scene.put(invitation(None, town::AT))),
    (Rejection::InvitationExpired, |scene| {
        scene.put(invitation(None, town::AT.plus_ms(INVITATION_FOR_MS)));
    }),
    (Rejection::StaffAlready, |scene| scene.remove(&Key::Staff(town_staff::staff(0, 0)))),
    (Rejection::StaffFull, |scene| scene.put(profile(Standing::Active, 1, STAFF_MAX - 1))),
];

#[test]
fn joining_climbs_its_ladder() {
    let mut scene = scene(town_staff::join(9, 0));
    scene.put(invitation(Some(5), town::AT));
    scene.put(staff(0, Role::Cashier));
    scene.put(profile(Standing::Active, 1, STAFF_MAX));
    scene.climb(&JOIN);
}

const CHANGE: [Rung; 4] = [
    (Rejection::MerchantUnknown, |scene| scene.put(staff(0, Role::Manager))),
    (Rejection::StaffRoleInsufficient, |scene| scene.put(staff(0, Role::Owner))),
    (Rejection::StaffUnknown, |scene| scene.put(staff(1, Role::Owner))),
    (Rejection::StaffLastOwner, |scene| scene.put(profile(Standing::Active, 2, 2))),
];

#[test]
fn changing_a_role_climbs_its_ladder() {
    let mut scene = scene(town_staff::change_role(0, 0, 1, Role::Cashier));
    scene.put(profile(Standing::Active, 1, 2));
    scene.climb(&CHANGE);
}

const REMOVE: [Rung; 4] = [
    (Rejection::MerchantUnknown, |scene| scene.put(staff(0, Role::Auditor))),
    (Rejection::StaffRoleInsufficient, |scene| {
        scene.put(staff(0, Role::Manager));
        scene.put(staff(1, Role::Auditor));
        assert_eq!(scene.ask(), Err(Rejection::StaffRoleInsufficient.into()));
        scene.remove(&Key::Staff(town_staff::staff(0, 1)));
    }),
    (Rejection::StaffUnknown, |scene| {
        scene.put(staff(0, Role::Owner));
        remove(scene).staff = town_staff::staff(0, 0);
    }),
    (Rejection::StaffLastOwner, |scene| scene.put(profile(Standing::Active, 2, 2))),
];

#[test]
fn removing_climbs_its_ladder() {
    let mut scene = scene(town_staff::remove(0, 0, 1));
    scene.put(profile(Standing::Active, 1, 1));
    scene.climb(&REMOVE);
}

const WITHDRAW: [Rung; 4] = [
    (Rejection::PersonUnknown, |scene| scene.put(person(0, State::Closed, Pin::default()))),
    (Rejection::PersonClosed, |scene| scene.put(person(0, State::Active, pin_set()))),
    (Rejection::MerchantUnknown, |scene| scene.put(staff(0, Role::Manager))),
    (Rejection::StaffRoleInsufficient, |scene| scene.put(staff(0, Role::Owner))),
];

#[test]
fn withdrawing_climbs_its_ladder_of_roles() {
    let mut scene = scene(town_staff::withdraw(1, 0, 0, 500));
    scene.put(merchant(State::Active));
    scene.put(merchant_account(500, town::yuan()));
    scene.put(account(0, 0, town::yuan()));
    scene.climb(&WITHDRAW);
}

const WITHDRAW_MONEY: [Rung; 8] = [
    (Rejection::MerchantClosed, |scene| scene.put(merchant(State::Active))),
    (Rejection::IdentifierTaken, |scene| withdraw(scene).payment = PaymentId(2)),
    (Rejection::AmountZero, |scene| withdraw(scene).amount = town::amount(500)),
    (Rejection::CurrencyMismatch, |scene| scene.put(merchant_account(499, town::yuan()))),
    (Rejection::PinNotSet, |scene| {
        let locked_until = Some(town::AT.plus_ms(1));
        scene.put(person(0, State::Active, Pin { locked_until, ..pin_set() }));
    }),
    (Rejection::PinLocked, |scene| {
        let locked_until = Some(town::AT);
        scene.put(person(0, State::Active, Pin { locked_until, ..pin_set() }));
    }),
    (Rejection::PinMissing, |scene| withdraw(scene).pin = PinCheck::Right),
    (Rejection::InsufficientFunds, |scene| scene.put(merchant_account(500, town::yuan()))),
];

#[test]
fn withdrawing_climbs_its_ladder_of_money() {
    let mut scene = scene(town_staff::withdraw(1, 0, 0, 0));
    withdraw(&mut scene).pin = PinCheck::Missing;
    scene.put(active_person(0));
    scene.put(staff(0, Role::Owner));
    scene.put(merchant(State::Closed));
    scene.put(merchant_account(500, dollars()));
    scene.put(account(0, 0, town::yuan()));
    scene.put(Record::Payment(Arc::new(Payment {
        id: PaymentId(1),
        kind: PaymentKind::Booking,
        debit: town::account(0),
        credit: town::account(1),
        amount: town::amount(1),
        payer_name: String::new(),
        payee_name: String::new(),
        note: None,
        at: town::AT,
        sequence: 1,
        journal_hash: [0; 32],
        debit_previous: 0,
        credit_previous: 0,
        evidence: None,
    })));
    scene.climb(&WITHDRAW_MONEY);
}

const ACT: [Rung; 4] = [
    (Rejection::PersonUnknown, |scene| scene.put(person(0, State::Closed, Pin::default()))),
    (Rejection::PersonClosed, |scene| scene.put(active_person(0))),
    (Rejection::MerchantUnknown, |scene| scene.put(staff(0, Role::Auditor))),
    (Rejection::StaffRoleInsufficient, |scene| scene.put(staff(0, Role::Cashier))),
];

#[test]
fn working_the_till_climbs_its_ladder() {
    let mut scene = scene(town_staff::act(0, 0, town::open_order(1, 0, 5)));
    scene.put(merchant(State::Active));
    scene.put(merchant_account(0, town::yuan()));
    scene.climb(&ACT);
}

const PENDING: [Rung; 1] =
    [(Rejection::MerchantPending, |scene| scene.put(merchant(State::Active)))];

#[test]
fn a_shop_that_is_not_approved_opens_no_order() {
    let mut scene = scene(town::open_order(1, 0, 5));
    scene.put(merchant(State::Pending));
    scene.put(merchant_account(0, town::yuan()));
    scene.put(profile(Standing::Pending, 1, 1));
    scene.climb(&PENDING);
}

#[test]
fn only_a_tills_commands_are_done_for_staff() {
    let mut scene = scene(town_staff::act(0, 0, town::top_up(1, 0, 5)));
    scene.put(active_person(0));
    scene.put(staff(0, Role::Owner));
    assert_eq!(scene.ask(), Err(Rejection::StaffRoleInsufficient.into()));
}
