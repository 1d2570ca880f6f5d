//! The ladders of shifts.

use super::*;
use crate::contract::town::shift as town_shift;
use crate::contract::town::staff as town_staff;
use crate::id::{ApiKeyId, ShiftId};
use crate::record::{ApiKey, KeyScopes, Role, Roster, Shift, ShiftEnd, Staff, Taker};
use crate::shift::OPEN_MAX;

pub(super) fn ladders() -> Vec<Vec<Rung>> {
    vec![OPEN.to_vec(), OPEN_BY_KEY.to_vec(), CLOSE.to_vec(), REPORT.to_vec(), AS_KEY.to_vec()]
}

fn cashier() -> Taker {
    Taker::Staff(town_staff::staff(0, 1))
}

fn staff(role: Role, state: State) -> Record {
    let (merchant, person) = (town::merchant(0), town::person(1));
    Record::Staff(Staff {
        id: town_staff::staff(0, 1),
        merchant,
        person,
        role,
        since: town::AT,
        state,
    })
}

fn key(n: u32, state: State) -> Record {
    Record::ApiKey(ApiKey {
        id: ApiKeyId(1),
        merchant: town::merchant(n),
        name: "Till".to_owned(),
        scopes: KeyScopes(1),
        secret_hash: [1; 32],
        opened_at: town::AT,
        state,
    })
}

fn shift(n: u32, taker: Taker, end: Option<ShiftEnd>) -> Record {
    Record::Shift(Box::new(Shift {
        id: ShiftId(1),
        merchant: town::merchant(n),
        taker,
        opened_at: town::AT,
        after: 0,
        end,
        report: None,
    }))
}

fn roster(open: Vec<(Taker, ShiftId)>) -> Record {
    Record::Roster(Roster { merchant: town::merchant(0), reports: 0, open })
}

/// As many as there can be, of others.
fn full() -> Record {
    let keys = (10..10 + OPEN_MAX as u128).map(|id| (Taker::Key(ApiKeyId(id)), ShiftId(id)));
    roster(keys.collect())
}

const OPEN: [Rung; 5] = [
    (Rejection::MerchantUnknown, |scene| scene.put(merchant(State::Active))),
    (Rejection::IdentifierTaken, |scene| scene.remove(&Key::Shift(ShiftId(1)))),
    (Rejection::StaffUnknown, |scene| {
        scene.put(staff(Role::Cashier, State::Closed));
        assert_eq!(scene.ask(), Err(Rejection::StaffUnknown.into()), "who has left");
        scene.put(staff(Role::Cashier, State::Active));
    }),
    (Rejection::ShiftOpen, |scene| scene.put(full())),
    (Rejection::ShiftsFull, |scene| scene.remove(&Key::Roster(town::merchant(0)))),
];

#[test]
fn opening_a_shift_climbs_its_ladder() {
    let mut scene = Scene::new(town_shift::open_shift(1, 0, cashier()));
    scene.envelope.key = None;
    scene.put(shift(0, cashier(), None));
    scene.put(roster(vec![(cashier(), ShiftId(1))]));
    scene.climb(&OPEN);
}

const OPEN_BY_KEY: [Rung; 1] = [(Rejection::ApiKeyUnknown, |scene| {
    for wrong in [key(1, State::Active), key(0, State::Closed)] {
        scene.put(wrong);
        assert_eq!(scene.ask(), Err(Rejection::ApiKeyUnknown.into()));
    }
    scene.put(key(0, State::Active));
})];

#[test]
fn opening_a_programs_shift_climbs_its_ladder() {
    let mut scene = Scene::new(town_shift::open_shift(1, 0, Taker::Key(ApiKeyId(1))));
    scene.envelope.key = None;
    scene.put(merchant(State::Active));
    scene.climb(&OPEN_BY_KEY);
}

const CLOSE: [Rung; 2] = [
    (Rejection::ShiftUnknown, |scene| {
        scene.put(shift(1, Taker::Till, None));
        assert_eq!(scene.ask(), Err(Rejection::ShiftUnknown.into()), "another shop's");
        scene.put(shift(0, Taker::Till, None));
    }),
    (Rejection::StaffRoleInsufficient, |scene| scene.put(staff(Role::Manager, State::Active))),
];

#[test]
fn closing_a_shift_climbs_its_ladder() {
    let mut scene = Scene::new(town_shift::close_shift(1, 0, cashier()));
    scene.put(staff(Role::Cashier, State::Active));
    scene.put(roster(vec![(Taker::Till, ShiftId(1))]));
    scene.climb(&CLOSE);
}

const REPORT: [Rung; 2] = [
    (Rejection::ShiftUnknown, |scene| scene.put(shift(0, cashier(), None))),
    (Rejection::ShiftNotClosed, |scene| {
        let end = ShiftEnd { at: town::AT, last: 1, number: 1, by: Taker::Till };
        scene.put(shift(0, cashier(), Some(end)));
    }),
];

#[test]
fn keeping_a_report_climbs_its_ladder() {
    Scene::new(town_shift::keep_report(1, "report")).climb(&REPORT);
}

const AS_KEY: [Rung; 1] = [(Rejection::ApiKeyUnknown, |scene| {
    scene.put(key(1, State::Active));
    assert_eq!(scene.ask(), Err(Rejection::ApiKeyUnknown.into()), "another shop's");
    scene.put(key(0, State::Active));
})];

#[test]
fn acting_by_a_key_climbs_its_ladder() {
    let order = town_shift::by_key(0, 1, town::open_order(7, 0, 5));
    let mut scene = Scene::new(Envelope { key: None, ..order });
    scene.put(merchant(State::Active));
    scene.put(merchant_account(0, town::yuan()));
    scene.climb(&AS_KEY);
}
