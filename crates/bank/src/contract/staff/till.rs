//! What each role does at the till.

use super::{refused, staffed};
use crate::command::{Envelope, Payee};
use crate::contract::town::{self, coupon as town_coupon, staff as town_staff};
use crate::contract::{Subject, ask, assert_audit_clean, done};
use crate::id::{CouponId, OrderId};
use crate::key::{Key, Kind};
use crate::record::{Record, Served, Taker};
use crate::rejection::Rejection;
use town_staff::{CASHIER_REFUND_MAX, act, staff};

/// Returns a till's commands at shop 10, each with what has to be done before it.
fn commands(id: u128, step: u64) -> [(Envelope, Envelope); 5] {
    let open = |order| town::open_order(order, 10, 5);
    let paid = town::pay(id + 6, 6, Payee::Label(town::label(10)), 5);
    [
        (open(id), open(id + 1)),
        (open(id + 2), town::close_order(id + 2, 10)),
        (open(id + 3), town::charge(id + 4, 10, 6, step, 5)),
        (open(id + 5), town::reverse(id + 5, 10, id + 7)),
        (paid, town::refund(id + 8, id + 6, 10, 5)),
    ]
}

/// Owner, manager and cashier work the till, an auditor does not, and a stranger finds no shop.
///
/// # Panics
/// When the store breaks the contract.
pub fn every_role_does_what_it_may_at_the_till(subject: &dyn Subject) {
    staffed(subject);
    done(subject, &[town::start_enrolment(6), town::confirm_enrolment(6, town::CODE_HASH)]);
    let expected = [
        (0, None),
        (1, None),
        (2, None),
        (3, Some(Rejection::StaffRoleInsufficient)),
        (4, Some(Rejection::MerchantUnknown)),
        (5, Some(Rejection::MerchantUnknown)),
    ];
    for (person, rejection) in expected {
        let commands = commands(1_000 * u128::from(person + 1), 100 + u64::from(person));
        for (n, (before, command)) in commands.into_iter().enumerate() {
            done(subject, &[before]);
            let outcome = ask(subject, act(10, person, command.clone()));
            assert_eq!(refused(&outcome), rejection, "person {person}, command {n}");
            // Nothing was remembered of a refusal: the till itself can still do it.
            let again = ask(subject, command);
            assert!(again.is_ok(), "person {person}, command {n}: {again:?}");
            if rejection.is_none() {
                assert_eq!(again, outcome, "one order is one order, whoever works the till");
            }
        }
    }
    assert_audit_clean(subject);
}

/// A cashier lets a limit go back of one payment, in however many parts, and no reversal goes
/// round it.
///
/// # Panics
/// When the store breaks the contract.
pub fn a_cashier_gives_back_up_to_a_limit(subject: &dyn Subject) {
    staffed(subject);
    let max = CASHIER_REFUND_MAX;
    done(subject, &[town::pay(100, 5, Payee::Label(town::label(10)), 900)]);
    let refund =
        |id, minor, minutes: u64| town::later(minutes * 60_000, town::refund(id, 100, 10, minor));
    let too_much = act(10, 2, refund(101, max + 1, 1));
    assert_eq!(refused(&ask(subject, too_much)), Some(Rejection::StaffRoleInsufficient));
    done(subject, &[act(10, 2, refund(102, max, 1)), act(10, 2, refund(102, max, 1))]);
    let part = act(10, 2, refund(103, 1, 3));
    assert_eq!(refused(&ask(subject, part.clone())), Some(Rejection::StaffRoleInsufficient));
    done(subject, &[act(10, 1, refund(103, 1, 3))]);
    assert!(ask(subject, part).is_ok(), "what the manager did is done");
    done(subject, &[act(10, 2, town::open_order(200, 10, max + 1))]);
    done(subject, &[town::pay(201, 6, Payee::Order(OrderId(200)), max + 1)]);
    let reverse = town::reverse(200, 10, 202);
    let outcome = ask(subject, act(10, 2, reverse.clone()));
    assert_eq!(refused(&outcome), Some(Rejection::StaffRoleInsufficient));
    done(subject, &[act(10, 1, reverse.clone()), act(10, 2, reverse)]);
    done(subject, &[act(10, 2, town::open_order(210, 10, max + 1))]);
    done(subject, &[act(10, 2, town::reverse(210, 10, 211))]);
    // With a coupon the payer pays no more than the limit: what the funder paid goes back as well.
    done(subject, &town_coupon::given_out(0, town_coupon::rules()));
    done(subject, &[town_coupon::receive(1, 0, 5), town::start_enrolment(5)]);
    done(subject, &[town::confirm_enrolment(5, town::CODE_HASH)]);
    let mut charge = town::charge(220, 10, 5, 1, max + 5);
    town::charged(&mut charge).offered.coupons = vec![CouponId(1)];
    done(subject, &[charge]);
    let reverse = town::reverse(220, 10, 221);
    let outcome = ask(subject, act(10, 2, reverse.clone()));
    assert_eq!(refused(&outcome), Some(Rejection::StaffRoleInsufficient));
    done(subject, &[act(10, 1, reverse)]);
    assert_audit_clean(subject);
}

/// Who opened an order, took a payment or gave money back is noted once; of the till itself
/// nothing is.
///
/// # Panics
/// When the store breaks the contract.
pub fn who_served_is_noted(subject: &dyn Subject) {
    staffed(subject);
    let noted = |id| subject.reader().record(&Key::Served(town::merchant(10), id));
    let by = |id, person| {
        let (merchant, taker) = (town::merchant(10), Taker::Staff(staff(10, person)));
        Ok(Some(Record::Served(Served { merchant, id, taker })))
    };
    done(subject, &[act(10, 2, town::open_order(100, 10, 50)), town::open_order(101, 10, 50)]);
    done(subject, &[act(10, 1, town::open_order(100, 10, 50))]);
    done(subject, &[town::pay(102, 5, Payee::Order(OrderId(100)), 50)]);
    done(subject, &[act(10, 1, town::refund(103, 102, 10, 50))]);
    let ended = [town::close_order(101, 10), town::reverse(101, 10, 104)];
    done(subject, &ended.map(|envelope| act(10, 2, envelope)));
    assert_eq!((noted(100), noted(103)), (by(100, 2), by(103, 1)));
    assert_eq!([noted(101), noted(102), noted(104)], [Ok(None), Ok(None), Ok(None)]);
    let all = subject.reader().records(Kind::Served, None, 9).expect("works");
    let rest = subject.reader().records(Kind::Served, Some(&all[0].key()), 9).expect("works");
    assert_eq!((all.len(), rest), (2, all[1..].to_vec()));
    assert_audit_clean(subject);
}
