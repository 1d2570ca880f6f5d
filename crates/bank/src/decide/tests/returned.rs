//! Ladders of what takes money or orders back.

use super::money::{order, town_scene, yuan};
use super::*;
use crate::command::{Command, Refund, ReverseOrder};
use crate::id::{LabelId, OrderId, PaymentId};
use crate::record::{Order, OrderState, Payment, PaymentKind, Returned};
use crate::refund::{REFUND_APART_MS, REFUND_WITHIN_MS, REFUNDS_MAX};
use crate::{REVERSIBLE_AFTER_MS, TimeMs};
use std::sync::Arc;

/// The most that a holder's account takes.
const MAX: i64 = ::money::Amount::MINOR_MAX.cast_signed();

pub(super) fn ladders() -> Vec<Vec<Rung>> {
    vec![REFUND.to_vec(), REVERSE.to_vec(), EXPIRE.to_vec()]
}

/// Payment 9: person 0 paid the shop 100.
fn payment(kind: PaymentKind, at: TimeMs) -> Record {
    Record::Payment(Arc::new(Payment {
        id: PaymentId(9),
        kind,
        debit: town::account(0),
        credit: town::merchant_account(0),
        amount: town::amount(100),
        payer_name: String::new(),
        payee_name: String::new(),
        note: None,
        at,
        sequence: 0,
        journal_hash: [0; 32],
        debit_previous: 0,
        credit_previous: 0,
        evidence: None,
    }))
}

fn label_payment(at: TimeMs) -> Record {
    payment(PaymentKind::Label(LabelId(1)), at)
}

fn returned(minor: u64, count: u32, last_at: TimeMs, reversal: Option<PaymentId>) -> Record {
    let payment = PaymentId(9);
    Record::Returned(Returned { payment, minor, count, last_at, reversal })
}

fn refund(scene: &mut Scene) -> &mut Refund {
    match &mut scene.envelope.command {
        Command::Refund(refund) => refund,
        other => panic!("a refund, not {other:?}"),
    }
}

/// A moment from which `ms` have passed until now.
fn before(ms: u64) -> TimeMs {
    TimeMs(town::AT.0 - ms)
}

const REFUND: [Rung; 15] = [
    (Rejection::IdempotencyConflict, |scene| scene.envelope.key = None),
    (Rejection::NoteMalformed, |scene| refund(scene).reason = None),
    (Rejection::MerchantUnknown, |scene| scene.put(merchant(State::Closed))),
    (Rejection::IdentifierTaken, |scene| refund(scene).refund = PaymentId(2)),
    (Rejection::AmountZero, |scene| {
        scene.put(payment(PaymentKind::Booking, before(REFUND_WITHIN_MS + 1)));
        refund(scene).amount = ::money::Amount::new(51, dollars()).expect("in range");
    }),
    (Rejection::CurrencyMismatch, |scene| {
        scene.remove(&Key::Payment(PaymentId(9)));
        refund(scene).amount = town::amount(51);
    }),
    (Rejection::PaymentUnknown, |scene| {
        scene.put(payment(PaymentKind::Booking, before(REFUND_WITHIN_MS + 1)));
    }),
    (Rejection::PaymentNotRefundable, |scene| {
        for kind in [PaymentKind::TopUp, PaymentKind::Refund(PaymentId(3))] {
            scene.put(payment(kind, town::AT));
            assert_eq!(scene.ask(), Err(Rejection::PaymentNotRefundable.into()));
        }
        scene.put(label_payment(before(REFUND_WITHIN_MS + 1)));
        scene.put(returned(100, 1, town::AT, Some(PaymentId(3))));
    }),
    (Rejection::PaymentReversed, |scene| scene.put(returned(50, REFUNDS_MAX, town::AT, None))),
    (Rejection::RefundTooLate, |scene| scene.put(label_payment(before(REFUND_WITHIN_MS)))),
    (Rejection::RefundTooSoon, |scene| {
        scene.put(returned(50, REFUNDS_MAX, before(REFUND_APART_MS - 1), None));
        assert_eq!(scene.ask(), Err(Rejection::RefundTooSoon.into()));
        scene.put(returned(50, REFUNDS_MAX, before(REFUND_APART_MS), None));
    }),
    (Rejection::RefundsUsed, |scene| {
        scene.put(returned(50, REFUNDS_MAX - 1, before(REFUND_APART_MS), None));
    }),
    (Rejection::RefundTooMuch, |scene| refund(scene).amount = town::amount(50)),
    (Rejection::InsufficientFunds, |scene| scene.put(merchant_account(50, yuan()))),
    (Rejection::BalanceTooLarge, |scene| scene.put(account(0, MAX - 50, yuan()))),
];

