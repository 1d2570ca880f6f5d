//! A charged payer code is paid with the payer's best coupons, each once, whoever else is at it.

use super::{founded, refused};
use crate::command::{Envelope, Payee};
use crate::contract::race::contend;
use crate::contract::town::{self, AT, coupon as town_coupon};
use crate::contract::{Subject, ask, assert_audit_clean, done};
use crate::id::{CouponId, OrderId, PaymentId};
use crate::key::Key;
use crate::quick_pay::QuickPayRule;
use crate::receipt::{Outcome, Receipt};
use crate::record::{Account, CouponState, Payment, QuickPayUse, Record};
use crate::rejection::Rejection;
use promotion::Change;
use promotion::coupon::{AmountOff, Kind, Rules};
use town_coupon::{change_stock, given_out, limits, pay_less, receive, rules};

/// Coupons 1 and 2 are person 0's, each 10 off from 50 on, coupon 3 is person 1's.
fn promised(subject: &dyn Subject) {
    founded(subject);
    done(subject, &[town::start_enrolment(1), town::confirm_enrolment(1, town::CODE_HASH)]);
    done(subject, &given_out(0, rules()));
    done(subject, &[receive(1, 0, 0), receive(2, 0, 0), receive(3, 0, 1)]);
}

/// Charges person 0's code at a shop; these coupons were found.
fn charge(id: u128, shop: u32, step: u64, minor: u64, offered: &[u128]) -> Envelope {
    let mut charge = town::charge(id, shop, 0, step, minor);
    town::charged(&mut charge).offered.coupons = offered.iter().map(|id| CouponId(*id)).collect();
    charge
}

fn paid(outcome: &Outcome) -> &Payment {
    match outcome {
        Ok(Receipt::Paid(paid)) => paid,
        other => panic!("paid, not {other:?}"),
    }
}

fn balance(subject: &dyn Subject, account: crate::id::AccountId) -> i64 {
    match subject.reader().record(&Key::Account(account)) {
        Ok(Some(Record::Account(Account { balance, .. }))) => balance.minor(),
        other => panic!("an account, not {other:?}"),
    }
}

fn state(subject: &dyn Subject, id: u128) -> CouponState {
    match subject.reader().record(&Key::Coupon(CouponId(id))) {
        Ok(Some(Record::Coupon(coupon))) => coupon.state,
        other => panic!("a coupon, not {other:?}"),
    }
}

/// The payer's own coupons that save something are used, the shop has the whole price, the limits
/// count what was paid, and the same charge again is the same answer, whatever is found for it now.
///
/// # Panics
/// When the store breaks the contract.
pub fn a_charge_uses_the_payers_best_coupons(subject: &dyn Subject) {
    promised(subject);
    let found = [3, 1, 2, 1, 99];
    let outcome = ask(subject, charge(10, 0, 50, 100, &found));
    assert_eq!(paid(&outcome).amount, town::amount(80));
    assert_eq!(balance(subject, town::account(0)), 100_000 - 80);
    assert_eq!(balance(subject, town::merchant_account(0)), 100);
    assert_eq!(balance(subject, town_coupon::stock_account(0)), 180);
    for (id, expected) in [1, 2, 3].into_iter().zip([true, true, false]) {
        let is_used = state(subject, id) == CouponState::Used(PaymentId(10));
        assert_eq!(is_used, expected, "{id}");
    }
    let Ok(Some(Record::QuickPay(known))) =
        subject.reader().record(&Key::QuickPay(town::person(0)))
    else {
        panic!("quick payments")
    };
    assert_eq!(known.uses, [QuickPayUse { at: AT, minor: 80 }]);
    for again in [charge(10, 0, 50, 100, &found), charge(10, 0, 50, 100, &[])] {
        assert_eq!(ask(subject, again), outcome);
    }
    let full = ask(subject, charge(11, 0, 51, 100, &found));
    assert_eq!(paid(&full).amount, town::amount(100), "no coupon is left");
    assert_audit_clean(subject);
}

/// A coupon that is no good here never refuses a charge: it is paid without.
///
/// # Panics
/// When the store breaks the contract.
pub fn a_charge_without_a_good_coupon_is_paid_in_full(subject: &dyn Subject) {
    promised(subject);
    let short = ask(subject, charge(10, 0, 50, 49, &[1]));
    assert_eq!(paid(&short).amount, town::amount(49));
    done(subject, &[change_stock(20, 0, Change::Pause)]);
    let paused = ask(subject, charge(11, 0, 51, 100, &[1]));
    assert_eq!(paid(&paused).amount, town::amount(100));
    done(subject, &[change_stock(21, 0, Change::Resume)]);
    let lapsed = town::later(30 * promotion::calendar::DAY_MS, charge(12, 0, 52, 100, &[1]));
    assert_eq!(paid(&ask(subject, lapsed)).amount, town::amount(100));
    assert_eq!(state(subject, 1), CouponState::Held);
    assert_audit_clean(subject);
}

