//! Money that is held is there and cannot be spent, and ends in exactly one of three ways.

use crate::command::{Leg, Payee, PostHold, VoidHold};
use crate::contract::race::contend;
use crate::contract::town::{self, AT};
use crate::contract::{Subject, ask, assert_audit_clean, done, run};
use crate::event::Happened;
use crate::fee::FeeTerms;
use crate::id::{AccountId, HoldId, PaymentId};
use crate::key::Key;
use crate::receipt::{Outcome, Receipt};
use crate::record::{HoldState, PaymentKind, Record};
use crate::rejection::Rejection;

/// Returns an account's balance, and what of it is held.
fn money(subject: &dyn Subject, id: AccountId) -> (i64, u64) {
    match subject.reader().record(&Key::Account(id)) {
        Ok(Some(Record::Account(account))) => (account.balance.minor(), account.held_minor),
        other => panic!("an account, not {other:?}"),
    }
}

fn state(subject: &dyn Subject, id: u128) -> HoldState {
    match subject.reader().record(&Key::Hold(HoldId(id))) {
        Ok(Some(Record::Hold(hold))) => hold.state,
        other => panic!("a hold, not {other:?}"),
    }
}

fn refused(outcome: &Outcome) -> Option<Rejection> {
    outcome.as_ref().err().map(|refusal| refusal.rejection)
}

/// What is held is in the balance, and neither a payment nor another hold can use it.
///
/// # Panics
/// When the store breaks the contract.
pub fn held_money_cannot_be_spent(subject: &dyn Subject) {
    done(subject, &town::founded(2, 1, 500));
    done(subject, &[town::hold(1, 0, 300)]);
    assert_eq!(money(subject, town::account(0)), (500, 300));
    let pay = |id, minor| town::pay(id, 0, Payee::Label(town::label(0)), minor);
    let (funds, ok) = (Some(Rejection::InsufficientFunds), None);
    let send = town::pay(13, 0, Payee::Receive(town::receive_code(1)), 201);
    let envelopes = [pay(11, 201), town::hold(12, 0, 201), send, pay(14, 200), pay(15, 1)];
    let outcomes = run(subject, &envelopes);
    assert_eq!(outcomes.iter().map(refused).collect::<Vec<_>>(), [funds, funds, funds, ok, funds]);
    done(subject, &[town::void_hold(1), pay(16, 300)]);
    assert_eq!(money(subject, town::account(0)), (0, 0));
    assert_audit_clean(subject);
}

/// A hold is posted in part: the rest is released with it, and the payment says that it was held.
///
/// # Panics
/// When the store breaks the contract.
pub fn a_hold_is_posted_in_part_and_the_rest_released(subject: &dyn Subject) {
    done(subject, &town::founded(1, 0, 500));
    done(subject, &[town::hold(1, 0, 300)]);
    let more = ask(subject, town::post_hold(8, 1, 301));
    assert_eq!(refused(&more), Some(Rejection::HoldExceeded));
    let posted = ask(subject, town::post_hold(9, 1, 120));
    let Ok(Receipt::Paid(payment)) = &posted else { panic!("a payment, not {posted:?}") };
    assert_eq!(payment.kind, PaymentKind::Held(HoldId(1)));
    assert_eq!((payment.payer_name.as_str(), payment.amount), ("Person 0", town::amount(120)));
    assert_eq!(money(subject, town::account(0)), (380, 0));
    assert_eq!(money(subject, town::desk()), (-380, 0));
    assert_eq!(state(subject, 1), HoldState::Posted(PaymentId(9)));
    assert_eq!(ask(subject, town::post_hold(9, 1, 120)), posted, "a retry is the same answer");
    let ended = Some(Rejection::HoldPosted);
    assert_eq!(refused(&ask(subject, town::post_hold(10, 1, 1))), ended);
    assert_eq!(refused(&ask(subject, town::void_hold(1))), ended);
    let late = town::later(600_000, town::expire_hold(1));
    done(subject, &[late]);
    assert_eq!(state(subject, 1), HoldState::Posted(PaymentId(9)), "expiry changes no end");
    assert_audit_clean(subject);
}

