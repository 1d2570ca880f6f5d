//! The operator's fee: out of what customers pay to merchants, on the terms that hold at the
//! payment's place in the journal, and back in step with the money.

use crate::command::{Command, Envelope, Payee};
use crate::contract::race::contend;
use crate::contract::town::fee::with_fee;
use crate::contract::town::{self, coupon as town_coupon};
use crate::contract::{Subject, ask, assert_audit_clean, done};
use crate::fee::FeeTerms;
use crate::id::{AccountId, HoldId, OrderId, PaymentId};
use crate::key::Key;
use crate::receipt::{Outcome, Receipt};
use crate::record::{PaymentKind, Record};
use crate::rejection::Rejection;
use crate::setting::SettingKey;

const MINUTE: u64 = 60_000;

/// One per cent, of payments from 1.00 on.
const TERMS: FeeTerms = FeeTerms { rate_bp: 100, free_below_minor: 100 };

fn charged_a_fee(envelope: Envelope) -> Envelope {
    with_fee(TERMS, envelope)
}

fn balance(subject: &dyn Subject, account: AccountId) -> Option<i64> {
    match subject.reader().record(&Key::Account(account)) {
        Ok(Some(Record::Account(account))) => Some(account.balance.minor()),
        _ => None,
    }
}

/// What a person, shop 0 and the operator's account of fees hold.
fn held(subject: &dyn Subject) -> [Option<i64>; 3] {
    let fees = AccountId::of_fees(town::yuan());
    [town::account(0), town::merchant_account(0), fees].map(|account| balance(subject, account))
}

fn refused(outcome: &Outcome) -> Option<Rejection> {
    outcome.as_ref().err().map(|refusal| refusal.rejection)
}

fn at_shop() -> Payee {
    Payee::Label(town::label(0))
}

/// Labels, orders and payer codes pay it, whatever their band; people among themselves do not, and
/// what is paid in does not. The payer's receipt is of the whole price.
///
/// # Panics
/// When the store breaks the contract.
pub fn a_fee_is_taken_of_what_customers_pay_to_a_shop(subject: &dyn Subject) {
    done(subject, &town::founded_with_devices(2, 1, 50_000));
    let friend = Payee::Receive(town::receive_code(1));
    done(subject, &[charged_a_fee(town::pay(1, 0, friend, 9_000))]);
    assert_eq!(held(subject), [Some(41_000), Some(0), None], "nothing between people");
    let paid = ask(subject, charged_a_fee(town::pay(2, 0, at_shop(), 1_099)));
    let Ok(Receipt::Paid(paid)) = paid else { panic!("paid, not {paid:?}") };
    assert_eq!(paid.amount, town::amount(1_099), "the payer pays the price and knows no fee");
    assert_eq!(held(subject), [Some(39_901), Some(1_089), Some(10)]);
    let of_shop = subject.reader().payments(town::merchant_account(0), None, 9).expect("works");
    let kinds: Vec<PaymentKind> = of_shop.iter().map(|payment| payment.kind).collect();
    assert_eq!(kinds, [PaymentKind::Fee(PaymentId(2)), PaymentKind::Label(town::label(0))]);
    assert_eq!((of_shop[0].payer_name.as_str(), of_shop[0].payee_name.as_str()), ("Shop 0", ""));
    let order = charged_a_fee(town::pay(3, 0, Payee::Order(OrderId(7)), 200));
    done(subject, &[town::open_order(7, 0, 200), order]);
    done(subject, &[charged_a_fee(town::charge(4, 0, 0, 9, 300))]);
    assert_eq!(held(subject), [Some(39_401), Some(1_584), Some(15)]);
    done(subject, &[charged_a_fee(town::pay(5, 0, at_shop(), 99))]);
    assert_eq!(held(subject), [Some(39_302), Some(1_683), Some(15)], "the band is free");
    assert_audit_clean(subject);
}

