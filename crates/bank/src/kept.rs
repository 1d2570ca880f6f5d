//! Records that a store's writer keeps between two batches, so that what many payments touch is
//! not read again for each: accounts, people, devices, shops. Exact as long as nobody else writes,
//! which the store has to find out at the start of each batch.

use crate::key::Key;
use crate::record::Record;
use std::collections::HashMap;

/// Records as they were last written or read by this writer.
///
/// Bounded by two generations: a full young one becomes the old one, and what is not asked for
/// until the next one is full is forgotten.
#[derive(Debug)]
pub struct Kept {
    young: HashMap<Key, Record>,
    old: HashMap<Key, Record>,
    generation_max: usize,
    has_uncommitted: bool,
}

impl Kept {
    /// Returns an empty one that keeps `max` records at most.
    pub fn new(max: usize) -> Self {
        let (young, old) = Default::default();
        Self { young, old, generation_max: max / 2, has_uncommitted: false }
    }

    /// Begins a batch. Forgets everything when somebody else may have written since the last one
    /// (`is_alone` is false), or when the last one was not committed.
    pub fn begin(&mut self, is_alone: bool) {
        if !is_alone || self.has_uncommitted {
            self.young.clear();
            self.old.clear();
        }
        self.has_uncommitted = false;
    }

    /// Returns a record, if it is kept.
    pub fn find(&mut self, key: &Key) -> Option<&Record> {
        if !self.young.contains_key(key)
            && let Some(record) = self.old.remove(key)
        {
            self.put(record);
        }
        self.young.get(key)
    }

    /// Keeps a record as it was read.
    pub fn learn(&mut self, record: &Record) {
        if is_kept(record) {
            self.put(record.clone());
        }
    }

    /// Keeps a record as it is written. Counts only if the batch is committed.
    pub fn write(&mut self, record: &Record) {
        self.has_uncommitted = true;
        self.learn(record);
    }

    /// Ends a batch whose commit is certain.
    pub fn committed(&mut self) {
        self.has_uncommitted = false;
    }

    fn put(&mut self, record: Record) {
        if self.young.len() >= self.generation_max {
            self.old = std::mem::take(&mut self.young);
        }
        let key = record.key();
        self.old.remove(&key);
        self.young.insert(key, record);
    }
}

/// Returns whether a record is asked for again and again: the others are written once, or seldom.
fn is_kept(record: &Record) -> bool {
    match record {
        Record::Account(_)
        | Record::Person(_)
        | Record::Device(_)
        | Record::Merchant(_)
        | Record::Label(_)
        | Record::ReceiveCode(_) => true,
        Record::Handle(_)
        | Record::Enrolment(_)
        | Record::Order(_)
        | Record::Payment(_)
        | Record::Nonce(_)
        | Record::Answered(_)
        | Record::TakenPayerCode(_)
        | Record::QuickPay(_)
        | Record::Returned(_)
        | Record::Hold(_)
        | Record::Lease(_) => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::contract::town;
    use crate::id::{PersonId, ReceiveCodeId};
    use crate::record::{Handle, ReceiveCode};

    fn code(id: u128, n: u32) -> Record {
        Record::ReceiveCode(ReceiveCode { id: ReceiveCodeId(id), person: town::person(n) })
    }

    fn key(id: u128) -> Key {
        Key::ReceiveCode(ReceiveCodeId(id))
    }

    #[test]
    fn what_was_committed_is_kept_and_nothing_else() {
        let mut kept = Kept::new(10);
        kept.begin(true);
        kept.learn(&code(1, 1));
        kept.write(&code(2, 1));
        kept.committed();
        kept.begin(true);
        assert_eq!(kept.find(&key(1)), Some(&code(1, 1)));
        assert_eq!(kept.find(&key(2)), Some(&code(2, 1)));
        kept.write(&code(2, 3));
        assert_eq!(kept.find(&key(2)), Some(&code(2, 3)), "the batch sees its own writes");
        kept.begin(true);
        assert_eq!(kept.find(&key(2)), None, "not committed: nobody knows");
        assert_eq!(kept.find(&key(1)), None);
    }

    #[test]
    fn all_is_forgotten_when_somebody_else_wrote() {
        let mut kept = Kept::new(10);
        kept.begin(true);
        kept.learn(&code(1, 1));
        kept.begin(false);
        assert_eq!(kept.find(&key(1)), None);
    }

    #[test]
    fn what_is_asked_for_stays_and_the_rest_goes() {
        let mut kept = Kept::new(4);
        kept.begin(true);
        for id in 1..=100 {
            kept.learn(&code(id, 1));
            assert_eq!(kept.find(&key(1)), Some(&code(1, 1)));
            assert!(kept.young.len() <= 2 && kept.old.len() <= 2);
        }
        assert_eq!(kept.find(&key(50)), None);
        kept.learn(&code(1, 2));
        for id in 101..=102 {
            kept.learn(&code(id, 1));
        }
        assert_eq!(kept.find(&key(1)), Some(&code(1, 2)), "never an older state");
    }

    #[test]
    fn what_is_written_once_is_not_kept() {
        let mut kept = Kept::new(10);
        let handle = Handle { handle: town::handle(1), person: PersonId(1) };
        kept.learn(&Record::Handle(handle));
        assert_eq!(kept.find(&Key::Handle(town::handle(1))), None);
    }
}
