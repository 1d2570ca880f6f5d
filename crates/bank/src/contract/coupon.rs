//! Coupons: given out within their budget, used once, paid for by who promised to, for merchants
//! only, and taken back as exactly as they were used.

use crate::command::{Command, Payee};
use crate::contract::race::contend;
use crate::contract::town::{self, coupon as town_coupon};
use crate::contract::{Subject, ask, assert_audit_clean, done, run};
use crate::coupon::coupon_refusal;
use crate::id::{AccountId, CouponId, OrderId, PaymentId};
use crate::key::{Key, Kind};
use crate::receipt::{Outcome, Receipt};
use crate::record::{Coupon, CouponState, OrderState, PaymentKind, Record, Stock};
use crate::rejection::Rejection;
use promotion::calendar::DAY_MS;
use promotion::coupon::{AmountOff, Kind as CouponKind, Limits, RandomValue, Rules};
use promotion::{Change, State};
use town_coupon::{change_stock, given_out, limit_stock, limits, pay_less, receive, rules};

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

fn stock(subject: &dyn Subject, n: u32) -> Stock {
    match subject.reader().record(&Key::Stock(town_coupon::stock(n))) {
        Ok(Some(Record::Stock(stock))) => *stock,
        other => panic!("a batch, not {other:?}"),
    }
}

fn coupon(subject: &dyn Subject, id: u128) -> Coupon {
    match subject.reader().record(&Key::Coupon(CouponId(id))) {
        Ok(Some(Record::Coupon(coupon))) => coupon,
        other => panic!("a coupon, not {other:?}"),
    }
}

/// Two people with 500, a shop with none, batch 0 of these rules, and coupons 1 and 2 of person 0.
fn promised(subject: &dyn Subject, rules: Rules) {
    done(subject, &town::founded(2, 2, 500));
    done(subject, &given_out(0, rules));
    done(subject, &[receive(1, 0, 0), receive(2, 0, 0)]);
}

fn at_shop() -> Payee {
    Payee::Label(town::label(0))
}

/// A funded coupon: the payer pays less, the shop gets all, the batch pays the rest, once.
///
/// # Panics
/// When the store breaks the contract.
pub fn a_funded_coupon_pays_its_part_once(subject: &dyn Subject) {
    promised(subject, rules());
    assert_eq!(balance(subject, town_coupon::stock_account(0)), 200);
    let paid = ask(subject, pay_less(10, 0, at_shop(), (100, 90), &[1]));
    let Ok(Receipt::Paid(paid)) = paid else { panic!("paid, not {paid:?}") };
    assert_eq!(paid.amount, town::amount(90));
    assert_eq!(balance(subject, town::account(0)), 410);
    assert_eq!(balance(subject, town::merchant_account(0)), 100);
    assert_eq!(balance(subject, town_coupon::stock_account(0)), 190);
    assert_eq!(coupon(subject, 1).state, CouponState::Used(PaymentId(10)));
    let budget = stock(subject, 0).budget;
    assert_eq!((budget.reserved_minor, budget.used_minor, budget.pieces), (10, 10, 2));
    let of_shop = subject.reader().payments(town::merchant_account(0), None, 9).expect("works");
    assert_eq!(of_shop[0].kind, PaymentKind::Subsidy(PaymentId(10)));
    let again = ask(subject, pay_less(11, 0, at_shop(), (100, 90), &[1]));
    assert_eq!(refused(&again), Some(Rejection::CouponUsed));
    let stolen = ask(subject, pay_less(12, 1, at_shop(), (100, 90), &[2]));
    assert_eq!(refused(&stolen), Some(Rejection::CouponUnknown));
    assert_audit_clean(subject);
}

/// A coupon that nobody funds: the shop gets that much less.
///
/// # Panics
/// When the store breaks the contract.
pub fn an_unfunded_coupon_is_given_up_by_the_shop(subject: &dyn Subject) {
    promised(subject, town_coupon::given_up_by(0));
    done(subject, &[pay_less(10, 0, at_shop(), (100, 80), &[1, 2])]);
    assert_eq!(balance(subject, town::account(0)), 420);
    assert_eq!(balance(subject, town::merchant_account(0)), 80);
    let elsewhere = Payee::Label(town::label(1));
    done(subject, &[receive(3, 0, 1)]);
    let elsewhere = ask(subject, pay_less(11, 1, elsewhere, (100, 90), &[3]));
    assert_eq!(refused(&elsewhere), Some(Rejection::CouponPriceDiffers));
    assert_audit_clean(subject);
}

