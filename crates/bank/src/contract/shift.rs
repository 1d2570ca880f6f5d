//! Shifts: opened, closed, numbered, and no payment between two of them or in both.

use super::race::contend;
use super::staff::staffed;
use super::town::{self, program, shift as town_shift};
use super::{Subject, ask, assert_audit_clean, done};
use crate::command::{Envelope, Payee};
use crate::id::{ApiKeyId, OrderId, ShiftId};
use crate::key::Key;
use crate::receipt::{Outcome, Receipt};
use crate::record::{PaymentKind, Record, Roster, Served, Shift, Taker};
use crate::rejection::Rejection;
use crate::shift::OPEN_MAX;
use town::staff::{act, remove, staff};
use town_shift::{begin, by_key, close_shift, end, keep_report, open_shift};

fn refused(outcome: &Outcome) -> Option<Rejection> {
    outcome.as_ref().err().map(|refusal| refusal.rejection)
}

fn shift(subject: &dyn Subject, id: u128) -> Shift {
    match subject.reader().record(&Key::Shift(ShiftId(id))) {
        Ok(Some(Record::Shift(shift))) => *shift,
        other => panic!("a shift, not {other:?}"),
    }
}

fn roster(subject: &dyn Subject, n: u32) -> Roster {
    match subject.reader().record(&Key::Roster(town::merchant(n))) {
        Ok(Some(Record::Roster(roster))) => roster,
        other => panic!("a roster, not {other:?}"),
    }
}

fn number(subject: &dyn Subject, id: u128) -> Option<u64> {
    shift(subject, id).end.map(|end| end.number)
}

/// One taker has one shift at a time; closing numbers it, once, by the shop's own count.
///
/// # Panics
/// When the store breaks the contract.
pub fn a_shift_is_opened_closed_and_numbered(subject: &dyn Subject) {
    staffed(subject);
    let opened = done(subject, &[begin(100, 10, 2), begin(100, 10, 2)]);
    assert_eq!(opened, [Receipt::Shift(ShiftId(100)), Receipt::Shift(ShiftId(100))]);
    let second = ask(subject, begin(101, 10, 2));
    assert_eq!(refused(&second), Some(Rejection::ShiftOpen));
    done(subject, &[begin(102, 10, 1), begin(103, 11, 4)]);
    let open: Vec<ShiftId> = roster(subject, 10).open.iter().map(|(_, shift)| *shift).collect();
    assert_eq!(open, [ShiftId(100), ShiftId(102)]);
    done(subject, &[end(102, 10, 1), end(100, 10, 2), end(103, 11, 4)]);
    let closed = shift(subject, 100);
    done(subject, &[town::later(9, end(100, 10, 2)), town::later(9, end(100, 10, 1))]);
    assert_eq!(shift(subject, 100), closed, "closing again changes nothing");
    let numbers = [102, 100, 103].map(|id| number(subject, id));
    assert_eq!(numbers, [Some(1), Some(2), Some(1)], "each shop counts its own");
    assert_eq!(refused(&ask(subject, begin(101, 10, 2))), Some(Rejection::ShiftOpen), "as before");
    done(subject, &[begin(104, 10, 2), end(104, 10, 2)]);
    let listed = |taker, before, limit| -> Vec<u128> {
        let reader = subject.reader();
        let shifts = reader.shifts_of(town::merchant(10), taker, before, limit).expect("works");
        shifts.iter().map(|shift| shift.id.0).collect()
    };
    let cashier = Some(Taker::Staff(staff(10, 2)));
    assert_eq!(listed(None, None, 9), [104, 100, 102]);
    assert_eq!(listed(None, Some(3), 1), [100]);
    assert_eq!(listed(cashier, None, 9), [104, 100]);
    assert_eq!(listed(cashier, Some(2), 9), [0; 0]);
    assert_eq!(listed(Some(Taker::Till), None, 9), [0; 0]);
    assert_audit_clean(subject);
}

