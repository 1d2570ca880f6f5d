//! The ladder of a charge: each refusal but the first two uses the code up, so each rung needs a
//! newer one.

use super::*;
use crate::command::{ChargePayerCode, CommandKey, Scope};
use crate::id::PaymentId;
use crate::record::{Answered, Order, OrderState, TakenPayerCode};

/// The most that a holder's account takes.
const MAX: i64 = ::money::Amount::MINOR_MAX.cast_signed();

fn charge(scene: &mut Scene) -> &mut ChargePayerCode {
    town::charged(&mut scene.envelope)
}

/// Shows the next code.
fn next(scene: &mut Scene) {
    town::shown(&mut scene.envelope).step += 1;
}

fn order_there() -> Record {
    Record::Order(Order {
        id: crate::id::OrderId(1),
        merchant: town::merchant(0),
        amount: town::amount(1),
        note: None,
        opened_at: town::AT,
        expires_at: town::AT,
        asked: None,
        state: OrderState::Open,
    })
}

const CHARGE: [Rung; 16] = [
    (Rejection::IdempotencyConflict, |scene| {
        scene.envelope.key = None;
        town::forget_shown(&mut scene.envelope);
    }),
    (Rejection::PayerCodeUnknown, |scene| {
        charge(scene).shown = charge_of_step_9();
        assert_eq!(scene.ask(), Err(Rejection::PayerCodeUnknown.into()), "no such device");
        scene.put(device(0, 0, State::Closed));
        assert_eq!(scene.ask(), Err(Rejection::PayerCodeUnknown.into()), "removed");
        scene.put(device(0, 0, State::Active));
        assert_eq!(scene.ask(), Err(Rejection::PayerCodeUnknown.into()), "nobody's");
        scene.put(person(0, State::Closed, Pin::default()));
        assert_eq!(scene.ask(), Err(Rejection::PayerCodeUnknown.into()), "closed");
        scene.put(person(0, State::Active, Pin::default()));
    }),
    (Rejection::PayerCodeUsed, next),
    (Rejection::NoteMalformed, |scene| {
        assert_eq!(scene.ask(), Err(Rejection::PayerCodeUsed.into()), "it was used up");
        charge(scene).note = None;
        next(scene);
    }),
    (Rejection::MerchantUnknown, |scene| {
        scene.put(merchant(State::Closed));
        next(scene);
    }),
    (Rejection::MerchantClosed, |scene| {
        scene.put(merchant(State::Active));
        next(scene);
    }),
    (Rejection::IdentifierTaken, |scene| {
        charge(scene).payment = PaymentId(2);
        next(scene);
    }),
    (Rejection::AmountZero, |scene| {
        charge(scene).amount = town::amount(12);
        next(scene);
    }),
    (Rejection::AmountTooLarge, |scene| {
        charge(scene).payment_max_minor = 12;
        next(scene);
    }),
    (Rejection::PayerCodeCapped, |scene| {
        town::shown(&mut scene.envelope).cap_minor = Some(12);
        next(scene);
    }),
    (Rejection::PayeeClosed, |scene| {
        scene.put(merchant_account(MAX, yuan()));
        scene.put(account(0, 0, dollars()));
        next(scene);
    }),
    (Rejection::CurrencyMismatch, |scene| {
        scene.put(account(0, 11, yuan()));
        next(scene);
    }),
    (Rejection::InsufficientFunds, |scene| {
        scene.put(account(0, 12, yuan()));
        next(scene);
    }),
    (Rejection::BalanceTooLarge, |scene| {
        scene.put(merchant_account(0, yuan()));
        next(scene);
    }),
    (Rejection::GoodsMalformed, |scene| {
        charge(scene).goods = Some(tea(11));
        next(scene);
    }),
    (Rejection::GoodsSumDiffers, |scene| {
        charge(scene).goods = Some(tea(12));
        next(scene);
    }),
];

fn yuan() -> Currency {
    town::yuan()
}

fn charge_of_step_9() -> Option<crate::command::ShownCode> {
    let mut envelope = town::charge(1, 0, 0, 9, 0);
    let mut shown = *town::shown(&mut envelope);
    shown.cap_minor = Some(11);
    Some(shown)
}

pub(super) fn ladder() -> Vec<Rung> {
    CHARGE.to_vec()
}

#[test]
fn charging_a_payer_code_climbs_its_ladder() {
    let mut scene = Scene::new(town::charge(1, 0, 0, 9, 0));
    charge(&mut scene).note = Some("two\nlines".to_owned());
    charge(&mut scene).payment_max_minor = 11;
    charge(&mut scene).goods = Some(nameless());
    scene.put(order_there());
    scene.put(Record::TakenPayerCode(TakenPayerCode { device: town::device(0), step: 9 }));
    scene.put(Record::Answered(Answered {
        key: CommandKey { scope: Scope::Merchant(town::merchant(0)), id: 1 },
        fingerprint: [0; 32],
        outcome: Err(Rejection::AmountZero.into()),
        at: town::AT,
    }));
    scene.climb(&CHARGE);
}

#[test]
fn of_the_rules_of_quick_pay_the_first_one_asks() {
    let mut scene = Scene::new(town::charge(1, 0, 0, 1, 40_000));
    scene.envelope.key = None;
    for record in [
        device(0, 0, State::Active),
        person(0, State::Active, Pin::default()),
        account(0, 0, yuan()),
        merchant(State::Active),
        merchant_account(0, yuan()),
    ] {
        scene.put(record);
    }
    let rules = |scene: &mut Scene, id| {
        charge(scene).payment = PaymentId(id);
        next(scene);
        match scene.ask() {
            Ok(crate::Receipt::PinAsked { rule, .. }) => Some(rule),
            other => panic!("asked for a PIN, although there is no money: {other:?}"),
        }
    };
    use crate::quick_pay::QuickPayRule as Rule;
    charge(&mut scene).quick_pay.day_uses_max = 0;
    town::shown(&mut scene.envelope).revealed = true;
    assert_eq!(rules(&mut scene, 1), Some(Rule::Revealed));
    town::shown(&mut scene.envelope).revealed = false;
    assert_eq!(rules(&mut scene, 2), Some(Rule::Amount));
    charge(&mut scene).quick_pay.payment_max_minor = 40_000;
    assert_eq!(rules(&mut scene, 3), Some(Rule::DayCount));
    charge(&mut scene).quick_pay.day_uses_max = 1;
    assert_eq!(rules(&mut scene, 4), Some(Rule::DaySum));
    charge(&mut scene).quick_pay.day_max_minor = 40_000;
    charge(&mut scene).payment = PaymentId(5);
    next(&mut scene);
    assert_eq!(scene.ask(), Err(Rejection::InsufficientFunds.into()), "within quick pay");
}
