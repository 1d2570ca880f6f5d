//! Everything that can be changed behind the rules' back is found, and named.

mod card;
mod card_top_up;
mod coupon;
mod envelope;
mod fee;
mod goods;
mod neutrality;
mod registered;
mod returned;
mod setting;
mod since;

use super::*;
use crate::batch;
use crate::command::{CloseOrder, Command, Payee};
use crate::contract::town::{self, AT};
use crate::id::{AccountId, OrderId, PaymentId};
use crate::journal::{ChainHead, JournalEntry, JournalRow};
use crate::key::Key;
use crate::memory::MemoryStore;
use crate::record::{Floor, OrderState, Record};
use money::Balance;
use std::sync::Arc;

/// The place of the first payment of a label in the small town, from 0.
const FIRST_PAYMENT: usize = 14;

/// A small town in which everything has happened once: rows 1 to 20.
fn lived_in() -> MemoryStore {
    let mut store = MemoryStore::default();
    let mut envelopes = town::founded(2, 1, 500);
    let close = CloseOrder { order: OrderId(8), merchant: town::merchant(0) };
    envelopes.extend([
        town::pay(1, 0, Payee::Label(town::label(0)), 10),
        town::open_order(7, 0, 20),
        town::open_order(8, 0, 30),
        town::pay(2, 0, Payee::Order(OrderId(7)), 20),
        town::plain(Command::CloseOrder(close)),
        town::pay(3, 0, Payee::Receive(town::receive_code(1)), 5),
    ]);
    let outcomes = batch::run(&mut store, &envelopes).expect("memory works");
    assert!(outcomes.iter().all(Result::is_ok));
    store
}

fn findings(store: &MemoryStore) -> Vec<Finding> {
    let report = audit(store).expect("memory works");
    assert_eq!(report.is_clean(), report.findings.is_empty());
    assert!(report.findings.iter().all(|finding| !finding.to_string().is_empty()));
    report.findings
}

fn after_records(change: impl FnOnce(&mut BTreeMap<Key, Record>)) -> Vec<Finding> {
    let store = lived_in();
    store.tamper_records(change);
    besides_answers(findings(&store))
}

/// An answer repeats what its record says, so both are found where the record was changed.
fn besides_answers(mut found: Vec<Finding>) -> Vec<Finding> {
    found.retain(|finding| !matches!(finding, Finding::AnsweredDiffers { .. }));
    found
}

fn after_journal(change: impl FnOnce(&mut Vec<JournalRow>)) -> Vec<Finding> {
    let store = lived_in();
    store.tamper_journal(change);
    findings(&store)
}

/// Rewrites the journal with a chain that fits again: what an insider would do.
fn after_rewrite(change: impl FnOnce(&mut Vec<JournalEntry>)) -> Vec<Finding> {
    after_journal(|rows| {
        let mut entries: Vec<JournalEntry> = rows.iter().map(|row| row.entry.clone()).collect();
        change(&mut entries);
        let mut head = ChainHead::default();
        *rows = entries
            .into_iter()
            .map(|entry| {
                let row = head.append(AT, entry);
                head = row.head();
                row
            })
            .collect();
    })
}

fn minor(id: AccountId, minor: i64) -> impl FnOnce(&mut BTreeMap<Key, Record>) {
    move |records| {
        let Some(Record::Account(account)) = records.get_mut(&Key::Account(id)) else { return };
        account.balance = Balance::new(minor, town::yuan()).expect("in range");
    }
}

#[test]
fn an_honest_town_is_clean() {
    let store = lived_in();
    let report = audit(&store).expect("memory works");
    assert_eq!(report.findings, []);
    assert_eq!((report.rows, report.payments, report.accounts), (20, 5, 4));
    assert_eq!(report.head.sequence, 20);
    assert_eq!((report.registered, report.answered), (8, 7));
    assert_eq!(report.sums_minor.values().copied().collect::<Vec<_>>(), [0]);
}

#[test]
fn changed_accounts_are_found() {
    let account = town::account(0);
    assert_eq!(
        after_records(minor(account, 466)),
        [
            Finding::BalanceDiffers { account, replayed_minor: 465, stored_minor: 466 },
            Finding::SumNotZero { currency: town::yuan(), sum_minor: 1 },
        ]
    );
    let missing = after_records(|records| drop(records.remove(&Key::Account(account))));
    assert!(missing.contains(&Finding::AccountMissing { account }));
    let extra = AccountId(99);
    let found = after_records(|records| {
        let Some(Record::Account(own)) = records.get(&Key::Account(account)).cloned() else {
            return;
        };
        let balance = Balance::zero(town::yuan());
        let other = crate::record::Account { id: extra, balance, ..own };
        records.insert(Key::Account(extra), Record::Account(other));
    });
    assert_eq!(found, [Finding::AccountExtra { account: extra }]);
    let found = after_records(|records| {
        let Some(Record::Account(own)) = records.get_mut(&Key::Account(account)) else { return };
        (own.floor, own.version) = (Floor::None, 0);
    });
    assert_eq!(found, [Finding::AccountDiffers { account }, Finding::VersionDiffers { account }]);
}

