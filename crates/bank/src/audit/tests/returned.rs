//! Holds, ends of orders and what went back: changed behind the rules' back, and found.

use super::*;
use crate::id::HoldId;
use crate::record::{HoldState, PaymentKind, Returned};
use std::sync::Arc;

const MINUTE: u64 = 60_000;

/// A town in which money was held, released, moved and given back.
fn busy() -> MemoryStore {
    let mut store = MemoryStore::default();
    let mut envelopes = vec![
        town::open_desk(),
        town::start_enrolment(0),
        town::confirm_enrolment(0, town::CODE_HASH),
        town::top_up(0xF000, 0, 50_000),
        town::open_merchant(0),
        town::open_account(1),
    ];
    envelopes.extend([
        town::open_order(7, 0, 100),
        town::pay(1, 0, Payee::Order(OrderId(7)), 100),
        town::refund(2, 1, 0, 30),
        town::later(MINUTE, town::refund(3, 1, 0, 20)),
        town::open_order(8, 0, 60),
        town::pay(4, 0, Payee::Order(OrderId(8)), 60),
        town::reverse(8, 0, 5),
        town::charge(9, 0, 0, 5, 20_000),
        town::later(180_000, town::expire_order(9)),
        town::hold(1, 0, 300),
        town::post_hold(6, 1, 120),
        town::hold(2, 0, 40),
        town::void_hold(2),
        town::hold(3, 0, 50),
        town::later(600_000, town::expire_hold(3)),
        town::hold(4, 0, 70),
    ]);
    let outcomes = batch::run(&mut store, &envelopes).expect("memory works");
    assert!(outcomes.iter().all(Result::is_ok), "{outcomes:?}");
    store
}

fn after(change: impl FnOnce(&mut BTreeMap<Key, Record>)) -> Vec<Finding> {
    let store = busy();
    store.tamper_records(change);
    besides_answers(findings(&store))
}

/// Rewrites entries with a chain that fits again.
fn after_entries(change: impl Fn(&mut JournalEntry)) -> Vec<Finding> {
    let store = busy();
    store.tamper_journal(|rows| {
        let mut head = ChainHead::default();
        for row in rows {
            change(&mut row.entry);
            *row = head.append(row.at, row.entry.clone());
            head = row.head();
        }
    });
    findings(&store)
}

fn is_impossible(found: &[Finding]) -> bool {
    found.iter().any(|finding| matches!(finding, Finding::RowImpossible { .. }))
}

#[test]
fn a_busy_town_is_clean() {
    assert_eq!(findings(&busy()), []);
}

#[test]
fn changed_holds_are_found() {
    let account = town::account(0);
    let found = after(|records| {
        let Some(Record::Account(own)) = records.get_mut(&Key::Account(account)) else { return };
        own.held_minor = 0;
    });
    assert_eq!(found, [Finding::HeldDiffers { account, replayed_minor: 70, stored_minor: 0 }]);
    let states = [
        (1, HoldState::Pending),
        (2, HoldState::Expired),
        (3, HoldState::Voided),
        (4, HoldState::Posted(PaymentId(6))),
    ];
    for (id, state) in states {
        let hold = HoldId(id);
        let differs = [Finding::HoldDiffers { hold }];
        let change = |change: &dyn Fn(&mut crate::record::Hold)| {
            after(|records| {
                let Some(Record::Hold(own)) = records.get_mut(&Key::Hold(hold)) else { return };
                change(own);
            })
        };
        assert_eq!(change(&|own| own.state = state), differs);
        assert_eq!(change(&|own| own.amount = town::amount(1)), differs);
        assert_eq!(change(&|own| own.credit = town::account(1)), differs);
        assert_eq!(change(&|own| own.expires_at = AT), differs);
        let lost = after(|records| drop(records.remove(&Key::Hold(hold))));
        assert_eq!(lost, differs);
    }
    let extra = HoldId(99);
    let found = after(|records| {
        let Some(Record::Hold(own)) = records.get(&Key::Hold(HoldId(4))).cloned() else { return };
        let other = crate::record::Hold { id: extra, ..own };
        records.insert(Key::Hold(extra), Record::Hold(other));
    });
    assert_eq!(found, [Finding::HoldDiffers { hold: extra }]);
}