/// A change counts from its place in the journal on, for the payment behind it in one batch too.
///
/// # Panics
/// When the store breaks the contract.
pub fn a_changed_fee_counts_from_its_place_on(subject: &dyn Subject) {
    done(subject, &town::founded(1, 1, 50_000));
    let (rate, band) = (SettingKey::FeeRate, SettingKey::FeeFreeBelow);
    let pay = |id| town::pay(id, 0, at_shop(), 1_000);
    let set = |id, key, was, value| town::change_setting(id, key, was, value);
    done(subject, &[pay(1), set(101, rate, 0, 1_000), pay(2), set(102, band, 0, 1_001), pay(3)]);
    assert_eq!(held(subject), [Some(47_000), Some(2_900), Some(100)]);
    let mut planned = set(103, band, 1_001, 0);
    let Command::ChangeSetting(change) = &mut planned.command else { panic!("a change") };
    change.from = Some(town::AT.plus_ms(MINUTE));
    let later = town::later(MINUTE, pay(5));
    done(subject, &[planned, pay(4), later, town::later(MINUTE, set(104, rate, 1_000, 0))]);
    done(subject, &[town::later(MINUTE, pay(6))]);
    assert_eq!(held(subject), [Some(44_000), Some(5_800), Some(200)]);
    assert_audit_clean(subject);
}

/// A shop that kept all it got gives all of it back, in parts: the fee comes back in proportion,
/// and after the last part shop, operator and payer stand where they stood.
///
/// # Panics
/// When the store breaks the contract.
pub fn attack_27_refunds_in_parts_give_exactly_the_fee_back(subject: &dyn Subject) {
    done(subject, &town::founded(1, 1, 500));
    done(subject, &[charged_a_fee(town::pay(1, 0, at_shop(), 500))]);
    assert_eq!(held(subject), [Some(0), Some(495), Some(5)]);
    let part = |n: u128, minor| {
        let by = u64::try_from(n).expect("small") * MINUTE;
        town::later(by, town::refund(10 + n, 1, 0, minor))
    };
    let expected = [(99, 0), (1, 1), (50, 1), (249, 3), (101, 5)];
    let mut back = 0;
    for (n, (minor, fee)) in (1_u128..).zip(expected) {
        done(subject, &[part(n, minor)]);
        back += i64::try_from(minor).expect("small");
        assert_eq!(held(subject), [Some(back), Some(500 - back - (5 - fee)), Some(5 - fee)]);
    }
    assert_eq!(held(subject), [Some(500), Some(0), Some(0)]);
    assert_audit_clean(subject);
}

/// So does a reversal, of an order and of a charge; and what the operator drew of its income keeps
/// no shop from giving back.
///
/// # Panics
/// When the store breaks the contract.
pub fn a_reversal_gives_the_whole_fee_back(subject: &dyn Subject) {
    done(subject, &town::founded_with_devices(1, 1, 1_000));
    let order = charged_a_fee(town::pay(1, 0, Payee::Order(OrderId(7)), 300));
    done(subject, &[town::open_order(7, 0, 300), order]);
    done(subject, &[charged_a_fee(town::charge(2, 0, 0, 9, 200))]);
    assert_eq!(held(subject), [Some(500), Some(495), Some(5)]);
    let fees = AccountId::of_fees(town::yuan());
    done(subject, &[town::link(3, vec![town::book(4, fees, town::desk(), 5)])]);
    done(subject, &[town::reverse(7, 0, 5), town::reverse(2, 0, 6)]);
    assert_eq!(held(subject), [Some(1_000), Some(0), Some(-5)]);
    assert_audit_clean(subject);
}

/// Held money pays it when it moves to a shop, of what moves; to the desk it pays none.
///
/// # Panics
/// When the store breaks the contract.
pub fn held_money_pays_the_fee_when_it_moves_to_a_shop(subject: &dyn Subject) {
    done(subject, &town::founded(1, 1, 1_000));
    let shop = town::merchant_account(0);
    let for_shop = crate::command::Hold { credit: shop, ..town::held(1, 0, 600) };
    done(subject, &[town::at_desk(1, Command::Hold(for_shop)), town::hold(2, 0, 200)]);
    assert_eq!(held(subject), [Some(1_000), Some(0), None]);
    let posted = |payment, hold, minor| charged_a_fee(town::post_hold(payment, hold, minor));
    done(subject, &[posted(3, 1, 500), posted(4, 2, 200)]);
    assert_eq!(held(subject), [Some(300), Some(495), Some(5)]);
    let fee = PaymentId::of_fee(PaymentId(3));
    let found = subject.reader().record(&Key::Payment(fee));
    assert!(matches!(found, Ok(Some(Record::Payment(of)))
        if of.kind == PaymentKind::Fee(PaymentId(3))));
    let hold = subject.reader().record(&Key::Hold(HoldId(1)));
    assert!(matches!(hold, Ok(Some(Record::Hold(_)))));
    assert_audit_clean(subject);
}