/// A cashier opens and closes their own and nobody else's; a manager closes any; an auditor and a
/// stranger none; and nobody opens one in another's name.
///
/// # Panics
/// When the store breaks the contract.
pub fn who_takes_money_opens_and_closes_their_own_shift(subject: &dyn Subject) {
    staffed(subject);
    let role = Some(Rejection::StaffRoleInsufficient);
    done(subject, &[begin(100, 10, 0), begin(101, 10, 2)]);
    assert_eq!(refused(&ask(subject, begin(102, 10, 3))), role);
    assert_eq!(refused(&ask(subject, end(100, 10, 3))), role);
    assert_eq!(refused(&ask(subject, end(100, 10, 2))), role, "the owner's");
    let unknown = Some(Rejection::MerchantUnknown);
    assert_eq!(refused(&ask(subject, begin(102, 10, 5))), unknown);
    assert_eq!(refused(&ask(subject, end(100, 10, 4))), unknown);
    let elsewhere = Some(Rejection::ShiftUnknown);
    assert_eq!(refused(&ask(subject, end(100, 11, 4))), elsewhere, "another shop's");
    let others = Taker::Staff(staff(10, 1));
    assert_eq!(refused(&ask(subject, act(10, 2, open_shift(102, 10, others)))), role);
    assert_eq!(refused(&ask(subject, act(10, 2, close_shift(100, 10, others)))), role);
    assert_eq!(refused(&ask(subject, act(10, 2, close_shift(100, 10, Taker::Till)))), role);
    done(subject, &[remove(10, 0, 2), end(101, 10, 1)]);
    assert_eq!(shift(subject, 101).end.map(|end| end.by), Some(others), "who left has it closed");
    assert_eq!(refused(&ask(subject, begin(103, 10, 2))), unknown);
    done(subject, &[close_shift(100, 10, Taker::Till)]);
    assert_audit_clean(subject);
}

/// A program's shift is its key's; what it does is noted with it, and other keys see nothing of it.
///
/// # Panics
/// When the store breaks the contract.
pub fn a_program_has_a_shift_of_its_own_and_is_noted(subject: &dyn Subject) {
    staffed(subject);
    let keys = [program::open_key(1, 10), program::open_key(2, 10), program::open_key(3, 0)];
    done(subject, &keys);
    let [first, second, foreign] = [1, 2, 3].map(|id| Taker::Key(ApiKeyId(id)));
    done(subject, &[open_shift(100, 10, first), open_shift(101, 10, second)]);
    done(subject, &[open_shift(102, 10, Taker::Till)]);
    let unknown = Some(Rejection::ApiKeyUnknown);
    assert_eq!(refused(&ask(subject, open_shift(103, 10, foreign))), unknown);
    let outcome = ask(subject, close_shift(101, 10, first));
    assert_eq!(refused(&outcome), Some(Rejection::ShiftUnknown));
    let open = |id| town::open_order(id, 10, 50);
    done(subject, &[by_key(10, 1, open(200)), by_key(10, 2, open(200)), open(201)]);
    done(subject, &[town::pay(202, 5, Payee::Order(OrderId(200)), 50)]);
    done(subject, &[by_key(10, 2, town::refund(203, 202, 10, 50))]);
    assert_eq!(refused(&ask(subject, by_key(10, 3, open(204)))), unknown);
    assert_eq!(refused(&ask(subject, by_key(11, 1, town::open_order(204, 11, 5)))), unknown);
    let noted = |id| match subject.reader().record(&Key::Served(town::merchant(10), id)) {
        Ok(Some(Record::Served(Served { taker, .. }))) => Some(taker),
        Ok(None) => None,
        other => panic!("a note, not {other:?}"),
    };
    assert_eq!([200, 201, 203].map(noted), [Some(first), None, Some(second)]);
    done(subject, &[close_shift(100, 10, first), close_shift(101, 10, Taker::Till)]);
    done(subject, &[close_shift(102, 10, Taker::Till)]);
    assert_eq!([100, 101, 102].map(|id| number(subject, id)), [Some(1), Some(2), Some(3)]);
    assert_audit_clean(subject);
}

/// A report is kept of what is closed, and stays what it was.
///
/// # Panics
/// When the store breaks the contract.
pub fn a_report_is_kept_once(subject: &dyn Subject) {
    staffed(subject);
    done(subject, &[begin(100, 10, 2)]);
    let early = ask(subject, keep_report(100, "early"));
    assert_eq!(refused(&early), Some(Rejection::ShiftNotClosed));
    assert_eq!(refused(&ask(subject, keep_report(9, "none"))), Some(Rejection::ShiftUnknown));
    done(subject, &[end(100, 10, 2)]);
    let lists = ["one", "two", "three"].map(|report| vec![keep_report(100, report)]).to_vec();
    assert!(contend(subject, lists).concat().iter().all(Result::is_ok));
    let kept = shift(subject, 100).report.expect("is kept");
    assert!(["one", "two", "three"].contains(&kept.as_str()));
    done(subject, &[keep_report(100, "four"), end(100, 10, 1)]);
    assert_eq!(shift(subject, 100).report, Some(kept));
    assert_audit_clean(subject);
}