/// Coupons are for merchants: a transfer to a person takes none, and nothing moves.
///
/// # Panics
/// When the store breaks the contract.
pub fn a_transfer_between_people_takes_no_coupon(subject: &dyn Subject) {
    promised(subject, rules());
    let to_person = Payee::Receive(town::receive_code(1));
    let transfer = ask(subject, pay_less(10, 0, to_person, (100, 90), &[1]));
    assert_eq!(refused(&transfer), Some(Rejection::CouponsNotTaken));
    assert_eq!(coupon(subject, 1).state, CouponState::Held);
    assert_eq!(balance(subject, town::account(0)), 500);
    assert_audit_clean(subject);
}

/// What was signed is what is paid: at any other price nothing moves.
///
/// # Panics
/// When the store breaks the contract.
pub fn another_price_than_was_signed_moves_nothing(subject: &dyn Subject) {
    promised(subject, rules());
    let prices: [(u64, u64, &[u128]); 5] =
        [(100, 89, &[1]), (100, 91, &[1]), (100, 90, &[1, 2]), (49, 39, &[1]), (100, 100, &[])];
    for (id, (total, left, coupons)) in (10..).zip(prices) {
        let paid = ask(subject, pay_less(id, 0, at_shop(), (total, left), coupons));
        assert_eq!(refused(&paid), Some(Rejection::CouponPriceDiffers), "{total} {left}");
    }
    done(subject, &[change_stock(20, 0, Change::Pause)]);
    let paused = ask(subject, pay_less(21, 0, at_shop(), (100, 90), &[1]));
    assert_eq!(refused(&paused), Some(Rejection::CouponPriceDiffers));
    done(subject, &[change_stock(22, 0, Change::Resume)]);
    // The limit of one payment is for its price, whatever coupons pay of it.
    let mut above = pay_less(24, 0, at_shop(), (100, 90), &[1]);
    let Command::Pay(pay) = &mut above.command else { panic!("a payment") };
    pay.payment_max_minor = 99;
    assert_eq!(refused(&ask(subject, above)), Some(Rejection::AmountTooLarge));
    done(subject, &[pay_less(23, 0, at_shop(), (100, 90), &[1])]);
    assert_eq!(balance(subject, town::account(0)), 410);
    assert_audit_clean(subject);
}

/// An order is paid at its price, with what coupons save of it.
///
/// # Panics
/// When the store breaks the contract.
pub fn an_order_is_paid_with_coupons(subject: &dyn Subject) {
    promised(subject, rules());
    done(subject, &[town::open_order(7, 0, 100)]);
    let payee = Payee::Order(OrderId(7));
    let cheaper = ask(subject, pay_less(10, 0, payee, (90, 80), &[1]));
    assert_eq!(refused(&cheaper), Some(Rejection::OrderInParts));
    done(subject, &[pay_less(11, 0, payee, (100, 80), &[2, 1])]);
    assert_eq!(balance(subject, town::merchant_account(0)), 100);
    assert_eq!(balance(subject, town_coupon::stock_account(0)), 180);
    assert_audit_clean(subject);
}

