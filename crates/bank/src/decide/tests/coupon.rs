//! The ladders of batches of coupons, of receiving and of paying with them.

use super::*;
use crate::command::{
    ChangeStock, Command, Discounting, LimitStock, OpenStock, Payee, ReceiveCoupon, Refund,
};
use crate::contract::town::coupon as town_coupon;
use crate::id::{CouponId, PaymentId};
use crate::record::{Coupon, CouponState, Receiver, Stock};
use promotion::calendar::TimeMs;
use promotion::coupon::{AmountOff, Budget, Kind, Limits, Rules};
use promotion::{Change, State as StockState};
use town_coupon::{limits, rules};

pub(super) fn ladders() -> Vec<Vec<Rung>> {
    let lists = [OPEN.to_vec(), CHANGE.to_vec(), LIMIT.to_vec(), RECEIVE.to_vec(), PAY.to_vec()];
    lists.into_iter().chain([REFUND.to_vec()]).collect()
}

macro_rules! inside {
    ($name:ident, $command:ident) => {
        fn $name(scene: &mut Scene) -> &mut $command {
            match &mut scene.envelope.command {
                Command::$command(command) => command,
                other => panic!("another command: {other:?}"),
            }
        }
    };
}
inside!(open, OpenStock);
inside!(change, ChangeStock);
inside!(limit, LimitStock);
inside!(receive, ReceiveCoupon);
inside!(refund, Refund);

fn discount(scene: &mut Scene) -> &mut Discounting {
    match &mut scene.envelope.command {
        Command::Pay(pay) => pay.discount.as_mut().expect("a discount"),
        other => panic!("another command: {other:?}"),
    }
}

fn stock_of(rules: Rules, state: StockState) -> Stock {
    Stock {
        id: town_coupon::stock(0),
        title: "Ten off".to_owned(),
        budget: Budget::new(rules.limits, town_coupon::zone().local(TimeMs(town::AT.0)).day),
        account: Some(town_coupon::stock_account(0)),
        rules,
        is_listed: true,
        state,
        opened_at: town::AT,
    }
}

fn stock(rules: Rules, state: StockState) -> Record {
    Record::Stock(Box::new(stock_of(rules, state)))
}

fn stock_account(minor: i64) -> Record {
    Record::Account(Account {
        id: town_coupon::stock_account(0),
        owner: Owner::Stock(town_coupon::stock(0)),
        floor: Floor::Zero,
        balance: Balance::new(minor, town::yuan()).expect("in range"),
        held_minor: 0,
        version: 0,
        last_sequence: 0,
    })
}

fn unsound() -> Rules {
    Rules { per_person_max: 0, ..rules() }
}

fn forget_payment(scene: &mut Scene, id: u128) {
    scene.remove(&Key::Payment(PaymentId(id)));
}

/// A payment that has the identifier already.
fn taken(scene: &mut Scene, id: u128) {
    let mut founding = town::founded(1, 0, 0);
    founding.push(town::top_up(id, 0, 1));
    batch::run(&mut scene.store, &founding).expect("memory works");
}

const OPEN: [Rung; 4] = [
    (Rejection::IdentifierTaken, |scene| {
        scene.remove(&Key::Stock(town_coupon::stock(0)));
        assert_eq!(scene.ask(), Err(Rejection::StockTitleMalformed.into()));
    }),
    (Rejection::StockTitleMalformed, |scene| open(scene).title = "Ten off".to_owned()),
    (Rejection::StockRulesUnsound, |scene| open(scene).rules = town_coupon::funded_by(0)),
    (Rejection::StockFunderUnknown, |scene| {
        scene.put(merchant(State::Active));
        scene.put(merchant_account(0, dollars()));
        assert_eq!(scene.ask(), Err(Rejection::StockFunderUnknown.into()), "another currency");
        scene.put(merchant_account(0, town::yuan()));
    }),
];

#[test]
fn writing_a_batch_climbs_its_ladder() {
    let mut scene = Scene::new(town_coupon::open_stock(0, unsound()));
    open(&mut scene).title = "two\nlines".to_owned();
    scene.envelope.key = None;
    scene.put(stock(rules(), StockState::Draft));
    scene.climb(&OPEN);
}

