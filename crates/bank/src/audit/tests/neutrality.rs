//! What an audit finds of a neutrality log that was changed behind the rules' back, and of
//! merchants who were limited without it.

use crate::audit::{Finding, Options, audit, audit_with};
use crate::batch;
use crate::contract::town::{self, neutrality as town_log};
use crate::journal::{ChainHead, JournalEntry, JournalRow};
use crate::key::Key;
use crate::memory::MemoryStore;
use crate::record::{NeutralityEntry, Record, State};
use crate::registered::{Registered, RegisteredKind};
use proof::neutrality::Reason;

fn lived_in() -> MemoryStore {
    let mut store = MemoryStore::default();
    let mut envelopes = town::founded(1, 2, 50_000);
    envelopes.extend(town_log::lived_in());
    for outcome in batch::run(&mut store, &envelopes).expect("memory works") {
        outcome.expect("nothing speaks against it");
    }
    store
}

fn findings(store: &MemoryStore) -> Vec<Finding> {
    audit(store).expect("memory works").findings
}

#[test]
fn an_honest_log_is_clean_from_every_row_on() {
    let store = lived_in();
    let whole = audit(&store).expect("memory works");
    assert_eq!(whole.findings, []);
    for since in 1..=whole.rows {
        let options = Options { since, ..Options::default() };
        assert_eq!(audit_with(&store, options).expect("memory works").findings, [], "{since}");
    }
}

#[test]
fn attack_neutrality_an_entry_changed_removed_or_made_up_is_found() {
    let changes: [fn(&mut NeutralityEntry); 6] = [
        |kept| kept.entry.text.push('!'),
        |kept| kept.entry.reason = Some(Reason::Law),
        |kept| kept.entry.name = "Other".to_owned(),
        |kept| kept.entry.at_ms += 1,
        |kept| kept.ended_by = None,
        |kept| kept.appealed_by = None,
    ];
    for change in changes {
        let store = lived_in();
        store.tamper_records(|records| {
            if let Some(Record::Neutrality(kept)) = records.get_mut(&Key::Neutrality(6)) {
                change(kept);
            }
        });
        assert_eq!(findings(&store), [Finding::NeutralityDiffers { number: 6 }]);
    }
    for number in 1..=11 {
        let store = lived_in();
        store.tamper_records(|records| drop(records.remove(&Key::Neutrality(number))));
        assert!(findings(&store).contains(&Finding::NeutralityDiffers { number }), "{number}");
    }
    let store = lived_in();
    store.tamper_records(|records| {
        let Some(Record::Neutrality(kept)) = records.get(&Key::Neutrality(11)).cloned() else {
            panic!("an entry")
        };
        let mut made_up = kept;
        made_up.entry.number = 12;
        records.insert(Key::Neutrality(12), Record::Neutrality(made_up));
    });
    assert!(findings(&store).contains(&Finding::NeutralityDiffers { number: 12 }));
    let store = lived_in();
    store.tamper_records(|records| {
        let swap = [2, 11].map(|number| records.remove(&Key::Neutrality(number)));
        for (number, record) in [11, 2].into_iter().zip(swap) {
            let Some(Record::Neutrality(mut kept)) = record else { panic!("an entry") };
            kept.entry.number = number;
            records.insert(Key::Neutrality(number), Record::Neutrality(kept));
        }
    });
    assert!(findings(&store).contains(&Finding::NeutralityDiffers { number: 2 }), "moved");
}

/// Rewrites the journal with hashes that fit.
fn rewrite(store: &MemoryStore, change: impl FnOnce(&mut Vec<JournalRow>)) {
    store.tamper_journal(|rows| {
        change(rows);
        let mut head = ChainHead::default();
        for row in rows {
            *row = head.append(row.at, row.entry.clone());
            head = row.head();
        }
    });
}

fn is_about_shop(row: &JournalRow) -> bool {
    matches!(&row.entry, JournalEntry::Registered(registered)
        if registered.kind == RegisteredKind::Merchant)
}

#[test]
fn attack_neutrality_a_merchant_limited_freed_or_removed_without_an_entry_is_found() {
    for state in [State::Limited, State::Closed] {
        let store = lived_in();
        // The record is changed and registered, with a journal that fits, and no entry is written.
        let mut changed = None;
        store.tamper_records(|records| {
            let Some(Record::Merchant(shop)) = records.get_mut(&Key::Merchant(town::merchant(0)))
            else {
                panic!("a shop")
            };
            shop.state = state;
            changed = Registered::of(&Record::Merchant(shop.clone()));
        });
        let changed = changed.expect("registered");
        rewrite(&store, |rows| {
            let last = rows.last().expect("rows").clone();
            rows.push(JournalRow { entry: JournalEntry::Registered(changed), ..last });
        });
        let impossible = findings(&store);
        let is_impossible = |finding: &Finding| matches!(finding, Finding::RowImpossible { .. });
        assert!(impossible.iter().any(is_impossible), "{state:?}: {impossible:?}");
    }
    // What was written is hidden in the journal too: the state has no reason any more.
    for hidden in 1..=11_u64 {
        let store = lived_in();
        rewrite(&store, |rows| {
            rows.retain(|row| {
                !matches!(row.entry, JournalEntry::NeutralityEntered { number, .. }
                    if number == hidden)
            });
        });
        assert!(!findings(&store).is_empty(), "entry {hidden}");
    }
    // An entry stands there, and what it says was not done.
    let store = lived_in();
    rewrite(&store, |rows| {
        let last = rows.iter().rposition(is_about_shop).expect("a row");
        rows.remove(last);
    });
    assert!(!findings(&store).is_empty());
}