/// A shop that opens shifts without end is told.
///
/// # Panics
/// When the store breaks the contract.
pub fn a_shop_has_so_many_shifts_open(subject: &dyn Subject) {
    done(subject, &town::founded(1, 1, 500));
    let most = u32::try_from(OPEN_MAX).expect("a small number");
    let taker = |key: u32| Taker::Key(ApiKeyId(u128::from(key)));
    let open = |key: u32| open_shift(0x1000 + u128::from(key), 0, taker(key));
    let keys: Vec<Envelope> = (1..=most + 1).map(|key| program::open_key(key, 0)).collect();
    done(subject, &keys);
    done(subject, &(1..=most).map(open).collect::<Vec<_>>());
    assert_eq!(refused(&ask(subject, open(most + 1))), Some(Rejection::ShiftsFull));
    done(subject, &[close_shift(0x1001, 0, taker(1))]);
    done(subject, &[open_shift(0x1000, 0, taker(most + 1))]);
    assert_eq!(roster(subject, 0).open.len(), OPEN_MAX);
}

/// Shifts that are closed at the same moment, each by several, get one number each and leave none
/// out.
///
/// # Panics
/// When the store breaks the contract.
pub fn shifts_closed_at_once_have_one_number_each(subject: &dyn Subject) {
    staffed(subject);
    done(subject, &[begin(100, 10, 0), begin(101, 10, 1), begin(102, 10, 2)]);
    let own = vec![end(100, 10, 0), end(101, 10, 1), end(102, 10, 2)];
    let mut back = own.clone();
    back.reverse();
    let outcomes = contend(subject, vec![own.clone(), back, own]);
    assert!(outcomes.concat().iter().all(Result::is_ok));
    let mut numbers = [100, 101, 102].map(|id| number(subject, id));
    numbers.sort_unstable();
    assert_eq!(numbers, [Some(1), Some(2), Some(3)]);
    assert_eq!((roster(subject, 10).reports, roster(subject, 10).open.len()), (3, 0));
    assert_audit_clean(subject);
}

/// While people pay, a taker's shift is closed and the next one opened, again and again: each
/// payment lies in one of them, or in the moment at which none was open.
///
/// # Panics
/// When the store breaks the contract.
pub fn attack_shift_no_payment_lies_between_two_shifts_or_in_both(subject: &dyn Subject) {
    const SHIFTS: u128 = 6;
    const ORDERS: u128 = 24;
    staffed(subject);
    let orders = (0..ORDERS).map(|n| act(10, 2, town::open_order(200 + n, 10, 10)));
    done(subject, &orders.collect::<Vec<_>>());
    done(subject, &[begin(100, 10, 2)]);
    let turns = (0..SHIFTS).flat_map(|n| [end(100 + n, 10, 2), begin(101 + n, 10, 2)]);
    let pay = |payer: u32| -> Vec<Envelope> {
        let half = (0..ORDERS).filter(|n| n % 2 == u128::from(payer) % 2);
        half.map(|n| town::pay(300 + n, payer, Payee::Order(OrderId(200 + n)), 10)).collect()
    };
    let outcomes = contend(subject, vec![turns.collect(), pay(4), pay(5)]).concat();
    assert!(outcomes.iter().all(Result::is_ok), "{outcomes:?}");
    done(subject, &[end(100 + SHIFTS, 10, 2)]);
    let shifts: Vec<Shift> = (0..=SHIFTS).map(|n| shift(subject, 100 + n)).collect();
    let bounds = shifts.iter().map(|shift| (shift.after, shift.end.expect("closed").last));
    let bounds: Vec<(u64, u64)> = bounds.collect();
    for pair in bounds.windows(2) {
        assert!(pair[0].0 <= pair[0].1 && pair[0].1 < pair[1].0, "{bounds:?}");
    }
    let account = town::merchant_account(10);
    let payments = subject.reader().payments(account, None, 100).expect("works");
    let paid = payments.iter().filter(|payment| matches!(payment.kind, PaymentKind::Order(_)));
    let mut count = 0;
    for payment in paid {
        let within =
            bounds.iter().filter(|(after, last)| (*after + 1..=*last).contains(&payment.sequence));
        // Between two shifts there are the rows of the closing alone, and what came before the next
        // one was opened.
        let outside = bounds
            .windows(2)
            .filter(|pair| (pair[0].1 + 1..=pair[1].0).contains(&payment.sequence));
        assert_eq!(within.count() + outside.count(), 1, "{payment:?} of {bounds:?}");
        count += 1;
    }
    assert_eq!(count, ORDERS);
    assert_audit_clean(subject);
}
