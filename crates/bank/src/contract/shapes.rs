//! Every shape of record, row and answer reads back as it was written.

mod samples;

use crate::contract::Subject;
use crate::key::Key;
use crate::record::{Answered, Record};
use crate::store::Writes;
use std::sync::Arc;

fn keep(subject: &dyn Subject, mut writes: Writes) {
    writes.records.sort_by_key(Record::key);
    let mut store = subject.store();
    let mut batch = store.begin().expect("begins");
    batch.write(&writes).expect("writes");
    batch.commit().expect("commits");
}

/// Every kind of record reads back, in its first state and in a later one.
///
/// # Panics
/// When the store breaks the contract.
pub fn every_record_reads_back(subject: &dyn Subject) {
    let versions =
        [(samples::records(), samples::events()), (samples::later_records(), Vec::new())];
    for (records, events) in versions {
        keep(subject, Writes { records: records.clone(), journal: Vec::new(), events });
        let keys: Vec<Key> = records.iter().map(Record::key).collect();
        let expected: Vec<_> = records.into_iter().map(Some).collect();
        let mut store = subject.store();
        let read = store.begin().expect("begins").read(&keys).expect("reads");
        assert_eq!(read, expected);
        drop(store);
        for (key, expected) in keys.iter().zip(expected) {
            assert_eq!(subject.reader().record(key), Ok(expected));
        }
    }
}

/// Every kind of journal row reads back, and the chain ends with the last one.
///
/// # Panics
/// When the store breaks the contract.
pub fn every_journal_row_reads_back(subject: &dyn Subject) {
    let journal = samples::journal();
    keep(subject, Writes { journal: journal.clone(), ..Writes::default() });
    assert_eq!(subject.reader().journal(0, 1000), Ok(journal.clone()));
    let mut store = subject.store();
    let head = store.begin().expect("begins").chain_head();
    assert_eq!(head, Ok(journal.last().expect("rows").head()));
}

/// Every answer that is remembered reads back, under every kind of scope.
///
/// # Panics
/// When the store breaks the contract.
pub fn every_answer_reads_back(subject: &dyn Subject) {
    let answered: Vec<Answered> = samples::answered();
    let mut records: Vec<Record> = answered.iter().cloned().map(Record::Answered).collect();
    records
        .extend(samples::payments().into_iter().map(|payment| Record::Payment(Arc::new(payment))));
    keep(subject, Writes { records, journal: Vec::new(), events: samples::events() });
    for answered in answered {
        let found = subject.reader().record(&Key::Answered(answered.key));
        assert_eq!(found, Ok(Some(Record::Answered(answered))));
    }
}
