//! Goods of orders: they come to the amount, coupons see them piece by piece, and nothing about
//! them changes once they are there.

use crate::command::{Command, Payee};
use crate::contract::town::{self, coupon as town_coupon, goods as town_goods};
use crate::contract::{Subject, ask, assert_audit_clean, done};
use crate::id::{AccountId, CouponId, OrderId, PaymentId};
use crate::key::{self, Key};
use crate::receipt::{Outcome, Receipt};
use crate::record::{CouponState, OrderGoods, Record};
use crate::rejection::Rejection;
use promotion::coupon::{AmountOff, Basket, GoodsLine, Kind, Limits, PercentOff, Rules, Scope};
use town_coupon::{given_out, limits, pay_less, receive, rules};
use town_goods::{basket, hundred, line, only, with_goods};

const MINUTE: u64 = 60_000;

fn refused(outcome: &Outcome) -> Option<Rejection> {
    outcome.as_ref().err().map(|refusal| refusal.rejection)
}

fn balance(subject: &dyn Subject, account: AccountId) -> i64 {
    match subject.reader().record(&Key::Account(account)) {
        Ok(Some(Record::Account(account))) => account.balance.minor(),
        other => panic!("an account, not {other:?}"),
    }
}

fn kept(subject: &dyn Subject, order: u128) -> Option<Basket> {
    match subject.reader().record(&Key::Goods(OrderId(order))).expect("reads") {
        Some(Record::Goods(goods)) => Some(goods.basket),
        _ => None,
    }
}

fn off(threshold_minor: u64, off_minor: u64, scope: Scope) -> Rules {
    let limits = Limits { money_minor: 2 * off_minor, ..limits(2) };
    Rules {
        kind: Kind::AmountOff(AmountOff { threshold_minor, off_minor }),
        scope,
        limits,
        ..rules()
    }
}

/// Two people with 1,000 whose devices show codes, two shops, batch 0 of these rules, and coupons 1
/// and 2 of person 0.
fn promised(subject: &dyn Subject, rules: Rules) {
    done(subject, &town::founded_with_devices(2, 2, 1_000));
    done(subject, &given_out(0, rules));
    done(subject, &[receive(1, 0, 0), receive(2, 0, 0)]);
}

fn of_order(id: u128) -> Payee {
    Payee::Order(OrderId(id))
}

/// A coupon for an item takes a part of one piece, two take a part of one each, and where no such
/// piece is, or nothing is known of what is sold, the price is another one.
///
/// # Panics
/// When the store breaks the contract.
pub fn an_item_coupon_takes_only_its_item(subject: &dyn Subject) {
    let half = PercentOff { threshold_minor: 15, basis_points: 5_000, cap_minor: 50 };
    let limits = Limits { money_minor: 100, ..limits(2) };
    let scope = Scope::Item(only("drink"));
    promised(subject, Rules { kind: Kind::PercentOff(half), scope, limits, ..rules() });
    let cakes = || basket(vec![line("Cake", 2, 50, &["sweet"])]);
    done(
        subject,
        &[
            with_goods(town::open_order(7, 0, 100), hundred()),
            with_goods(town::open_order(8, 0, 100), cakes()),
            town::open_order(9, 0, 100),
        ],
    );
    assert_eq!(kept(subject, 7), Some(hundred()));
    assert_eq!(kept(subject, 9), None);
    for id in [8, 9] {
        let not_in_it = ask(subject, pay_less(20 + id, 0, of_order(id), (100, 90), &[1]));
        assert_eq!(refused(&not_in_it), Some(Rejection::CouponPriceDiffers), "order {id}");
    }
    // Half of one tea of 20, not of both, nor of the 100.
    for wrong in [80, 60, 50] {
        let id = 30 + u128::from(wrong);
        let another = ask(subject, pay_less(id, 0, of_order(7), (100, wrong), &[1]));
        assert_eq!(refused(&another), Some(Rejection::CouponPriceDiffers), "{wrong}");
    }
    done(subject, &[pay_less(10, 0, of_order(7), (100, 80), &[1, 2])]);
    assert_eq!(balance(subject, town::account(0)), 920);
    assert_eq!(balance(subject, town::merchant_account(0)), 100);
    assert_eq!(balance(subject, town_coupon::stock_account(0)), 80);
    assert_audit_clean(subject);
}

