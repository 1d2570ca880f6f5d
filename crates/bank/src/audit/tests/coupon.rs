//! What an audit finds of coupons that were changed behind the rules' back.

use crate::audit::{Finding, Options, audit, audit_with};
use crate::batch;
use crate::contract::town::{self, coupon as town_coupon};
use crate::id::{CouponId, PaymentId};
use crate::journal::{ChainHead, JournalEntry};
use crate::key::Key;
use crate::memory::MemoryStore;
use crate::record::{CouponState, Record};

fn lived_in() -> MemoryStore {
    let mut store = MemoryStore::default();
    let mut envelopes = town::founded(3, 1, 50_000);
    envelopes.extend(town_coupon::lived_in());
    for outcome in batch::run(&mut store, &envelopes).expect("memory works") {
        outcome.expect("nothing speaks against it");
    }
    store
}

/// Changes a record, and returns what the audit finds.
fn changed(key: &Key, change: impl FnOnce(&mut Record)) -> Vec<Finding> {
    let store = lived_in();
    store.tamper_records(|records| change(records.get_mut(key).expect("a record")));
    audit(&store).expect("memory works").findings
}

/// Changes entries of the journal and chains it anew, as whoever holds every file would.
fn rewritten(change: impl Fn(&mut JournalEntry)) -> Vec<Finding> {
    let store = lived_in();
    store.tamper_journal(|rows| {
        let mut head = ChainHead::default();
        for row in rows {
            change(&mut row.entry);
            *row = head.append(row.at, row.entry.clone());
            head = row.head();
        }
    });
    audit(&store).expect("memory works").findings
}

#[test]
fn an_honest_town_is_clean_from_every_row_on() {
    let store = lived_in();
    let whole = audit(&store).expect("memory works");
    assert_eq!(whole.findings, []);
    for since in 1..=whole.rows {
        let options = Options { since, ..Options::default() };
        assert_eq!(audit_with(&store, options).expect("memory works").findings, [], "{since}");
    }
}

#[test]
fn a_used_coupon_that_is_held_again_is_found() {
    let key = Key::Coupon(CouponId(202));
    let findings = changed(&key, |record| {
        if let Record::Coupon(coupon) = record {
            assert_eq!(coupon.state, CouponState::Used(PaymentId(211)));
            coupon.state = CouponState::Held;
        }
    });
    assert_eq!(findings, [Finding::CouponDiffers { coupon: CouponId(202) }]);
}

#[test]
fn a_received_coupon_of_another_person_is_found() {
    let key = Key::Coupon(CouponId(204));
    let findings = changed(&key, |record| {
        if let Record::Coupon(coupon) = record {
            coupon.person = town::person(2);
        }
    });
    assert!(findings.contains(&Finding::CouponDiffers { coupon: CouponId(204) }), "{findings:?}");
}

#[test]
fn a_larger_budget_is_found() {
    let stock = town_coupon::stock(0);
    let findings = changed(&Key::Stock(stock), |record| {
        if let Record::Stock(stock) = record {
            stock.budget.used_minor -= 1;
        }
    });
    assert_eq!(findings, [Finding::StockDiffers { stock }]);
}

#[test]
fn a_batch_that_is_listed_behind_the_rules_back_is_found() {
    let stock = town_coupon::stock(0);
    let findings = changed(&Key::Stock(stock), |record| {
        if let Record::Stock(stock) = record {
            stock.is_listed = !stock.is_listed;
        }
    });
    assert_eq!(findings, [Finding::StockDiffers { stock }]);
}

#[test]
fn another_saving_of_a_payment_is_found() {
    let findings = changed(&Key::Discount(PaymentId(210)), |record| {
        if let Record::Discount(discount) = record {
            discount.used[0].saving_minor += 1;
        }
    });
    assert_eq!(findings, [Finding::PaymentDiffers { payment: PaymentId(210) }]);
}

#[test]
fn a_refund_of_more_than_the_price_is_impossible() {
    let findings = rewritten(|entry| {
        if let JournalEntry::Returned { price: Some(price), .. } = entry {
            *price = town::amount(101);
        }
    });
    let is_impossible = |finding: &Finding| matches!(finding, Finding::RowImpossible { .. });
    assert!(findings.iter().any(is_impossible), "{findings:?}");
}

#[test]
fn a_coupon_that_is_used_twice_is_impossible() {
    let findings = rewritten(|entry| {
        if let JournalEntry::CouponUsed { coupon, .. } = entry
            && *coupon == CouponId(202)
        {
            *coupon = CouponId(201);
        }
    });
    let is_impossible = |finding: &Finding| matches!(finding, Finding::RowImpossible { .. });
    assert!(findings.iter().any(is_impossible), "{findings:?}");
}
