//! Ladders of the commands that move money, and of the orders that they settle.

use super::*;
use crate::command::{
    CloseOrder, Command, CommandKey, OpenOrder, Pay, Payee, PinCheck, Scope, TopUp,
};
use crate::id::{AccountId, OrderId, PaymentId, TimeMs};
use crate::record::{Answered, Evidence, Order, OrderState, Payment, PaymentKind};
use std::sync::Arc;

/// The most that a holder's account takes.
const MAX: i64 = ::money::Amount::MINOR_MAX.cast_signed();

pub(super) fn ladders() -> Vec<Vec<Rung>> {
    vec![
        pay_label(),
        PAY_ORDER.to_vec(),
        vec![PAID_BY_OTHER],
        vec![IN_PARTS],
        PAY_PERSON.to_vec(),
        top_up(),
        OPEN_ORDER.to_vec(),
        CLOSE_ORDER.to_vec(),
    ]
}

fn pay(scene: &mut Scene) -> &mut Pay {
    match &mut scene.envelope.command {
        Command::Pay(pay) => pay,
        other => panic!("a payment, not {other:?}"),
    }
}

pub(super) fn yuan() -> Currency {
    town::yuan()
}

/// A payment that nothing speaks for: zero, expired, ill noted, to who knows whom.
fn bad_pay(payee: Payee) -> Scene {
    let mut pay = town::order_to_pay(1, 0, payee, 0);
    pay.note = Some("two\nlines".to_owned());
    pay.order_expires_at = TimeMs(town::AT.0 - 1);
    pay.payment_max_minor = 10;
    pay.pin_from_minor = 0;
    town_scene(town::signed(town::device(0), 1, town::pay_with(pay)))
}

/// A payment that was made.
fn payment_of(id: u128, debit: AccountId) -> Record {
    Record::Payment(Arc::new(Payment {
        id: PaymentId(id),
        kind: PaymentKind::TopUp,
        debit,
        credit: town::account(0),
        amount: town::amount(1),
        payer_name: String::new(),
        payee_name: String::new(),
        note: None,
        at: town::AT,
        sequence: 0,
        journal_hash: [0; 32],
        debit_previous: 0,
        credit_previous: 0,
        evidence: None::<Evidence>,
    }))
}

/// Nonce 1 is used, payment 1 is made, key 1 is answered.
pub(super) fn town_scene(envelope: Envelope) -> Scene {
    let mut scene = Scene::new(envelope);
    let nonce_expires_at = town::AT.plus_ms(300_000);
    scene.put(Record::Nonce(crate::record::Nonce {
        device: town::device(0),
        nonce: 1,
        expires_at: nonce_expires_at,
    }));
    scene.put(payment_of(1, town::desk()));
    for scope in
        [Scope::Person(town::person(0)), Scope::Operator, Scope::Merchant(town::merchant(0))]
    {
        scene.put(Record::Answered(Answered {
            key: CommandKey { scope, id: 1 },
            fingerprint: [0; 32],
            outcome: Err(Rejection::AmountZero.into()),
            at: town::AT,
        }));
    }
    scene.replays = true;
    scene
}

/// Up to what is paid, all payments are alike.
const PAY: [Rung; 11] = [
    (Rejection::SignatureReplayed, |scene| scene.replays = false),
    (Rejection::DeviceUnknown, |scene| scene.put(device(0, 0, State::Closed))),
    (Rejection::DeviceRevoked, |scene| scene.put(device(0, 0, State::Active))),
    (Rejection::IdempotencyConflict, |scene| scene.envelope.key = None),
    (Rejection::PersonUnknown, |scene| {
        scene.put(account(0, 0, yuan()));
        scene.put(person(0, State::Closed, Pin::default()));
    }),
    (Rejection::PersonClosed, |scene| scene.put(person(0, State::Active, Pin::default()))),
    (Rejection::NoteMalformed, |scene| pay(scene).note = None),
    (Rejection::IdentifierTaken, |scene| pay(scene).payment = PaymentId(2)),
    (Rejection::PaymentOrderExpired, |scene| pay(scene).order_expires_at = town::AT),
    (Rejection::AmountZero, |scene| pay(scene).amount = town::amount(11)),
    (Rejection::AmountTooLarge, |scene| pay(scene).payment_max_minor = 11),
];