/// The threshold of a coupon for some goods counts those alone, and it takes no more than they
/// cost.
///
/// # Panics
/// When the store breaks the contract.
pub fn a_threshold_counts_only_the_goods_that_count(subject: &dyn Subject) {
    promised(subject, off(41, 40, Scope::Order(only("drink"))));
    let teas = |pieces: u32| {
        let cake = line("Cake", 1, 100 - u64::from(pieces) * 21, &["sweet"]);
        basket(vec![line("Tea", pieces, 21, &["drink"]), cake])
    };
    done(
        subject,
        &[
            with_goods(town::open_order(7, 0, 100), teas(1)),
            with_goods(town::open_order(8, 0, 100), teas(2)),
        ],
    );
    let short = ask(subject, pay_less(10, 0, of_order(7), (100, 60), &[1]));
    assert_eq!(refused(&short), Some(Rejection::CouponPriceDiffers));
    done(subject, &[pay_less(11, 0, of_order(8), (100, 60), &[1])]);
    assert_eq!(balance(subject, town::account(0)), 940);
    assert_audit_clean(subject);
}

/// Goods that come to more or less than the order, or whose names are none, open nothing and charge
/// nothing.
///
/// # Panics
/// When the store breaks the contract.
pub fn attack_goods_that_come_to_another_amount_are_refused(subject: &dyn Subject) {
    promised(subject, rules());
    let sum = Some(Rejection::GoodsSumDiffers);
    for (id, minor) in [(7, 99), (8, 101)] {
        let order = with_goods(town::open_order(id, 0, minor), hundred());
        assert_eq!(refused(&ask(subject, order)), sum);
        let charge = with_goods(town::charge(id + 10, 0, 0, 40 + minor, minor), hundred());
        assert_eq!(refused(&ask(subject, charge)), sum);
        assert_eq!((kept(subject, id), kept(subject, id + 10)), (None, None));
    }
    let long = "x".repeat(41);
    for (id, name) in (30..).zip(["", " ", " Tea", "T\nea", "T\u{202E}ea", &long]) {
        let goods = basket(vec![line(name, 1, 100, &[])]);
        let order = with_goods(town::open_order(id, 0, 100), goods);
        let malformed = Some(Rejection::GoodsMalformed);
        assert_eq!(refused(&ask(subject, order)), malformed, "{name:?}");
    }
    let named = basket(vec![line(&"券".repeat(40), 1, 100, &[])]);
    done(subject, &[with_goods(town::open_order(50, 0, 100), named)]);
    assert_eq!(balance(subject, town::account(0)), 1_000);
    assert_audit_clean(subject);
}

/// The same order with the same goods has the same answer, and with any others none.
///
/// # Panics
/// When the store breaks the contract.
pub fn attack_goods_asked_again_with_others_conflict(subject: &dyn Subject) {
    promised(subject, rules());
    let asked = [town::open_order(7, 0, 100), town::charge(8, 0, 0, 50, 100)];
    for envelope in asked {
        let first = ask(subject, with_goods(envelope.clone(), hundred()));
        assert!(first.is_ok(), "{first:?}");
        assert_eq!(ask(subject, with_goods(envelope.clone(), hundred())), first);
        let conflict = Some(Rejection::IdempotencyConflict);
        assert_eq!(refused(&ask(subject, envelope.clone())), conflict, "without any");
        for other in town_goods::others() {
            let again = ask(subject, with_goods(envelope.clone(), other));
            assert_eq!(refused(&again), conflict);
        }
    }
    for id in [7, 8] {
        assert_eq!(kept(subject, id), Some(hundred()));
    }
    assert_audit_clean(subject);
}

