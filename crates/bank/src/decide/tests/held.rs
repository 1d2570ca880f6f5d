//! Ladders of the commands that hold and link, and of jobs.

use super::money::{town_scene, yuan};
use super::*;
use crate::command::{self, Book, Command, ExpireHold, Leg, PostHold};
use crate::id::{HoldId, NodeId, PaymentId};
use crate::record::{Hold, HoldState, Lease};

const MAX: i64 = Balance::MINOR_MAX;
/// The most that a holder's account takes.
const HELD_MAX: i64 = ::money::Amount::MINOR_MAX.cast_signed();

pub(super) fn ladders() -> Vec<Vec<Rung>> {
    vec![
        PLACE.to_vec(),
        POST.to_vec(),
        VOID.to_vec(),
        EXPIRE.to_vec(),
        LINK.to_vec(),
        LEASE.to_vec(),
    ]
}

fn dollar(minor: u64) -> ::money::Amount {
    ::money::Amount::new(minor, dollars()).expect("in range")
}

fn hold(state: HoldState, ends_after_ms: u64) -> Record {
    Record::Hold(Hold {
        id: HoldId(1),
        debit: town::account(0),
        credit: town::account(1),
        amount: town::amount(100),
        note: None,
        opened_at: town::AT,
        expires_at: town::AT.plus_ms(ends_after_ms),
        state,
    })
}

fn holding(n: u32, minor: i64, held_minor: u64) -> Record {
    match account(n, minor, yuan()) {
        Record::Account(own) => Record::Account(Account { held_minor, ..own }),
        other => other,
    }
}

fn place(scene: &mut Scene) -> &mut command::Hold {
    match &mut scene.envelope.command {
        Command::Hold(hold) => hold,
        other => panic!("a hold, not {other:?}"),
    }
}

const PLACE: [Rung; 9] = [
    (Rejection::IdempotencyConflict, |scene| scene.envelope.key = None),
    (Rejection::NoteMalformed, |scene| place(scene).note = None),
    (Rejection::IdentifierTaken, |scene| place(scene).hold = HoldId(2)),
    (Rejection::AmountZero, |scene| place(scene).amount = dollar(11)),
    (Rejection::AccountUnknown, |scene| {
        scene.put(holding(0, 110, 100));
        assert_eq!(scene.ask(), Err(Rejection::HoldTimeInvalid.into()), "both are known");
        scene.remove(&Key::Account(town::account(1)));
        place(scene).credit = town::account(1);
        assert_eq!(scene.ask(), Err(Rejection::AccountUnknown.into()));
        place(scene).credit = town::account(0);
    }),
    (Rejection::HoldTimeInvalid, |scene| {
        place(scene).open_for_s = crate::HOLD_FOR_S_MAX + 1;
        assert_eq!(scene.ask(), Err(Rejection::HoldTimeInvalid.into()));
        place(scene).open_for_s = crate::HOLD_FOR_S_MAX;
    }),
    (Rejection::PayeeIsPayer, |scene| {
        scene.put(account(1, 0, yuan()));
        place(scene).credit = town::account(1);
    }),
    (Rejection::CurrencyMismatch, |scene| place(scene).amount = town::amount(11)),
    (Rejection::InsufficientFunds, |scene| scene.put(holding(0, 111, 100))),
];

#[test]
fn holding_climbs_its_ladder() {
    let mut scene = town_scene(town::hold(1, 0, 0));
    scene.put(hold(HoldState::Pending, 1));
    place(&mut scene).note = Some("two\nlines".to_owned());
    place(&mut scene).credit = town::account(0);
    place(&mut scene).open_for_s = 0;
    scene.climb(&PLACE);
}

#[test]
fn an_account_without_a_floor_holds_no_more_than_a_balance_can_be() {
    let mut scene = Scene::new(town::hold(1, 0, 1));
    place(&mut scene).credit = town::account(1);
    scene.put(account(1, 0, yuan()));
    let Record::Account(own) = holding(0, 0, MAX.unsigned_abs()) else { panic!("an account") };
    scene.put(Record::Account(Account { floor: Floor::None, ..own }));
    assert_eq!(scene.ask(), Err(Rejection::InsufficientFunds.into()));
}

fn post(scene: &mut Scene) -> &mut PostHold {
    match &mut scene.envelope.command {
        Command::PostHold(post) => post,
        other => panic!("a post, not {other:?}"),
    }
}