#[test]
fn changed_totals_of_what_went_back_are_found() {
    let payment = PaymentId(1);
    let differs = [Finding::ReturnedDiffers { payment }];
    let change = |change: fn(&mut Returned)| {
        after(|records| {
            let Some(Record::Returned(own)) = records.get_mut(&Key::Returned(payment)) else {
                return;
            };
            change(own);
        })
    };
    // The order that the payment settled tells of it too.
    let order = Finding::OrderDiffers { order: OrderId(7) };
    assert_eq!(change(|own| own.minor = 0), [order, differs[0]]);
    assert_eq!(change(|own| own.count = 1), differs);
    assert_eq!(change(|own| own.last_at = AT), differs);
    assert_eq!(change(|own| own.reversal = Some(PaymentId(5))), [order, differs[0]]);
    let lost = after(|records| drop(records.remove(&Key::Returned(payment))));
    assert_eq!(lost, [order, differs[0]]);
    let extra = PaymentId(6);
    let found = after(|records| {
        let (minor, count, last_at, reversal) = (120, 50, AT, None);
        let returned = Returned { payment: extra, minor, count, last_at, reversal };
        records.insert(Key::Returned(extra), Record::Returned(returned));
    });
    assert_eq!(found, [Finding::ReturnedDiffers { payment: extra }]);
}

#[test]
fn changed_ends_of_orders_and_kinds_of_payments_are_found() {
    let states = [
        (7, OrderState::Paid { payment: PaymentId(1), at: AT }),
        (7, OrderState::Refunded { payment: PaymentId(1), at: AT, refunded_minor: 49 }),
        (8, OrderState::Paid { payment: PaymentId(4), at: AT }),
        (8, OrderState::Reversed { payment: None, at: AT.plus_ms(20_000) }),
        (9, OrderState::Closed),
        (9, OrderState::Reversed { payment: None, at: AT }),
    ];
    for (id, state) in states {
        let order = OrderId(id);
        let found = after(|records| {
            let Some(Record::Order(own)) = records.get_mut(&Key::Order(order)) else { return };
            own.state = state;
        });
        assert_eq!(found, [Finding::OrderDiffers { order }]);
    }
    let order = OrderId(9);
    let found = after(|records| {
        let Some(Record::Order(own)) = records.get_mut(&Key::Order(order)) else { return };
        own.asked = None;
    });
    assert_eq!(found, [Finding::OrderDiffers { order }]);
    let kinds = [
        (2, PaymentKind::Refund(PaymentId(4))),
        (2, PaymentKind::Reversal(PaymentId(1))),
        (5, PaymentKind::Refund(PaymentId(4))),
        (6, PaymentKind::Held(HoldId(4))),
        (6, PaymentKind::Booking),
    ];
    for (id, kind) in kinds {
        let payment = PaymentId(id);
        let found = after(|records| {
            let Some(Record::Payment(own)) = records.get_mut(&Key::Payment(payment)) else {
                return;
            };
            Arc::make_mut(own).kind = kind;
        });
        // A refund that is said to be of another payment changes what went back of both.
        assert!(found.contains(&Finding::PaymentDiffers { payment }), "{kind:?}: {found:?}");
    }
}

#[test]
fn a_rewritten_journal_that_gives_back_what_was_not_paid_is_impossible() {
    let more = after_entries(|entry| {
        if let JournalEntry::Returned { payment: PaymentId(3), amount, .. } = entry {
            *amount = town::amount(71);
        }
    });
    assert!(is_impossible(&more), "{more:?}");
    let elsewhere = after_entries(|entry| {
        if let JournalEntry::Returned { credit, .. } = entry {
            *credit = town::account(1);
        }
    });
    assert!(is_impossible(&elsewhere), "{elsewhere:?}");
    let paid = after_entries(|entry| {
        if let JournalEntry::OrderReversed { order } = entry {
            *order = OrderId(7);
        }
    });
    assert!(is_impossible(&paid), "{paid:?}");
}

#[test]
fn a_rewritten_journal_that_ends_holds_wrongly_is_impossible() {
    let more = after_entries(|entry| {
        if let JournalEntry::HoldPosted { amount, .. } = entry {
            *amount = town::amount(301);
        }
    });
    assert!(is_impossible(&more), "{more:?}");
    let early = after_entries(|entry| {
        if let JournalEntry::HoldVoided { hold } = *entry {
            *entry = JournalEntry::HoldExpired { hold };
        }
    });
    assert!(is_impossible(&early), "{early:?}");
    let twice = after_entries(|entry| {
        if let JournalEntry::HoldVoided { hold } = entry {
            *hold = HoldId(1);
        }
    });
    assert!(is_impossible(&twice), "{twice:?}");
    let above = after_entries(|entry| {
        if let JournalEntry::Held { hold: HoldId(4), amount, .. } = entry {
            *amount = town::amount(60_000);
        }
    });
    let account = town::account(0);
    let is_broken = above.iter().any(|finding| {
        matches!(finding, Finding::FloorBroken { account: broken, .. } if *broken == account)
    });
    assert!(is_broken, "{above:?}");
}