/// A hold that is voided is released, once, however often it is asked.
///
/// # Panics
/// When the store breaks the contract.
pub fn a_voided_hold_stays_voided(subject: &dyn Subject) {
    done(subject, &town::founded(1, 0, 500));
    done(subject, &[town::hold(1, 0, 300), town::void_hold(1), town::void_hold(1)]);
    assert_eq!(money(subject, town::account(0)), (500, 0));
    assert_eq!(refused(&ask(subject, town::post_hold(9, 1, 1))), Some(Rejection::HoldVoided));
    done(subject, &[town::later(600_000, town::expire_hold(1))]);
    assert_eq!(state(subject, 1), HoldState::Voided);
    assert_audit_clean(subject);
}

/// A hold ends with its time: not a moment before, whoever asks, and not twice.
///
/// # Panics
/// When the store breaks the contract.
pub fn a_hold_expires_with_its_time(subject: &dyn Subject) {
    done(subject, &town::founded(1, 0, 500));
    done(subject, &[town::hold(1, 0, 300), town::hold(2, 0, 50)]);
    let reader = subject.reader();
    let over = AT.plus_ms(600_000);
    assert_eq!(reader.holds_due(crate::TimeMs(over.0 - 1), 10), Ok(vec![]));
    assert_eq!(reader.holds_due(over, 10), Ok(vec![HoldId(1), HoldId(2)]));
    assert_eq!(reader.holds_due(over, 1), Ok(vec![HoldId(1)]));
    done(subject, &[town::later(599_999, town::expire_hold(1))]);
    assert_eq!(state(subject, 1), HoldState::Pending, "too early changes nothing");
    let late = town::later(600_000, town::post_hold(9, 1, 300));
    assert_eq!(refused(&ask(subject, late)), Some(Rejection::HoldExpired), "not swept, yet over");
    assert_eq!(money(subject, town::account(0)), (500, 350), "it counts until it is ended");
    let expire = town::later(600_000, town::expire_hold(1));
    done(subject, &[expire.clone(), expire, town::later(600_001, town::void_hold(2))]);
    assert_eq!((state(subject, 1), state(subject, 2)), (HoldState::Expired, HoldState::Expired));
    assert_eq!(money(subject, town::account(0)), (500, 0));
    let late = town::later(600_000, town::post_hold(10, 1, 300));
    assert_eq!(refused(&ask(subject, late)), Some(Rejection::HoldExpired));
    done(subject, &[town::void_hold(1)]);
    assert_eq!(reader.holds_due(over, 10), Ok(vec![]));
    assert_audit_clean(subject);
}

/// Pending holds of an account are listed, those that end first in front; others are not.
///
/// # Panics
/// When the store breaks the contract.
pub fn pending_holds_are_listed(subject: &dyn Subject) {
    done(subject, &town::founded(2, 0, 500));
    let sooner = crate::command::Hold { open_for_s: 60, ..town::held(3, 0, 5) };
    done(
        subject,
        &[
            town::hold(1, 0, 10),
            town::hold(2, 0, 20),
            town::at_desk(3, crate::Command::Hold(sooner)),
            town::hold(4, 1, 40),
            town::hold(5, 0, 50),
            town::void_hold(2),
        ],
    );
    let reader = subject.reader();
    let ids = |limit| {
        let holds = reader.holds(town::account(0), limit).expect("the store works");
        holds.into_iter().map(|hold| hold.id.0).collect::<Vec<_>>()
    };
    assert_eq!((ids(10), ids(2), ids(0)), (vec![3, 1, 5], vec![3, 1], vec![]));
    let events = reader.events_of(town::account(1), 0, 100).expect("the store works").expect("few");
    let held =
        Happened::HoldChanged { hold: HoldId(4), debit: town::account(1), credit: town::desk() };
    assert_eq!(events.last().map(|event| event.happened), Some(held));
    assert_audit_clean(subject);
}

/// A post and a void race for one hold: one of them is done, and the money is in one place.
///
/// # Panics
/// When the store breaks the contract.
pub fn a_hold_is_posted_or_voided(subject: &dyn Subject) {
    done(subject, &town::founded(1, 0, 500));
    for id in 1..=4 {
        done(subject, &[town::top_up(100 + id, 0, 300), town::hold(id, 0, 300)]);
        let before = money(subject, town::account(0)).0;
        let lists = vec![vec![town::post_hold(200 + id, id, 300)], vec![town::void_hold(id)]];
        let outcomes = contend(subject, lists).concat();
        assert_eq!(outcomes.iter().filter(|outcome| outcome.is_ok()).count(), 1, "{outcomes:?}");
        let left = if outcomes[0].is_ok() { before - 300 } else { before };
        assert_eq!(money(subject, town::account(0)), (left, 0));
    }
    assert_audit_clean(subject);
}

