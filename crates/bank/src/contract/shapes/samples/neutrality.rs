//! The neutrality log at the edges of what it can hold.

use super::{AT, HIGH, TEXT};
use crate::id::{MerchantId, TimeMs};
use crate::journal::JournalEntry;
use crate::receipt::Receipt;
use crate::record::{NeutralityEntry, Record};
use proof::neutrality::{Action, Entry, Reason};

/// The largest number that a store's column holds.
const NUMBER_MAX: u64 = i64::MAX.unsigned_abs();

fn entry(number: u64, action: Action, reason: Option<Reason>, followed: Option<u64>) -> Record {
    let is_large = followed.is_some();
    let TimeMs(at_ms) = AT;
    Record::Neutrality(NeutralityEntry {
        entry: Entry {
            number,
            previous: [0xA1; 32],
            at_ms,
            merchant: HIGH,
            name: TEXT.to_owned(),
            action,
            reason,
            about: is_large.then_some(NUMBER_MAX),
            evidence: is_large.then_some([0xE1; 32]),
            answer_by_ms: is_large.then_some(NUMBER_MAX),
            text: TEXT.repeat(4),
        },
        ended_by: followed,
        appealed_by: followed,
    })
}

pub(super) fn records() -> Vec<Record> {
    let actions = Action::ALL.iter().map(|action| (*action, None));
    let reasons = Reason::ALL.iter().map(|reason| (Action::Limited, Some(*reason)));
    let numbered = (1..).zip(actions.chain(reasons));
    let mut records: Vec<Record> =
        numbered.map(|(number, (action, reason))| entry(number, action, reason, None)).collect();
    records.push(entry(NUMBER_MAX, Action::Appealed, None, Some(NUMBER_MAX)));
    records
}

pub(super) fn later_records() -> Vec<Record> {
    records()
        .into_iter()
        .map(|record| match record {
            Record::Neutrality(kept) => {
                let (ended_by, appealed_by) = (Some(NUMBER_MAX), Some(1));
                Record::Neutrality(NeutralityEntry { ended_by, appealed_by, ..kept })
            }
            other => other,
        })
        .collect()
}

pub(super) fn answers() -> Vec<Receipt> {
    vec![Receipt::NeutralityEntered(NUMBER_MAX), Receipt::NeutralityEntered(1)]
}

pub(super) fn journal() -> Vec<JournalEntry> {
    let actions = Action::ALL.iter().map(|action| JournalEntry::NeutralityEntered {
        number: NUMBER_MAX,
        merchant: MerchantId(HIGH),
        action: *action,
        hash: [0xC1; 32],
    });
    actions.collect()
}