/// A batch gives out what its budget and each person's share let it, and nothing before or after.
///
/// # Panics
/// When the store breaks the contract.
pub fn coupons_are_given_out_within_the_budget(subject: &dyn Subject) {
    done(subject, &town::founded(4, 1, 500));
    let few = Rules { limits: Limits { pieces_a_day: Some(2), ..limits(3) }, ..rules() };
    // What is told to whoever asks first is what is decided when he takes one.
    let told = |received, after_ms| {
        let now = crate::TimeMs(town::AT.0 + after_ms);
        coupon_refusal(&stock(subject, 0), received, now, town_coupon::zone())
    };
    done(subject, &[town_coupon::open_stock(0, few)]);
    assert_eq!(refused(&ask(subject, receive(1, 0, 0))), Some(Rejection::StockNotActive));
    assert_eq!(told(0, 0), Some(Rejection::StockNotActive));
    done(subject, &[change_stock(2, 0, Change::Activate)]);
    assert_eq!(told(0, 0), None);
    done(subject, &[receive(3, 0, 0), receive(4, 0, 0)]);
    assert_eq!(told(2, DAY_MS), Some(Rejection::CouponPersonUsed));
    assert_eq!(told(0, 0), Some(Rejection::CouponsGoneToday));
    assert_eq!(told(0, DAY_MS), None);
    let day = |id, n| town::later(DAY_MS, receive(id, 0, n));
    assert_eq!(refused(&ask(subject, day(5, 0))), Some(Rejection::CouponPersonUsed));
    assert_eq!(refused(&ask(subject, receive(6, 0, 1))), Some(Rejection::CouponsGoneToday));
    done(subject, &[day(7, 1)]);
    assert_eq!(refused(&ask(subject, day(8, 2))), Some(Rejection::CouponsGone));
    assert_eq!(told(0, DAY_MS), Some(Rejection::CouponsGone));
    assert_eq!(told(0, 30 * DAY_MS), Some(Rejection::CouponTooLate));
    let lapsed = done(subject, &[town_coupon::lapse(30 * DAY_MS, 3)]);
    assert!(matches!(lapsed[0], Receipt::Coupon(Coupon { state: CouponState::Lapsed, .. })));
    assert_eq!(stock(subject, 0).budget.pieces, 2);
    let late = ask(subject, town::later(30 * DAY_MS, receive(9, 0, 2)));
    assert_eq!(refused(&late), Some(Rejection::CouponTooLate));
    assert_eq!(coupon(subject, 7).state, CouponState::Held);
    assert_audit_clean(subject);
}

/// A batch's money leaves its funder when it starts and what is left comes back when it ends; its
/// budget is changed by who has seen it.
///
/// # Panics
/// When the store breaks the contract.
pub fn a_budget_is_laid_aside_and_comes_back(subject: &dyn Subject) {
    done(subject, &town::founded(2, 1, 500));
    done(subject, &[town_coupon::open_stock(0, town_coupon::funded_by(0))]);
    let poor = ask(subject, change_stock(1, 0, Change::Activate));
    assert_eq!(refused(&poor), Some(Rejection::StockFundsShort));
    done(subject, &[town::pay(2, 0, at_shop(), 300), change_stock(3, 0, Change::Activate)]);
    assert_eq!(balance(subject, town::merchant_account(0)), 100);
    let stale = ask(subject, limit_stock(4, 0, limits(19), limits(25)));
    assert_eq!(refused(&stale), Some(Rejection::StockBudgetStale));
    done(subject, &[limit_stock(5, 0, limits(20), limits(25))]);
    done(subject, &[receive(6, 0, 1), receive(16, 0, 1)]);
    assert_eq!(balance(subject, town::merchant_account(0)), 50);
    let none = Limits { pieces: 0, ..limits(25) };
    let unsound = ask(subject, limit_stock(17, 0, limits(25), none));
    assert_eq!(refused(&unsound), Some(Rejection::StockRulesUnsound));
    let below = ask(subject, limit_stock(7, 0, limits(25), limits(1)));
    assert_eq!(refused(&below), Some(Rejection::StockBudgetTaken));
    done(subject, &[pay_less(8, 1, at_shop(), (100, 90), &[6])]);
    done(subject, &[limit_stock(9, 0, limits(25), limits(2))]);
    assert_eq!(balance(subject, town_coupon::stock_account(0)), 10);
    done(subject, &[change_stock(10, 0, Change::End)]);
    assert_eq!(balance(subject, town_coupon::stock_account(0)), 0);
    assert_eq!(balance(subject, town::merchant_account(0)), 390);
    assert_eq!(stock(subject, 0).state, State::Ended);
    let over = ask(subject, change_stock(11, 0, Change::Resume));
    assert_eq!(refused(&over), Some(Rejection::StockStateDiffers));
    assert_audit_clean(subject);
}

