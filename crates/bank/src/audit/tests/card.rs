//! What an audit finds of cards and their gifts that were changed behind the rules' back.

use crate::audit::{Finding, Options, audit, audit_with};
use crate::batch;
use crate::contract::town::{self, card as town_card, coupon as town_coupon};
use crate::journal::{CardEntry, ChainHead, JournalEntry};
use crate::key::Key;
use crate::memory::MemoryStore;
use crate::record::{CardGift, CardToken, Record, State};
use town_card::card;

fn lived_in() -> MemoryStore {
    let mut store = MemoryStore::default();
    let mut envelopes = town::founded(3, 1, 50_000);
    envelopes.extend(town_card::lived_in());
    for outcome in batch::run(&mut store, &envelopes).expect("memory works") {
        outcome.expect("nothing speaks against it");
    }
    store
}

fn findings(store: &MemoryStore) -> Vec<Finding> {
    audit(store).expect("memory works").findings
}

#[test]
fn honest_cards_are_clean_from_every_row_on() {
    let store = lived_in();
    let whole = audit(&store).expect("memory works");
    assert_eq!(whole.findings, []);
    for since in 1..=whole.rows {
        let options = Options { since, ..Options::default() };
        assert_eq!(audit_with(&store, options).expect("memory works").findings, [], "{since}");
    }
}

#[test]
fn attack_tampering_a_card_that_is_bound_again_or_has_another_token_is_found() {
    let changes: [fn(&mut crate::record::Card); 4] = [
        |card| card.state = State::Active,
        |card| card.token = CardToken::new("stolen".to_owned()),
        |card| card.last_four += 1,
        |card| card.bound_at = card.bound_at.plus_ms(1),
    ];
    for change in changes {
        let store = lived_in();
        store.tamper_records(|records| {
            let key = Key::Card(town::person(1), card(1));
            if let Some(Record::Card(card)) = records.get_mut(&key) {
                change(card);
            }
        });
        assert_eq!(findings(&store), [Finding::CardDiffers { card: card(1) }]);
    }
}

#[test]
fn attack_tampering_a_gift_that_is_forgotten_or_made_up_is_found() {
    let stock = town_coupon::stock(9);
    let key = Key::CardGift(stock, card(0));
    let store = lived_in();
    store.tamper_records(|records| drop(records.remove(&key)));
    assert_eq!(findings(&store), [Finding::CardDiffers { card: card(0) }]);
    let store = lived_in();
    store.tamper_records(|records| {
        let Some(Record::CardGift(gift)) = records.get(&key).cloned() else { panic!("a gift") };
        let more = Record::CardGift(CardGift { card: card(7), ..gift });
        records.insert(more.key(), more);
    });
    assert_eq!(findings(&store), [Finding::CardDiffers { card: card(7) }]);
}

#[test]
fn attack_farm_a_rewritten_journal_gives_no_card_a_second_gift() {
    let cases: [fn(&mut JournalEntry); 3] = [
        |entry| {
            if let JournalEntry::Card(CardEntry::Counted { coupon, .. }) = entry {
                coupon.0 += 1;
            }
        },
        |entry| {
            if let JournalEntry::Card(CardEntry::Counted { card, .. }) = entry {
                *card = town_card::card(1);
            }
        },
        |entry| {
            if let JournalEntry::Card(CardEntry::Unbound { account, .. }) = entry {
                *account = town::account(2);
            }
        },
    ];
    for (number, change) in cases.into_iter().enumerate() {
        let store = lived_in();
        store.tamper_journal(|rows| {
            let mut head = ChainHead::default();
            for row in rows {
                change(&mut row.entry);
                *row = head.append(row.at, row.entry.clone());
                head = row.head();
            }
        });
        let is_impossible = |finding: &Finding| matches!(finding, Finding::RowImpossible { .. });
        assert!(findings(&store).iter().any(is_impossible), "case {number}");
    }
}