/// A payer code is paid with the coupons that are best for its goods; who is asked for the PIN pays
/// an order that has them.
///
/// # Panics
/// When the store breaks the contract.
pub fn a_charge_is_paid_with_coupons_for_its_goods(subject: &dyn Subject) {
    promised(subject, off(15, 10, Scope::Item(only("sweet"))));
    let charge = |id, step, is_revealed: bool| {
        let mut charge = town::charge(id, 0, 0, step, 100);
        town::shown(&mut charge).revealed = is_revealed;
        town::charged(&mut charge).offered.coupons = vec![CouponId(1), CouponId(2)];
        charge
    };
    let amount = |outcome: &Outcome| match outcome {
        Ok(Receipt::Paid(paid)) => paid.amount.minor(),
        other => panic!("paid, not {other:?}"),
    };
    assert_eq!(amount(&ask(subject, charge(10, 50, false))), 100, "nothing is known of the goods");
    // There is one cake, so one coupon is used.
    assert_eq!(amount(&ask(subject, with_goods(charge(11, 51, false), hundred()))), 90);
    let state = |id| match subject.reader().record(&Key::Coupon(CouponId(id))) {
        Ok(Some(Record::Coupon(coupon))) => coupon.state,
        other => panic!("a coupon, not {other:?}"),
    };
    assert_eq!([state(1), state(2)], [CouponState::Used(PaymentId(11)), CouponState::Held]);
    assert_eq!(kept(subject, 11), Some(hundred()));
    let asked = ask(subject, with_goods(charge(12, 52, true), hundred()));
    assert!(matches!(asked, Ok(Receipt::PinAsked { .. })), "{asked:?}");
    assert_eq!(kept(subject, 12), Some(hundred()));
    done(subject, &[pay_less(13, 0, of_order(12), (100, 90), &[2])]);
    assert_eq!(balance(subject, town::account(0)), 1_000 - 100 - 90 - 90);
    assert_audit_clean(subject);
}

/// Refunds are by amount, whatever was sold: in any parts exactly what was paid comes back.
///
/// # Panics
/// When the store breaks the contract.
pub fn a_refund_of_goods_follows_the_running_total(subject: &dyn Subject) {
    promised(subject, off(400, 300, Scope::Item(only("sweet"))));
    let typed = GoodsLine { name: None, ..line("", 1, 500, &[]) };
    let goods = basket(vec![line("Cake", 1, 500, &["sweet"]), typed]);
    done(subject, &[with_goods(town::open_order(7, 0, 1_000), goods.clone())]);
    done(subject, &[pay_less(10, 0, of_order(7), (1_000, 700), &[1])]);
    for (nth, minor, left) in [(1, 5, 304), (2, 5, 307), (3, 333, 540), (4, 657, 1_000)] {
        let refund = town::refund(100 + u128::from(nth), 10, 0, minor);
        done(subject, &[town::later(nth * MINUTE, refund)]);
        assert_eq!(balance(subject, town::account(0)), left);
    }
    let more = town::later(5 * MINUTE, town::refund(110, 10, 0, 1));
    assert!(matches!(more.command, Command::Refund(_)) && ask(subject, more).is_err());
    assert_eq!(balance(subject, town_coupon::stock_account(0)), 600);
    assert_eq!(kept(subject, 7), Some(goods));
    assert_audit_clean(subject);
}

/// What orders are made of is read for many at once, and those without goods are left out.
///
/// # Panics
/// When the store breaks the contract.
pub fn goods_are_read_together(subject: &dyn Subject) {
    for envelopes in town::lived_in() {
        done(subject, &envelopes);
    }
    let reader = subject.reader();
    let goods = reader.records(key::Kind::Goods, None, 100).expect("reads").into_iter();
    let mut known: Vec<OrderGoods> = goods
        .filter_map(|record| match record {
            Record::Goods(goods) => Some(goods),
            _ => None,
        })
        .collect();
    assert!(!known.is_empty(), "baskets were sold in the town");
    let mut asked: Vec<OrderId> = known.iter().map(|goods| goods.order).collect();
    asked.push(OrderId(u128::MAX));
    let mut found = reader.goods(&asked).expect("reads");
    found.sort_by_key(|goods| goods.order);
    known.sort_by_key(|goods| goods.order);
    assert_eq!(found, known);
    assert_eq!(reader.goods(&[]).expect("reads"), []);
}