/// Refunds give back to each what each had paid, and the coupon with the last part.
///
/// # Panics
/// When the store breaks the contract.
pub fn a_refund_gives_back_to_payer_and_funder(subject: &dyn Subject) {
    promised(subject, rules());
    done(subject, &[town::open_order(7, 0, 100)]);
    done(subject, &[pay_less(10, 0, Payee::Order(OrderId(7)), (100, 90), &[1])]);
    let Receipt::Paid(back) = done(subject, &[town::refund(11, 10, 0, 55)]).remove(0) else {
        panic!("money goes back")
    };
    // 55 * 0.9 is 49.5.
    assert_eq!(back.amount, town::amount(50));
    assert_eq!(balance(subject, town_coupon::stock_account(0)), 195);
    assert_eq!(coupon(subject, 1).state, CouponState::Used(PaymentId(10)));
    let over = town::later(MINUTE, town::refund(12, 10, 0, 46));
    assert_eq!(refused(&ask(subject, over)), Some(Rejection::RefundTooMuch));
    done(subject, &[town::later(2 * MINUTE, town::refund(13, 10, 0, 45))]);
    assert_eq!(balance(subject, town::account(0)), 500);
    assert_eq!(balance(subject, town::merchant_account(0)), 0);
    assert_eq!(balance(subject, town_coupon::stock_account(0)), 200);
    assert_eq!(coupon(subject, 1).state, CouponState::Held);
    let Ok(Some(Record::Order(order))) = subject.reader().record(&Key::Order(OrderId(7))) else {
        panic!("the order is there")
    };
    let refunded_minor = 100;
    let state = OrderState::Refunded { payment: PaymentId(10), at: town::AT, refunded_minor };
    assert_eq!(order.state, state);
    done(subject, &[pay_less(14, 0, at_shop(), (100, 80), &[1, 2])]);
    assert_audit_clean(subject);
}

/// Paid 7.00 of 10.00: 49 refunds of 0.05 and one of 7.55 return 7.00 and what the coupon had paid,
/// never more on the way, although each by itself would round up.
///
/// # Panics
/// When the store breaks the contract.
pub fn scenario_05_fifty_refunds_return_exactly_what_was_paid(subject: &dyn Subject) {
    done(subject, &town::founded(2, 2, 1_000));
    let three_off = AmountOff { threshold_minor: 500, off_minor: 300 };
    let limits = Limits { money_minor: 600, ..limits(2) };
    let rules = Rules { kind: CouponKind::AmountOff(three_off), limits, ..rules() };
    done(subject, &given_out(0, rules));
    done(subject, &[receive(1, 0, 0), pay_less(10, 0, at_shop(), (1_000, 700), &[1])]);
    let refund = |nth: u64, minor| {
        let refund = town::refund(100 + u128::from(nth), 10, 0, minor);
        done(subject, &[town::later(nth * MINUTE, refund)]);
    };
    let (payer, funder) = (town::account(0), town_coupon::stock_account(0));
    for nth in 1..50 {
        refund(nth, 5);
        let (price, cash) = (5 * nth, balance(subject, payer) - 300);
        let least = i64::try_from(price * 7 / 10).expect("small");
        assert!((least..=least + 1).contains(&cash), "{cash} of {price}");
        assert_eq!(balance(subject, funder), 300 + i64::try_from(price).expect("small") - cash);
    }
    refund(50, 755);
    assert_eq!(balance(subject, payer), 1_000);
    assert_eq!(balance(subject, town::merchant_account(0)), 0);
    assert_eq!(balance(subject, funder), 600);
    let more = town::later(51 * MINUTE, town::refund(151, 10, 0, 1));
    assert!(ask(subject, more).is_err(), "nothing is left to give back");
    assert_audit_clean(subject);
}

/// What was paid in money lasts until the last part, so that a coupon that paid nearly all comes
/// back.
///
/// # Panics
/// When the store breaks the contract.
pub fn a_coupon_that_paid_nearly_all_comes_back_with_the_rest(subject: &dyn Subject) {
    done(subject, &town::founded(1, 1, 500));
    let nearly_all = AmountOff { threshold_minor: 1_000, off_minor: 998 };
    let limits = Limits { money_minor: 2_000, ..limits(2) };
    let rules = Rules { kind: CouponKind::AmountOff(nearly_all), limits, ..rules() };
    done(subject, &given_out(0, rules));
    done(subject, &[receive(1, 0, 0), pay_less(10, 0, at_shop(), (1_000, 2), &[1])]);
    // 6.00 of it are 0.012 in money; 9.99 would round to all that was paid.
    done(subject, &[town::later(MINUTE, town::refund(11, 10, 0, 600))]);
    assert_eq!(balance(subject, town::account(0)), 499);
    let nothing = town::later(2 * MINUTE, town::refund(12, 10, 0, 399));
    assert_eq!(refused(&ask(subject, nothing)), Some(Rejection::RefundTooSmall));
    assert_eq!(coupon(subject, 1).state, CouponState::Used(PaymentId(10)));
    done(subject, &[town::later(3 * MINUTE, town::refund(13, 10, 0, 400))]);
    assert_eq!(balance(subject, town::account(0)), 500);
    assert_eq!(balance(subject, town_coupon::stock_account(0)), 2_000);
    assert_eq!(coupon(subject, 1).state, CouponState::Held);
    assert_audit_clean(subject);
}