#[test]
fn changed_payments_are_found() {
    let payment = PaymentId(1);
    let change = |change: fn(&mut crate::record::Payment)| {
        after_records(|records| {
            let Some(Record::Payment(own)) = records.get_mut(&Key::Payment(payment)) else {
                return;
            };
            change(Arc::make_mut(own));
        })
    };
    let differs = [Finding::PaymentDiffers { payment }];
    assert_eq!(change(|own| own.amount = town::amount(11)), differs);
    assert_eq!(change(|own| own.credit = town::account(1)), differs);
    assert_eq!(change(|own| own.at = AT.plus_ms(1)), differs);
    assert_eq!(change(|own| own.journal_hash = [0; 32]), differs);
    let elsewhere = change(|own| own.sequence = 100);
    assert!(elsewhere.starts_with(&differs), "{elsewhere:?}");
    assert_eq!(change(|own| own.debit_previous += 1), differs);
    assert_eq!(change(|own| own.credit_previous += 1), differs);
    assert_eq!(change(|own| own.kind = crate::record::PaymentKind::Order(OrderId(8))), differs);
    let forged = [Finding::EvidenceDiffers { payment }];
    assert_eq!(change(|own| own.evidence = None), forged);
    assert_eq!(change(|own| own.evidence.iter_mut().for_each(|it| it.signature[3] ^= 1)), forged);
    let found = after_records(|records| drop(records.remove(&Key::Payment(payment))));
    assert_eq!(found, [Finding::PaymentMissing { payment }]);
    let extra = PaymentId(77);
    let found = after_records(|records| {
        let Some(Record::Payment(own)) = records.get(&Key::Payment(payment)).cloned() else {
            return;
        };
        let own = Arc::unwrap_or_clone(own);
        let other = crate::record::Payment { id: extra, sequence: 50, ..own };
        records.insert(Key::Payment(extra), Record::Payment(Arc::new(other)));
    });
    assert_eq!(found, [Finding::PaymentExtra { payment: extra }]);
}

#[test]
fn changed_orders_are_found() {
    for (id, state) in [(7, OrderState::Open), (8, OrderState::Open), (7, OrderState::Closed)] {
        let order = OrderId(id);
        let found = after_records(|records| {
            let Some(Record::Order(own)) = records.get_mut(&Key::Order(order)) else { return };
            own.state = state;
        });
        assert_eq!(found, [Finding::OrderDiffers { order }]);
    }
}

#[test]
fn a_changed_row_is_found_by_its_hash() {
    let found = after_journal(|rows| rows[FIRST_PAYMENT].at = AT.plus_ms(1));
    assert_eq!(found.first(), Some(&Finding::HashWrong { sequence: 15 }));
    assert_eq!(
        after_journal(|rows| rows[3].hash[0] ^= 1)[..2],
        [Finding::HashWrong { sequence: 4 }, Finding::HashWrong { sequence: 5 },]
    );
}

#[test]
fn a_lost_row_is_found_by_its_place() {
    let found = after_journal(|rows| {
        rows.remove(FIRST_PAYMENT);
    });
    assert_eq!(found[0], Finding::Gap { expected: 15, found: 16 });
    assert!(
        found.contains(&Finding::PaymentMissing { payment: PaymentId(1) }) || {
            found.contains(&Finding::PaymentExtra { payment: PaymentId(1) })
        }
    );
    let last = after_journal(|rows| {
        rows.pop();
    });
    assert!(last.contains(&Finding::PaymentExtra { payment: PaymentId(3) }));
}

#[test]
fn a_rewritten_journal_is_found_by_what_it_adds_up_to() {
    let doubled = after_rewrite(|entries| entries.push(entries[FIRST_PAYMENT].clone()));
    let payment = PaymentId(1);
    assert!(doubled.contains(&Finding::MovedTwice { payment, sequence: 21 }), "{doubled:?}");
    let moved_before_opened = after_rewrite(|entries| entries.swap(0, 2));
    assert!(moved_before_opened.contains(&Finding::RowImpossible { sequence: 1 }));
    let too_much = after_rewrite(|entries| {
        if let JournalEntry::Moved { amount, .. } = &mut entries[FIRST_PAYMENT] {
            *amount = town::amount(501);
        }
    });
    let account = town::account(0);
    assert!(too_much.contains(&Finding::FloorBroken { account, sequence: 15 }));
    let paid_twice = after_rewrite(|entries| {
        if let JournalEntry::OrderClosed { order } = &mut entries[18] {
            *order = OrderId(7);
        }
    });
    assert!(paid_twice.contains(&Finding::RowImpossible { sequence: 19 }));
}