const CHANGE: [Rung; 5] = [
    (Rejection::IdentifierTaken, |scene| forget_payment(scene, 1)),
    (Rejection::StockUnknown, |scene| scene.put(stock(unsound(), StockState::Ended))),
    (Rejection::StockRulesUnsound, |scene| {
        scene.put(stock(town_coupon::funded_by(0), StockState::Ended));
    }),
    (Rejection::StockStateDiffers, |scene| {
        scene.put(stock(town_coupon::funded_by(0), StockState::Draft));
        scene.put(stock_account(0));
        scene.put(merchant(State::Active));
        scene.put(merchant_account(199, town::yuan()));
    }),
    (Rejection::StockFundsShort, |scene| scene.put(merchant_account(200, town::yuan()))),
];

#[test]
fn starting_a_batch_climbs_its_ladder() {
    let mut scene = Scene::new(town_coupon::change_stock(1, 0, Change::Activate));
    change(&mut scene).change = Change::Activate;
    scene.envelope.key = None;
    taken(&mut scene, 1);
    scene.climb(&CHANGE);
}

const LIMIT: [Rung; 7] = [
    (Rejection::IdentifierTaken, |scene| forget_payment(scene, 1)),
    (Rejection::StockUnknown, |scene| {
        scene.put(stock(town_coupon::funded_by(0), StockState::Ended));
    }),
    (Rejection::StockRulesUnsound, |scene| limit(scene).limits = limits(1)),
    (Rejection::StockStateDiffers, |scene| {
        let mut stock = stock_of(town_coupon::funded_by(0), StockState::Active);
        stock.budget.pieces = 2;
        scene.put(Record::Stock(Box::new(stock)));
    }),
    (Rejection::StockBudgetStale, |scene| limit(scene).was = limits(20)),
    (Rejection::StockBudgetTaken, |scene| {
        limit(scene).limits = limits(21);
        scene.put(stock_account(200));
        scene.put(merchant(State::Active));
        scene.put(merchant_account(9, town::yuan()));
    }),
    (Rejection::StockFundsShort, |scene| scene.put(merchant_account(10, town::yuan()))),
];

#[test]
fn changing_a_budget_climbs_its_ladder() {
    let mut scene = Scene::new(town_coupon::limit_stock(1, 0, limits(19), limits(0)));
    scene.envelope.key = None;
    taken(&mut scene, 1);
    scene.climb(&LIMIT);
}

fn given_out(change: impl FnOnce(&mut Stock)) -> Record {
    let mut stock = stock_of(rules(), StockState::Active);
    change(&mut stock);
    Record::Stock(Box::new(stock))
}

fn received(count: u32) -> Record {
    let (stock, person) = (town_coupon::stock(0), town::person(0));
    Record::Receiver(Receiver { stock, person, count })
}

fn coupon(state: CouponState, owner: u32) -> Record {
    let (from, until) = (TimeMs(town::AT.0), TimeMs(town::AT.0 + 60_000));
    let (id, stock) = (CouponId(1), town_coupon::stock(0));
    Record::Coupon(Coupon {
        coupon: promotion::coupon::Coupon { id, stock, value_minor: None, from, until },
        person: town::person(owner),
        taken: promotion::coupon::Taken { reserved_minor: 10 },
        received_at: town::AT,
        state,
    })
}

const RECEIVE: [Rung; 10] = [
    (Rejection::PersonUnknown, |scene| scene.put(person(0, State::Closed, Pin::default()))),
    (Rejection::PersonClosed, |scene| scene.put(person(0, State::Active, Pin::default()))),
    (Rejection::IdentifierTaken, |scene| scene.remove(&Key::Coupon(CouponId(1)))),
    (Rejection::StockUnknown, |scene| scene.put(stock(rules(), StockState::Paused))),
    (Rejection::StockNotActive, |scene| {
        scene.put(given_out(|stock| {
            stock.rules.window.from = TimeMs(town::AT.0 + 1);
            stock.rules.window.until = TimeMs(town::AT.0 + 1);
            stock.budget.limits = Limits { pieces: 0, pieces_a_day: Some(0), ..limits(1) };
        }));
        scene.put(received(2));
    }),
    (Rejection::CouponTooEarly, |scene| {
        scene.put(given_out(|stock| {
            stock.rules.window.until = TimeMs(town::AT.0);
            stock.budget.limits = Limits { pieces: 0, pieces_a_day: Some(0), ..limits(1) };
        }));
    }),
    (Rejection::CouponTooLate, |scene| {
        scene.put(given_out(|stock| {
            stock.budget.limits = Limits { pieces: 0, pieces_a_day: Some(0), ..limits(1) };
        }));
    }),
    (Rejection::CouponPersonUsed, |scene| scene.put(received(1))),
    (Rejection::CouponsGone, |scene| {
        let day = Limits { pieces_a_day: Some(0), ..limits(1) };
        scene.put(given_out(|stock| stock.budget.limits = day));
    }),
    (Rejection::CouponsGoneToday, |scene| scene.put(given_out(|_| ()))),
];

