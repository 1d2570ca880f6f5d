//! Settings and their changes: tampered with behind the rules' back, and found.

use super::*;
use crate::record::Setting;
use crate::setting::SettingKey;

const MAX: SettingKey = SettingKey::PaymentMax;

/// A town in which a limit was changed twice and another one is going to be.
fn changed() -> MemoryStore {
    let mut store = lived_in();
    let mut planned =
        town::change_setting(203, SettingKey::PinFrom, town::configured(SettingKey::PinFrom), 5);
    if let Command::ChangeSetting(change) = &mut planned.command {
        change.from = Some(AT.plus_ms(60_000));
    }
    let envelopes = [
        town::change_setting(201, MAX, town::configured(MAX), 500),
        town::change_setting(202, MAX, 500, 900),
        planned,
    ];
    let outcomes = batch::run(&mut store, &envelopes).expect("memory works");
    assert!(outcomes.iter().all(Result::is_ok), "{outcomes:?}");
    assert_eq!(findings(&store), []);
    store
}

fn after(change: impl FnOnce(&mut Setting)) -> Vec<Finding> {
    let store = changed();
    store.tamper_records(|records| {
        let Some(Record::Setting(own)) = records.get_mut(&Key::Setting(MAX)) else { return };
        change(own);
    });
    findings(&store)
}

#[test]
fn changed_settings_are_found() {
    let differs = [Finding::SettingDiffers { key: MAX }];
    assert_eq!(after(|own| own.value += 1), differs);
    assert_eq!(after(|own| own.before += 1), differs);
    assert_eq!(after(|own| own.from = Some(AT)), differs);
    assert_eq!(after(|own| own.sequence += 1), differs);
    let store = changed();
    store.tamper_records(|records| drop(records.remove(&Key::Setting(MAX))));
    assert_eq!(besides_answers(findings(&store)), differs);
    let store = changed();
    let key = SettingKey::ConfirmWithinS;
    let extra = Setting { key, before: 45, value: 180, from: None, sequence: 21 };
    store.tamper_records(|records| {
        records.insert(Key::Setting(key), Record::Setting(extra));
    });
    assert_eq!(findings(&store), [Finding::SettingDiffers { key }]);
}

#[test]
fn a_rewritten_change_does_not_follow_from_the_one_before() {
    let rewritten = |change: fn(&mut JournalEntry)| {
        let store = changed();
        store.tamper_journal(|rows| {
            let mut head = ChainHead::default();
            for row in rows {
                change(&mut row.entry);
                *row = head.append(row.at, row.entry.clone());
                head = row.head();
            }
        });
        findings(&store)
    };
    let impossible = |sequence| Finding::RowImpossible { sequence };
    let first = rewritten(|entry| {
        if let JournalEntry::SettingChanged { value, .. } = entry
            && *value == 500
        {
            *value = 501;
        }
    });
    assert!(first.contains(&impossible(22)), "{first:?}");
    let absurd = rewritten(|entry| {
        if let JournalEntry::SettingChanged { key: MAX, value, .. } = entry {
            *value = 0;
        }
    });
    assert!(absurd.contains(&impossible(21)), "{absurd:?}");
    let early = rewritten(|entry| {
        if let JournalEntry::SettingChanged { from: Some(from), .. } = entry {
            *from = AT;
        }
    });
    assert!(early.contains(&impossible(23)), "{early:?}");
}

#[test]
fn an_audit_from_a_trusted_row_on_believes_what_was_set_before() {
    for since in 20..=23 {
        let store = changed();
        let report = |store: &MemoryStore| {
            let options = Options { since, ..Options::default() };
            audit_with(store, options).expect("memory works").findings
        };
        assert_eq!(report(&store), [], "since {since}");
        store.tamper_records(|records| {
            let Some(Record::Setting(own)) = records.get_mut(&Key::Setting(MAX)) else { return };
            own.sequence = 99;
        });
        assert_eq!(report(&store), [Finding::SettingDiffers { key: MAX }], "since {since}");
    }
}