fn pay_label() -> Vec<Rung> {
    let payee: [Rung; 10] = [
        (Rejection::LabelUnknown, |scene| scene.put(label(State::Closed))),
        (Rejection::LabelClosed, |scene| {
            scene.put(merchant(State::Closed));
            scene.put(label(State::Active));
        }),
        (Rejection::PayeeClosed, |scene| {
            scene.put(merchant_account(MAX, dollars()));
            let Record::Account(own) = merchant_account(MAX, dollars()) else { return };
            let owner = Owner::Person(town::person(0));
            scene.put(Record::Account(Account { owner, ..own }));
            scene.put(merchant(State::Active));
        }),
        (Rejection::PayeeIsPayer, |scene| scene.put(merchant_account(MAX, dollars()))),
        (Rejection::CurrencyMismatch, |scene| scene.put(merchant_account(MAX, yuan()))),
        (Rejection::PinNotSet, |scene| {
            let locked_until = Some(town::AT.plus_ms(1));
            scene.put(person(0, State::Active, Pin { locked_until, ..pin_set() }));
        }),
        (Rejection::PinLocked, |scene| {
            let locked_until = Some(town::AT);
            scene.put(person(0, State::Active, Pin { locked_until, ..pin_set() }));
        }),
        (Rejection::PinMissing, |scene| pay(scene).pin = PinCheck::Right),
        (Rejection::InsufficientFunds, |scene| scene.put(account(0, 11, yuan()))),
        (Rejection::BalanceTooLarge, |scene| scene.put(merchant_account(MAX - 11, yuan()))),
    ];
    [PAY.as_slice(), &payee].concat()
}

pub(super) fn order(state: OrderState, expires_at: TimeMs) -> Record {
    Record::Order(Order {
        id: OrderId(1),
        merchant: town::merchant(0),
        amount: town::amount(12),
        note: None,
        opened_at: town::AT,
        expires_at,
        asked: None,
        state,
    })
}

fn open_order_of(minor: u64) -> Record {
    let Record::Order(open) = order(OrderState::Open, town::AT.plus_ms(1)) else {
        panic!("an order")
    };
    Record::Order(Order { amount: town::amount(minor), ..open })
}

/// One person pays an order: who asks next is told so, and pays another one.
const PAID_BY_OTHER: Rung = (Rejection::OrderPaidByOther, |scene| {
    scene.put(open_order_of(11));
});

/// And the whole of it.
const IN_PARTS: Rung = (Rejection::OrderInParts, |scene| scene.put(open_order_of(11)));

const PAY_ORDER: [Rung; 8] = [
    (Rejection::OrderReversed, |scene| scene.remove(&Key::Order(OrderId(1)))),
    (Rejection::OrderUnknown, |scene| {
        let paid = OrderState::Paid { payment: PaymentId(9), at: town::AT };
        scene.put(order(paid, town::AT));
    }),
    (Rejection::OrderPaid, |scene| {
        scene.put(order(OrderState::Closed, town::AT.plus_ms(1)));
    }),
    (Rejection::OrderClosed, |scene| scene.put(order(OrderState::Open, town::AT))),
    (Rejection::OrderExpired, |scene| scene.put(open_order_of(10))),
    (Rejection::OrderAmountDiffers, |scene| scene.put(open_order_of(11))),
    (Rejection::PayeeClosed, |scene| {
        scene.put(merchant(State::Active));
        scene.put(merchant_account(0, yuan()));
    }),
    (Rejection::InsufficientFunds, |scene| scene.put(account(0, 12, yuan()))),
];