#[test]
fn receiving_a_coupon_climbs_its_ladder() {
    let mut scene = Scene::new(town_coupon::receive(1, 0, 0));
    receive(&mut scene).coupon = CouponId(1);
    scene.envelope.key = None;
    scene.put(coupon(CouponState::Held, 0));
    scene.climb(&RECEIVE);
}

const PAY: [Rung; 6] = [
    (Rejection::InsufficientFunds, |scene| scene.put(account(0, 90, town::yuan()))),
    (Rejection::CouponsNotTaken, |scene| match &mut scene.envelope.command {
        Command::Pay(pay) => pay.payee = Payee::Label(town::label(0)),
        other => panic!("another command: {other:?}"),
    }),
    (Rejection::CouponUnknown, |scene| {
        scene.put(coupon(CouponState::Held, 1));
        assert_eq!(scene.ask(), Err(Rejection::CouponUnknown.into()), "somebody else's");
        scene.put(coupon(CouponState::Used(PaymentId(9)), 0));
    }),
    (Rejection::CouponUsed, |scene| scene.put(coupon(CouponState::Lapsed, 0))),
    (Rejection::CouponLapsed, |scene| {
        scene.put(coupon(CouponState::Held, 0));
        scene.envelope.at = town::AT.plus_ms(60_000);
        assert_eq!(scene.ask(), Err(Rejection::CouponLapsed.into()), "not swept yet");
        scene.envelope.at = town::AT;
        discount(scene).total = town::amount(101);
    }),
    (Rejection::CouponPriceDiffers, |scene| discount(scene).total = town::amount(100)),
];

#[test]
fn paying_with_coupons_climbs_its_ladder() {
    let to_person = Payee::Receive(town::receive_code(1));
    let mut scene = Scene::new(town_coupon::pay_less(5, 0, to_person, (100, 90), &[1]));
    scene.envelope.key = None;
    for n in 0..2 {
        scene.put(person(n, State::Active, Pin::default()));
        scene.put(account(n, 0, town::yuan()));
        scene.put(receive_code(n));
    }
    scene.put(label(State::Active));
    scene.put(merchant(State::Active));
    scene.put(merchant_account(0, town::yuan()));
    scene.put(given_out(|stock| (stock.budget, _) = taken_budget(stock)));
    scene.put(stock_account(200));
    scene.climb(&PAY);
}

fn taken_budget(stock: &Stock) -> (Budget, promotion::coupon::Taken) {
    stock.budget.take(10, stock.budget.day).expect("there is money")
}

const REFUND: [Rung; 1] = [(Rejection::RefundTooSmall, |scene| {
    refund(scene).amount = town::amount(51);
})];

#[test]
fn refunding_what_coupons_paid_climbs_its_ladder() {
    // 0.49 of 0.51 were saved: the first cent of the price brings no money back.
    let mut scene = Scene::new(town::refund(11, 10, 0, 1));
    scene.envelope.key = None;
    let off = AmountOff { threshold_minor: 50, off_minor: 49 };
    let rules = Rules { kind: Kind::AmountOff(off), limits: limits(50), ..rules() };
    let mut lived = town::founded(1, 1, 500);
    lived.extend(town_coupon::given_out(0, rules));
    let shop = Payee::Label(town::label(0));
    lived
        .extend([town_coupon::receive(1, 0, 0), town_coupon::pay_less(10, 0, shop, (51, 2), &[1])]);
    let outcomes = batch::run(&mut scene.store, &lived).expect("memory works");
    assert!(outcomes.iter().all(Result::is_ok), "{outcomes:?}");
    scene.climb(&REFUND);
}