/// What a coupon's funder adds is no customer's money: the fee is of the rest, and both go back.
///
/// # Panics
/// When the store breaks the contract.
pub fn the_fee_is_of_the_money_and_not_of_what_a_coupon_adds(subject: &dyn Subject) {
    done(subject, &town::founded(1, 1, 500));
    done(subject, &town_coupon::given_out(0, town_coupon::rules()));
    done(subject, &[town_coupon::receive(1, 0, 0)]);
    let pay = town_coupon::pay_less(10, 0, at_shop(), (310, 300), &[1]);
    done(subject, &[charged_a_fee(pay)]);
    assert_eq!(held(subject), [Some(200), Some(307), Some(3)]);
    done(subject, &[town::refund(11, 10, 0, 155)]);
    assert_eq!(held(subject), [Some(350), Some(153), Some(2)]);
    done(subject, &[town::later(MINUTE, town::refund(12, 10, 0, 155))]);
    assert_eq!(held(subject), [Some(500), Some(0), Some(0)]);
    assert_audit_clean(subject);
}

/// Payments at once by two writers, the first of which opens the account of fees: each pays its
/// own, once, and asked again none.
///
/// # Panics
/// When the store breaks the contract.
pub fn attack_27_fees_of_payments_at_once_add_up(subject: &dyn Subject) {
    done(subject, &town::founded(2, 1, 5_000));
    let of = |payer: u32| {
        let ids = 1_u128..=10;
        let pay = move |id| town::pay(u128::from(payer) * 100 + id, payer, at_shop(), 199);
        ids.flat_map(move |id| [charged_a_fee(pay(id)), charged_a_fee(pay(id))]).collect()
    };
    let outcomes = contend(subject, vec![of(0), of(1)]);
    assert!(outcomes.iter().flatten().all(Result::is_ok), "{outcomes:?}");
    assert_eq!(held(subject), [Some(3_010), Some(3_960), Some(20)]);
    assert_audit_clean(subject);
}

/// What was taken as fees is the operator's to book out: once, and never more than there is. What
/// goes back later goes back all the same.
///
/// # Panics
/// When the store breaks the contract.
pub fn fees_are_booked_out_once_and_never_more_than_there_are(subject: &dyn Subject) {
    done(subject, &town::founded_with_devices(2, 1, 50_000));
    done(subject, &[charged_a_fee(town::pay(2, 0, at_shop(), 1_000))]);
    let fees = AccountId::of_fees(town::yuan());
    let out = |id, minor| town::link(id, vec![town::book(id, fees, town::account(1), minor)]);
    assert_eq!(refused(&ask(subject, out(3, 11))), Some(Rejection::InsufficientFunds));
    let first = ask(subject, out(4, 8));
    assert!(first.is_ok(), "{first:?}");
    assert_eq!(ask(subject, out(4, 8)), first, "asked again, moved once");
    assert_eq!(balance(subject, fees), Some(2));
    assert_eq!(balance(subject, town::account(1)), Some(50_008));
    assert_eq!(refused(&ask(subject, out(5, 3))), Some(Rejection::InsufficientFunds));
    done(subject, &[town::refund(6, 2, 0, 1_000)]);
    assert_eq!(held(subject), [Some(50_000), Some(0), Some(-8)], "the shop gives all back");
    assert_eq!(refused(&ask(subject, out(7, 1))), Some(Rejection::InsufficientFunds));
    assert_audit_clean(subject);
}