#[test]
fn refunding_climbs_its_ladder() {
    let mut scene = town_scene(town::refund(1, 9, 0, 0));
    refund(&mut scene).reason = Some("two\nlines".to_owned());
    scene.put(merchant_account(49, yuan()));
    scene.put(account(0, MAX, yuan()));
    scene.climb(&REFUND);
}

fn reverse(scene: &mut Scene) -> &mut ReverseOrder {
    match &mut scene.envelope.command {
        Command::ReverseOrder(reverse) => reverse,
        other => panic!("a reversal, not {other:?}"),
    }
}

/// Order 1, which was opened so long ago.
fn opened(before_ms: u64, state: OrderState) -> Record {
    match order(state, town::AT) {
        Record::Order(order) => Record::Order(Order { opened_at: before(before_ms), ..order }),
        other => other,
    }
}

const REFUNDED: OrderState =
    OrderState::Refunded { payment: PaymentId(9), at: town::AT, refunded_minor: 1 };

const REVERSE: [Rung; 8] = [
    (Rejection::MerchantUnknown, |scene| scene.put(merchant(State::Closed))),
    (Rejection::IdentifierTaken, |scene| {
        reverse(scene).reversal = PaymentId(2);
        scene.put(opened(REVERSIBLE_AFTER_MS - 1, REFUNDED));
    }),
    (Rejection::ReversalTooSoon, |scene| scene.put(opened(REVERSIBLE_AFTER_MS, REFUNDED))),
    (Rejection::ReversalTooLate, |scene| {
        reverse(scene).day_began_at = before(REVERSIBLE_AFTER_MS);
        scene.remove(&Key::Order(OrderId(1)));
    }),
    (Rejection::OrderUnknown, |scene| scene.put(opened(REVERSIBLE_AFTER_MS, REFUNDED))),
    (Rejection::OrderRefunded, |scene| {
        scene.put(payment(PaymentKind::Order(OrderId(1)), town::AT));
        let paid = OrderState::Paid { payment: PaymentId(9), at: town::AT };
        scene.put(opened(REVERSIBLE_AFTER_MS, paid));
    }),
    (Rejection::InsufficientFunds, |scene| scene.put(merchant_account(100, yuan()))),
    (Rejection::BalanceTooLarge, |scene| scene.put(account(0, MAX - 100, yuan()))),
];

#[test]
fn reversing_climbs_its_ladder() {
    let mut scene = town_scene(town::reverse(1, 0, 1));
    scene.envelope.at = town::AT;
    reverse(&mut scene).day_began_at = before(0);
    scene.put(merchant_account(99, yuan()));
    scene.put(account(0, MAX, yuan()));
    scene.climb(&REVERSE);
}

const EXPIRE: [Rung; 1] = [(Rejection::OrderUnknown, |scene| {
    scene.put(merchant(State::Closed));
    scene.put(order(OrderState::Open, town::AT));
})];

#[test]
fn ending_an_order_climbs_its_ladder() {
    Scene::new(town::expire_order(1)).climb(&EXPIRE);
}