/// Of a batch of its own that has ended a shop keeps what the coupon had added: it needs no money
/// for that.
///
/// # Panics
/// When the store breaks the contract.
pub fn a_shop_refunds_with_what_its_own_ended_batch_had_paid(subject: &dyn Subject) {
    done(subject, &town::founded(2, 1, 500));
    done(subject, &[town::pay(10, 0, at_shop(), 300)]);
    done(subject, &given_out(0, town_coupon::funded_by(0)));
    done(subject, &[receive(1, 0, 1), pay_less(11, 1, at_shop(), (100, 90), &[1])]);
    done(subject, &[change_stock(12, 0, Change::End), town::refund(13, 10, 0, 300)]);
    assert_eq!(balance(subject, town::merchant_account(0)), 90);
    done(subject, &[town::refund(14, 11, 0, 100)]);
    assert_eq!(balance(subject, town::merchant_account(0)), 0);
    assert_eq!(balance(subject, town::account(1)), 500);
    assert_audit_clean(subject);
}

/// A reversal gives back everything at once; money of a batch that has ended goes to its funder.
///
/// # Panics
/// When the store breaks the contract.
pub fn a_reversal_gives_the_coupon_back_unless_its_batch_has_ended(subject: &dyn Subject) {
    promised(subject, rules());
    done(subject, &[town::open_order(7, 0, 100), town::open_order(8, 0, 100)]);
    done(subject, &[pay_less(10, 0, Payee::Order(OrderId(7)), (100, 90), &[1])]);
    done(subject, &[town::reverse(7, 0, 11)]);
    assert_eq!(coupon(subject, 1).state, CouponState::Held);
    done(subject, &[pay_less(12, 0, Payee::Order(OrderId(8)), (100, 80), &[1, 2])]);
    done(subject, &[change_stock(13, 0, Change::End)]);
    assert_eq!(balance(subject, town::desk()), -1020);
    done(subject, &[town::reverse(8, 0, 14)]);
    assert_eq!(balance(subject, town::desk()), -1000);
    assert_eq!(balance(subject, town::account(0)), 500);
    assert_eq!(balance(subject, town_coupon::stock_account(0)), 0);
    assert_eq!(coupon(subject, 2).state, CouponState::Used(PaymentId(12)));
    assert_audit_clean(subject);
}

/// A value is drawn when a coupon is received, the same for the same key, within its bounds.
///
/// # Panics
/// When the store breaks the contract.
pub fn a_drawn_value_is_drawn_once(subject: &dyn Subject) {
    done(subject, &town::founded(1, 1, 500));
    let random = RandomValue { threshold_minor: 50, least_minor: 1, most_minor: 9 };
    let rules = Rules { kind: CouponKind::RandomValue(random), ..rules() };
    done(subject, &given_out(0, rules));
    let first = done(subject, &[receive(1, 0, 0)]).remove(0);
    let Receipt::Coupon(drawn) = &first else { panic!("a coupon") };
    let value = drawn.coupon.value_minor.expect("a value");
    assert!((1..=9).contains(&value));
    assert_eq!(drawn.taken.reserved_minor, value);
    assert_eq!(done(subject, &[receive(1, 0, 0)]), [first]);
    done(subject, &[pay_less(10, 0, at_shop(), (100, 100 - value), &[1])]);
    assert_audit_clean(subject);
}