/// A post just before its end and the expiry race for one hold: exactly one ends it.
///
/// # Panics
/// When the store breaks the contract.
pub fn a_hold_is_posted_or_expired(subject: &dyn Subject) {
    done(subject, &town::founded(1, 0, 500));
    for id in 1..=4 {
        done(subject, &[town::hold(id, 0, 100)]);
        let post = town::later(599_999, town::post_hold(200 + id, id, 100));
        let expire = town::later(600_000, town::expire_hold(id));
        let outcomes = contend(subject, vec![vec![post], vec![expire]]).concat();
        let expected = match &outcomes[0] {
            Ok(_) => HoldState::Posted(PaymentId(200 + id)),
            Err(refusal) => {
                assert_eq!(refusal.rejection, Rejection::HoldExpired);
                HoldState::Expired
            }
        };
        assert_eq!(state(subject, id), expected);
        assert_eq!(money(subject, town::account(0)).1, 0);
    }
    assert_audit_clean(subject);
}

/// Linked movements are done together; each sees what those before it did.
///
/// # Panics
/// When the store breaks the contract.
pub fn linked_movements_are_done_together(subject: &dyn Subject) {
    done(subject, &town::founded(2, 1, 500));
    done(subject, &[town::hold(1, 0, 400), town::hold(2, 1, 400)]);
    let (one, other, shop) = (town::account(0), town::account(1), town::merchant_account(0));
    let post = PostHold {
        hold: HoldId(1),
        payment: PaymentId(50),
        amount: town::amount(400),
        fee: FeeTerms::NONE,
    };
    let legs = vec![
        Leg::Void(VoidHold { hold: HoldId(2) }),
        // Released by the leg before.
        town::book(51, other, one, 500),
        Leg::Post(post),
        // Paid in by the second leg.
        town::book(52, one, shop, 600),
        Leg::Hold(crate::command::Hold { debit: shop, ..town::held(3, 0, 600) }),
    ];
    let linked = ask(subject, town::link(9, legs.clone()));
    assert_eq!(linked, Ok(Receipt::Linked(5)));
    assert_eq!(ask(subject, town::link(9, legs)), linked, "a retry is the same answer");
    assert_eq!((money(subject, one), money(subject, other)), ((0, 0), (0, 0)));
    assert_eq!((money(subject, shop), money(subject, town::desk())), ((600, 600), (-600, 0)));
    assert_audit_clean(subject);
}

/// One refused leg refuses all, and is named; nothing of the others is left.
///
/// # Panics
/// When the store breaks the contract.
pub fn linked_movements_are_refused_together(subject: &dyn Subject) {
    done(subject, &town::founded(2, 0, 500));
    done(subject, &[town::hold(1, 0, 100)]);
    let (one, other) = (town::account(0), town::account(1));
    // Together it would add up, but floors are checked after each leg.
    let too_early = vec![town::book(50, one, other, 450), town::book(51, other, one, 450)];
    let refusal = ask(subject, town::link(9, too_early)).expect_err("refused");
    assert_eq!((refusal.rejection, refusal.leg), (Rejection::InsufficientFunds, Some(1)));
    let post = PostHold {
        hold: HoldId(1),
        payment: PaymentId(52),
        amount: town::amount(100),
        fee: FeeTerms::NONE,
    };
    let twice = vec![Leg::Post(post), Leg::Void(VoidHold { hold: HoldId(1) })];
    let first = ask(subject, town::link(10, twice.clone()));
    let refusal = first.expect_err("refused");
    assert_eq!((refusal.rejection, refusal.leg), (Rejection::HoldPosted, Some(2)));
    assert_eq!(ask(subject, town::link(10, twice)), Err(refusal), "a retry is the same answer");
    assert_eq!(state(subject, 1), HoldState::Pending);
    assert_eq!((money(subject, one), money(subject, other)), ((500, 100), (500, 0)));
    assert_audit_clean(subject);
}