const PAY_PERSON: [Rung; 5] = [
    (Rejection::ReceiveCodeUnknown, |scene| scene.put(receive_code(1))),
    (Rejection::PayeeClosed, |scene| {
        scene.put(account(1, 0, dollars()));
        scene.put(person(1, State::Active, Pin::default()));
        scene.put(receive_code(0));
        pay(scene).payee = Payee::Receive(town::receive_code(0));
    }),
    (Rejection::PayeeIsPayer, |scene| {
        pay(scene).payee = Payee::Receive(town::receive_code(1));
    }),
    (Rejection::CurrencyMismatch, |scene| scene.put(account(1, 0, yuan()))),
    (Rejection::InsufficientFunds, |scene| scene.put(account(0, 12, yuan()))),
];

#[test]
fn paying_a_label_climbs_its_ladder() {
    bad_pay(Payee::Label(town::label(0))).climb(&pay_label());
}

fn good_payer(payee: Payee) -> Scene {
    let mut pay = town::order_to_pay(2, 0, payee, 11);
    pay.payment_max_minor = 12;
    let mut scene = Scene::new(town::pay_with(pay));
    scene.envelope.key = None;
    scene.put(person(0, State::Active, Pin::default()));
    scene.put(account(0, 0, yuan()));
    scene
}

#[test]
fn paying_an_order_climbs_its_ladder() {
    let mut scene = good_payer(Payee::Order(OrderId(1)));
    let reversed = OrderState::Reversed { payment: None, at: town::AT };
    scene.put(order(reversed, town::AT));
    scene.climb(&PAY_ORDER);
}

#[test]
fn one_person_pays_an_order_and_the_whole_of_it() {
    let scene = || {
        let mut scene = good_payer(Payee::Order(OrderId(1)));
        scene.put(merchant(State::Active));
        scene.put(merchant_account(0, yuan()));
        scene.put(account(0, 11, yuan()));
        scene
    };
    let mut paid = scene();
    let state = OrderState::Paid { payment: PaymentId(2), at: town::AT };
    paid.put(order(state, town::AT.plus_ms(1)));
    paid.put(payment_of(2, town::account(1)));
    pay(&mut paid).payment = PaymentId(3);
    paid.climb(&[PAID_BY_OTHER]);
    let mut part = scene();
    part.put(open_order_of(12));
    part.climb(&[IN_PARTS]);
}

#[test]
fn paying_a_person_climbs_its_ladder() {
    good_payer(Payee::Receive(town::receive_code(1))).climb(&PAY_PERSON);
}

fn command_of_top_up(scene: &mut Scene) -> &mut TopUp {
    match &mut scene.envelope.command {
        Command::TopUp(top_up) => top_up,
        other => panic!("a top-up, not {other:?}"),
    }
}

fn top_up() -> Vec<Rung> {
    vec![
        (Rejection::IdempotencyConflict, |scene| scene.envelope.key = None),
        (Rejection::PersonUnknown, |scene| scene.put(person(0, State::Closed, Pin::default()))),
        (Rejection::PersonClosed, |scene| scene.put(person(0, State::Active, Pin::default()))),
        (Rejection::NoteMalformed, |scene| command_of_top_up(scene).note = None),
        (Rejection::IdentifierTaken, |scene| command_of_top_up(scene).payment = PaymentId(2)),
        (Rejection::DeskUnknown, |scene| {
            // Somebody else's account under that identifier is no desk.
            let Record::Account(other) = account(0, MAX, yuan()) else { return };
            scene.put(Record::Account(Account { id: town::desk(), ..other }));
            assert_eq!(scene.ask(), Err(Rejection::DeskUnknown.into()));
            scene.put(Record::Account(Account {
                id: town::desk(),
                owner: Owner::Desk,
                floor: Floor::None,
                balance: Balance::zero(yuan()),
                held_minor: 0,
                version: 0,
                last_sequence: 0,
            }));
        }),
        (Rejection::AmountZero, |scene| {
            scene.put(account(0, MAX, dollars()));
            command_of_top_up(scene).amount = town::amount(1);
        }),
        (Rejection::CurrencyMismatch, |scene| scene.put(account(0, MAX, yuan()))),
        (Rejection::BalanceTooLarge, |scene| scene.put(account(0, MAX - 1, yuan()))),
    ]
}

