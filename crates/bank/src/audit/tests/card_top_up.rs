//! What an audit finds of top-ups by card that were changed behind the rules' back.

use crate::audit::{Finding, Options, audit, audit_with};
use crate::batch;
use crate::contract::town::{self, card_top_up as town_top_up};
use crate::id::{AccountId, CardTopUpId, PaymentId};
use crate::journal::{CardTopUpEntry, ChainHead, JournalEntry};
use crate::key::Key;
use crate::memory::MemoryStore;
use crate::record::{CardRefusal, CardToken, CardTopUp, CardTopUpState, PaymentKind, Record};
use std::sync::Arc;

/// Of the town's person 5: 1501 is paid, 1502 refused, 1503 in the air.
fn lived_in() -> MemoryStore {
    let mut store = MemoryStore::default();
    let mut envelopes = town::founded(6, 1, 50_000);
    envelopes.extend(town_top_up::lived_in());
    for outcome in batch::run(&mut store, &envelopes).expect("memory works") {
        outcome.expect("nothing speaks against it");
    }
    store
}

fn findings(store: &MemoryStore) -> Vec<Finding> {
    audit(store).expect("memory works").findings
}

fn change(store: &MemoryStore, id: u128, change: impl FnOnce(&mut CardTopUp)) {
    store.tamper_records(|records| {
        let Some(Record::CardTopUp(top_up)) = records.get_mut(&Key::CardTopUp(CardTopUpId(id)))
        else {
            panic!("a top-up")
        };
        change(top_up);
    });
}

/// Changes rows and chains them anew, as who holds the whole database can.
fn rewrite(store: &MemoryStore, change: impl Fn(&mut JournalEntry)) {
    store.tamper_journal(|rows| {
        let mut head = ChainHead::default();
        for row in rows {
            change(&mut row.entry);
            *row = head.append(row.at, row.entry.clone());
            head = row.head();
        }
    });
}

#[test]
fn honest_top_ups_by_card_are_clean_from_every_row_on() {
    let store = lived_in();
    let whole = audit(&store).expect("memory works");
    assert_eq!(whole.findings, []);
    for since in 1..=whole.rows {
        let options = Options { since, ..Options::default() };
        assert_eq!(audit_with(&store, options).expect("memory works").findings, [], "{since}");
    }
}

#[test]
fn attack_tampering_a_changed_top_up_by_card_is_found() {
    let changes: [fn(&mut CardTopUp); 6] = [
        |top_up| top_up.token = CardToken::new("stolen".to_owned()),
        |top_up| top_up.amount = town::amount(1),
        |top_up| top_up.person = town::person(1),
        |top_up| top_up.card.0 += 1,
        |top_up| top_up.asked_at = top_up.asked_at.plus_ms(1),
        |top_up| {
            let (reason, at) = (CardRefusal::CardGone, top_up.asked_at);
            top_up.state = CardTopUpState::Refused { reason, at };
        },
    ];
    for changed in changes {
        for id in [1_501, 1_502, 1_503] {
            let store = lived_in();
            change(&store, id, changed);
            let top_up = CardTopUpId(id);
            assert!(findings(&store).contains(&Finding::CardTopUpDiffers { top_up }), "{id}");
        }
    }
}

#[test]
fn attack_tampering_a_top_up_by_card_that_is_paid_again_or_made_up_is_found() {
    let (top_up, other) = (CardTopUpId(1_502), CardTopUpId(9));
    let store = lived_in();
    change(&store, 1_502, |top_up| top_up.state = CardTopUpState::Asked);
    assert_eq!(findings(&store), [Finding::CardTopUpDiffers { top_up }]);
    let store = lived_in();
    store.tamper_records(|records| {
        let key = Key::CardTopUp(top_up);
        let Some(Record::CardTopUp(of)) = records.get(&key).cloned() else { panic!("a top-up") };
        let more = Record::CardTopUp(CardTopUp { id: other, ..of });
        records.insert(more.key(), more);
    });
    assert_eq!(findings(&store), [Finding::CardTopUpDiffers { top_up: other }]);
    let store = lived_in();
    store.tamper_records(|records| drop(records.remove(&Key::CardTopUp(CardTopUpId(1_503)))));
    let gone = Finding::CardTopUpDiffers { top_up: CardTopUpId(1_503) };
    assert!(findings(&store).contains(&gone));
}

#[test]
fn attack_tampering_a_rewritten_journal_takes_no_money_that_no_card_paid() {
    let cases: [fn(&mut JournalEntry); 4] = [
        |entry| {
            if let JournalEntry::CardTopUp(CardTopUpEntry::Asked { amount, .. }) = entry {
                *amount = town::amount(amount.minor() + 1);
            }
        },
        |entry| {
            if let JournalEntry::CardTopUp(CardTopUpEntry::Asked { account, .. }) = entry {
                *account = town::account(1);
            }
        },
        |entry| {
            if let JournalEntry::CardTopUp(CardTopUpEntry::Refused { top_up, .. }) = entry {
                *top_up = CardTopUpId(1_501);
            }
        },
        |entry| {
            if let JournalEntry::CardTopUp(CardTopUpEntry::Asked { top_up, .. }) = entry {
                top_up.0 = 1_501;
            }
        },
    ];
    for (number, changed) in cases.into_iter().enumerate() {
        let store = lived_in();
        rewrite(&store, changed);
        let is_impossible = |finding: &Finding| matches!(finding, Finding::RowImpossible { .. });
        assert!(findings(&store).iter().any(is_impossible), "case {number}");
    }
}

/// Money that is booked out of what the issuer owes is no top-up, and cannot be passed off as one.
#[test]
fn attack_tampering_a_booking_is_no_top_up_by_card() {
    let mut store = lived_in();
    let (issuer, person) = (AccountId::of_issuer(town::yuan()), town::account(1));
    let booked = town::link(1, vec![town::book(77, issuer, person, 10)]);
    batch::run(&mut store, &[booked]).expect("memory works").remove(0).expect("is done");
    assert_eq!(findings(&store), []);
    store.tamper_records(|records| {
        let key = Key::Payment(PaymentId(77));
        let Some(Record::Payment(paid)) = records.get_mut(&key) else { panic!("a payment") };
        Arc::make_mut(paid).kind = PaymentKind::CardTopUp(CardTopUpId(1_503));
    });
    let is_impossible = |finding: &Finding| matches!(finding, Finding::RowImpossible { .. });
    assert!(findings(&store).iter().any(is_impossible));
}