const POST: [Rung; 10] = [
    (Rejection::IdempotencyConflict, |scene| scene.envelope.key = None),
    (Rejection::IdentifierTaken, |scene| post(scene).payment = PaymentId(2)),
    (Rejection::AmountZero, |scene| {
        post(scene).amount = dollar(101);
        scene.put(hold(HoldState::Posted(PaymentId(9)), 1));
    }),
    (Rejection::CurrencyMismatch, |scene| {
        post(scene).amount = town::amount(101);
        scene.remove(&Key::Hold(HoldId(1)));
    }),
    (Rejection::HoldUnknown, |scene| scene.put(hold(HoldState::Posted(PaymentId(9)), 1))),
    (Rejection::HoldPosted, |scene| scene.put(hold(HoldState::Voided, 1))),
    (Rejection::HoldVoided, |scene| {
        scene.put(hold(HoldState::Expired, 1));
        assert_eq!(scene.ask(), Err(Rejection::HoldExpired.into()));
        scene.put(hold(HoldState::Pending, 0));
    }),
    (Rejection::HoldExpired, |scene| scene.put(hold(HoldState::Pending, 1))),
    (Rejection::HoldExceeded, |scene| post(scene).amount = town::amount(100)),
    (Rejection::BalanceTooLarge, |scene| scene.put(account(1, HELD_MAX - 100, yuan()))),
];

#[test]
fn posting_a_hold_climbs_its_ladder() {
    let mut scene = town_scene(town::post_hold(1, 1, 0));
    scene.put(holding(0, 100, 100));
    scene.put(account(1, HELD_MAX, yuan()));
    scene.climb(&POST);
}

const VOID: [Rung; 2] = [
    (Rejection::HoldUnknown, |scene| scene.put(hold(HoldState::Posted(PaymentId(9)), 1))),
    (Rejection::HoldPosted, |scene| scene.put(hold(HoldState::Pending, 1))),
];

const EXPIRE: [Rung; 1] =
    [(Rejection::HoldUnknown, |scene| scene.put(hold(HoldState::Pending, 0)))];

#[test]
fn releasing_a_hold_climbs_its_ladders() {
    let mut scene = Scene::new(town::void_hold(1));
    scene.put(holding(0, 100, 100));
    scene.climb(&VOID);
    let mut scene = Scene::new(town::plain(Command::ExpireHold(ExpireHold { hold: HoldId(1) })));
    scene.put(holding(0, 100, 100));
    scene.climb(&EXPIRE);
}

fn legs(scene: &mut Scene) -> &mut Vec<Leg> {
    match &mut scene.envelope.command {
        Command::Link(link) => &mut link.legs,
        other => panic!("linked movements, not {other:?}"),
    }
}

fn booked(scene: &mut Scene) -> &mut Book {
    match legs(scene).last_mut() {
        Some(Leg::Book(book)) => book,
        other => panic!("a booking, not {other:?}"),
    }
}

const LINK: [Rung; 10] = [
    (Rejection::IdempotencyConflict, |scene| scene.envelope.key = None),
    (Rejection::NoteMalformed, |scene| booked(scene).note = None),
    (Rejection::IdentifierTaken, |scene| booked(scene).payment = PaymentId(2)),
    (Rejection::AmountZero, |scene| booked(scene).amount = dollar(11)),
    (Rejection::AccountUnknown, |scene| {
        scene.put(account(0, 10, yuan()));
        let leg = legs(scene)[0].clone();
        *legs(scene) = vec![leg; crate::LEGS_MAX + 1];
    }),
    (Rejection::LegsInvalid, |scene| {
        let legs_are = |scene: &mut Scene, count| legs(scene).truncate(count);
        let leg = legs(scene)[0].clone();
        legs_are(scene, 0);
        assert_eq!(scene.ask(), Err(Rejection::LegsInvalid.into()));
        *legs(scene) = vec![leg];
    }),
    (Rejection::PayeeIsPayer, |scene| {
        scene.put(account(1, HELD_MAX, yuan()));
        booked(scene).credit = town::account(1);
    }),
    (Rejection::CurrencyMismatch, |scene| booked(scene).amount = town::amount(11)),
    (Rejection::InsufficientFunds, |scene| scene.put(account(0, 11, yuan()))),
    (Rejection::BalanceTooLarge, |scene| scene.put(account(1, HELD_MAX - 11, yuan()))),
];

#[test]
fn linking_climbs_its_ladder() {
    let (debit, credit) = (town::account(0), town::account(0));
    let leg = Leg::Book(Book {
        payment: PaymentId(1),
        debit,
        credit,
        amount: town::amount(0),
        note: Some("two\nlines".to_owned()),
    });
    town_scene(town::link(1, vec![leg])).climb(&LINK);
}

const LEASE: [Rung; 1] = [(Rejection::LeaseHeld, |scene| {
    let until = town::AT;
    scene.put(Record::Lease(Lease { job: "sweep".to_owned(), node: NodeId(1), until }));
})];

#[test]
fn taking_a_job_climbs_its_ladder() {
    let mut scene = Scene::new(town::take_lease(2, 1));
    let until = town::AT.plus_ms(1);
    scene.put(Record::Lease(Lease { job: "sweep".to_owned(), node: NodeId(1), until }));
    scene.climb(&LEASE);
}