#[test]
fn topping_up_climbs_its_ladder() {
    let mut scene = town_scene(town::top_up(1, 0, 0));
    command_of_top_up(&mut scene).note = Some("x".repeat(65));
    scene.climb(&top_up());
}

fn open_order(scene: &mut Scene) -> &mut OpenOrder {
    match &mut scene.envelope.command {
        Command::OpenOrder(open_order) => open_order,
        other => panic!("an order, not {other:?}"),
    }
}

const OPEN_ORDER: [Rung; 12] = [
    (Rejection::IdempotencyConflict, |scene| scene.envelope.key = None),
    (Rejection::NoteMalformed, |scene| open_order(scene).note = None),
    (Rejection::MerchantUnknown, |scene| {
        scene.put(order(OrderState::Closed, town::AT));
        scene.put(merchant(State::Closed));
    }),
    (Rejection::MerchantClosed, |scene| scene.put(merchant(State::Active))),
    (Rejection::IdentifierTaken, |scene| open_order(scene).order = OrderId(2)),
    (Rejection::AmountZero, |scene| {
        open_order(scene).amount = town::amount(2);
        open_order(scene).payment_max_minor = 1;
    }),
    (Rejection::AmountTooLarge, |scene| open_order(scene).payment_max_minor = 2),
    (Rejection::OrderTimeInvalid, |scene| {
        scene.put(merchant_account(0, dollars()));
        open_order(scene).open_for_s = 86_401;
        assert_eq!(scene.ask(), Err(Rejection::OrderTimeInvalid.into()));
        open_order(scene).open_for_s = 86_400;
    }),
    (Rejection::CurrencyMismatch, |scene| {
        scene.put(merchant_account(0, yuan()));
        scene.put(merchant(State::Limited));
    }),
    (Rejection::MerchantLimited, |scene| scene.put(merchant(State::Active))),
    (Rejection::GoodsMalformed, |scene| open_order(scene).goods = Some(tea(1))),
    (Rejection::GoodsSumDiffers, |scene| open_order(scene).goods = Some(tea(2))),
];

#[test]
fn opening_an_order_climbs_its_ladder() {
    let mut scene = town_scene(town::open_order(1, 0, 0));
    open_order(&mut scene).note = Some("\u{202E}".to_owned());
    open_order(&mut scene).open_for_s = 0;
    open_order(&mut scene).goods = Some(nameless());
    scene.climb(&OPEN_ORDER);
}

const CLOSE_ORDER: [Rung; 3] = [
    (Rejection::MerchantUnknown, |scene| scene.put(merchant(State::Closed))),
    (Rejection::OrderUnknown, |scene| {
        let Record::Order(other) = order(OrderState::Open, town::AT) else { return };
        scene.put(Record::Order(Order { merchant: town::merchant(1), ..other }));
        assert_eq!(scene.ask(), Err(Rejection::OrderUnknown.into()), "another merchant's");
        let paid = OrderState::Paid { payment: PaymentId(9), at: town::AT };
        scene.put(order(paid, town::AT));
    }),
    (Rejection::OrderPaid, |scene| scene.put(order(OrderState::Open, town::AT))),
];

#[test]
fn closing_an_order_climbs_its_ladder() {
    let (order, merchant) = (OrderId(1), town::merchant(0));
    Scene::new(town::plain(Command::CloseOrder(CloseOrder { order, merchant })))
        .climb(&CLOSE_ORDER);
}

#[test]
fn a_label_of_a_shop_whose_account_is_gone_cannot_be_paid() {
    let mut scene = good_payer(Payee::Label(town::label(0)));
    scene.put(label(State::Active));
    scene.put(merchant(State::Active));
    scene.remove(&Key::Account(town::merchant_account(0)));
    assert_eq!(scene.ask(), Err(Rejection::PayeeClosed.into()));
}