/// The cap and quick pay are about what the payer really pays. Who is asked for the PIN is asked
/// for the whole price, has the coupons still, and pays with them as for any order.
///
/// # Panics
/// When the store breaks the contract.
pub fn the_limits_of_a_charge_are_about_what_is_paid(subject: &dyn Subject) {
    promised(subject);
    let capped = |id, step, minor, cap| {
        let mut charge = charge(id, 0, step, minor, &[1]);
        town::shown(&mut charge).cap_minor = Some(cap);
        charge
    };
    let over = ask(subject, capped(10, 50, 100, 89));
    assert_eq!(refused(&over), Some(Rejection::PayerCodeCapped));
    assert_eq!(state(subject, 1), CouponState::Held);
    assert_eq!(paid(&ask(subject, capped(11, 51, 100, 90))).amount, town::amount(90));
    let quick = ask(subject, charge(12, 0, 52, 10_010, &[2]));
    assert_eq!(paid(&quick).amount, town::amount(10_000), "just within quick pay");

    done(subject, &given_out(2, rules()));
    done(subject, &[receive(4, 2, 0)]);
    let asked = ask(subject, charge(13, 0, 53, 10_011, &[4]));
    let Ok(Receipt::PinAsked { order, rule }) = asked else { panic!("{asked:?}") };
    assert_eq!((order.amount, rule), (town::amount(10_011), QuickPayRule::Amount));
    assert_eq!(state(subject, 4), CouponState::Held, "nothing is used before it is confirmed");
    let payee = Payee::Order(OrderId(13));
    done(subject, &[pay_less(14, 0, payee, (10_011, 10_001), &[4])]);
    assert_eq!(state(subject, 4), CouponState::Used(PaymentId(14)));
    assert_audit_clean(subject);
}

/// One coupon, charged at two tills and paid at a label at once: it is used once, and whoever was
/// later is paid in full or refused, never for less.
///
/// # Panics
/// When the store breaks the contract.
pub fn a18_a_coupon_in_a_charge_and_a_payment_at_once_is_used_once(subject: &dyn Subject) {
    promised(subject);
    let label = Payee::Label(town::label(0));
    // One code at two tills, and the same coupon in a payment that its payer signed.
    let lists = vec![
        vec![charge(10, 0, 60, 100, &[1])],
        vec![charge(11, 1, 60, 100, &[1])],
        vec![pay_less(12, 0, label, (100, 90), &[1])],
    ];
    let outcomes = contend(subject, lists).concat();
    let taken = outcomes[..2].iter().filter(|one| one.is_ok()).count();
    assert_eq!(taken, 1, "one till has the code: {outcomes:?}");
    let amounts = outcomes.iter().filter_map(|one| match one {
        Ok(Receipt::Paid(paid)) => Some(paid.amount.minor()),
        _ => None,
    });
    let amounts: Vec<u64> = amounts.collect();
    assert_eq!(amounts.iter().filter(|minor| **minor == 90).count(), 1, "{outcomes:?}");
    if amounts.len() == 1 {
        assert_eq!(refused(&outcomes[2]), Some(Rejection::CouponUsed));
    }
    assert_eq!(balance(subject, town_coupon::stock_account(0)), 190);
    assert_audit_clean(subject);
}

/// Refunds and a reversal give back money for money, and the coupon with the last part.
///
/// # Panics
/// When the store breaks the contract.
pub fn a_charge_with_coupons_goes_back_as_any_payment(subject: &dyn Subject) {
    founded(subject);
    let three_off = AmountOff { threshold_minor: 50, off_minor: 3 };
    let cheap = limits(20);
    done(
        subject,
        &given_out(0, Rules { kind: Kind::AmountOff(three_off), limits: cheap, ..rules() }),
    );
    done(subject, &[receive(1, 0, 0)]);
    done(subject, &[charge(10, 0, 50, 100, &[1])]);
    let Receipt::Paid(part) = done(subject, &[town::refund(11, 10, 0, 50)]).remove(0) else {
        panic!("money goes back")
    };
    // 50 * 0.97 is 48.5.
    assert_eq!(part.amount, town::amount(49));
    assert_eq!(state(subject, 1), CouponState::Used(PaymentId(10)));
    done(subject, &[town::later(60_000, town::refund(12, 10, 0, 50))]);
    assert_eq!(state(subject, 1), CouponState::Held);
    done(subject, &[charge(13, 0, 51, 100, &[1]), town::reverse(13, 0, 14)]);
    assert_eq!(state(subject, 1), CouponState::Held, "a reversal gives it back at once");
    assert_eq!(balance(subject, town::account(0)), 100_000);
    assert_eq!(balance(subject, town::merchant_account(0)), 0);
    assert_eq!(balance(subject, town_coupon::stock_account(0)), 200);
    assert_audit_clean(subject);
}