/// Five orders with one single-use coupon: one is discounted, the others move nothing.
///
/// # Panics
/// When the store breaks the contract.
pub fn a18_five_payments_at_once_use_one_coupon_once(subject: &dyn Subject) {
    promised(subject, rules());
    let pay = |id| vec![pay_less(id, 0, at_shop(), (60, 50), &[1])];
    let outcomes = contend(subject, (10..15).map(pay).collect()).concat();
    assert_eq!(outcomes.iter().filter(|outcome| outcome.is_ok()).count(), 1);
    let lost = outcomes.iter().filter(|one| refused(one) == Some(Rejection::CouponUsed));
    assert_eq!(lost.count(), 4);
    assert_eq!(balance(subject, town::account(0)), 450);
    assert_audit_clean(subject);
}

/// Receivers race for the last pieces, and operators for one budget: never more than there is.
///
/// # Panics
/// When the store breaks the contract.
pub fn a19_a_rush_for_the_last_coupons_gives_out_what_there_is(subject: &dyn Subject) {
    done(subject, &town::founded(9, 1, 500));
    done(subject, &given_out(0, Rules { limits: limits(5), ..rules() }));
    let receive = |n: u32| vec![receive(u128::from(n), 0, n)];
    let outcomes = contend(subject, (0..9).map(receive).collect()).concat();
    assert_eq!(outcomes.iter().filter(|outcome| outcome.is_ok()).count(), 5);
    assert!(outcomes.iter().filter_map(refused).all(|why| why == Rejection::CouponsGone));
    let edit = |id| vec![limit_stock(id, 0, limits(5), limits(6))];
    let edits = contend(subject, vec![edit(20), edit(21)]).concat();
    assert_eq!(edits.iter().filter(|outcome| outcome.is_ok()).count(), 1);
    assert_eq!(balance(subject, town_coupon::stock_account(0)), 60);
    assert_audit_clean(subject);
}

/// What people hold and what is due is listed; a whole batch is kept as it was written.
///
/// # Panics
/// When the store breaks the contract.
pub fn coupons_are_listed(subject: &dyn Subject) {
    promised(subject, rules());
    let reader = subject.reader();
    let ids = |coupons: Vec<Coupon>| -> Vec<u128> {
        coupons.into_iter().map(|one| one.coupon.id.0).collect()
    };
    assert_eq!(ids(reader.coupons_of(town::person(0), 9).expect("works")), [2, 1]);
    assert_eq!(ids(reader.coupons_of(town::person(0), 1).expect("works")), [2]);
    assert_eq!(ids(reader.coupons_of(town::person(1), 9).expect("works")), []);
    let stocks = reader.stocks().expect("works");
    assert_eq!((stocks.len(), &stocks[0]), (1, &stock(subject, 0)));
    assert_eq!(stocks[0].title, "Ten off 0");
    let end = town::AT.plus_ms(30 * DAY_MS);
    assert_eq!(reader.coupons_due(crate::TimeMs(end.0 - 1), 9), Ok(Vec::new()));
    assert_eq!(reader.coupons_due(end, 9), Ok(vec![CouponId(1), CouponId(2)]));
    assert_eq!(reader.coupons_due(end, 1), Ok(vec![CouponId(1)]));
    run(subject, &[pay_less(10, 0, at_shop(), (100, 90), &[2])]);
    assert_eq!(reader.coupons_due(end, 9), Ok(vec![CouponId(1)]));
    let held_first = reader.coupons_of(town::person(0), 9).expect("works");
    assert_eq!(ids(held_first), [1, 2], "what has ended hides nothing that can be used");
    let keys = |kind, after: Option<Key>| -> Vec<Key> {
        let page = reader.records(kind, after.as_ref(), 9).expect("works");
        page.iter().map(Record::key).collect()
    };
    let (first, second) = (Key::Coupon(CouponId(1)), Key::Coupon(CouponId(2)));
    assert_eq!(keys(Kind::Coupon, Some(first)), [second]);
    let receiver = Key::Receiver(town_coupon::stock(0), town::person(0));
    assert_eq!(keys(Kind::Receiver, Some(receiver.clone())), []);
    assert_eq!(keys(Kind::Receiver, None), [receiver]);
    let discount = Key::Discount(PaymentId(10));
    assert_eq!(keys(Kind::Discount, Some(discount.clone())), []);
    assert_eq!(keys(Kind::Discount, None), [discount]);
}
