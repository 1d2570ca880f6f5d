//! Records that a store's writer keeps between two batches, so that what many payments touch is
//! not read again for each: accounts, people, devices, shops, limits. Exact as long as nobody else
//! writes and every batch is committed; to find that out, and to forget otherwise, is the store's
//! part.

use crate::key::Key;
use crate::record::Record;
use std::collections::HashMap;

/// Records as they were last written or read by this writer. That a record is not there is never
/// kept.
///
/// Bounded by two generations: a full young one becomes the old one, and what is not asked for
/// until the next one is full is forgotten.
#[derive(Debug)]
pub struct Kept {
    young: HashMap<Key, Record>,
    old: HashMap<Key, Record>,
    generation_max: usize,
}

/// How many records a writer keeps at most, of some hundred bytes each.
const RECORDS_MAX: usize = 1 << 20;

impl Default for Kept {
    fn default() -> Self {
        Self::new(RECORDS_MAX)
    }
}

impl Kept {
    /// Returns an empty one that keeps `max` records at most.
    pub fn new(max: usize) -> Self {
        let (young, old) = Default::default();
        Self { young, old, generation_max: max / 2 }
    }

    /// Returns whether records of this kind are kept at all: what is asked for again and again.
    pub fn keeps(record: &Record) -> bool {
        is_kept(record)
    }

    /// Forgets everything.
    pub fn forget(&mut self) {
        self.young.clear();
        self.old.clear();
    }

    /// Returns whether a record is kept.
    pub fn knows(&self, key: &Key) -> bool {
        self.young.contains_key(key) || self.old.contains_key(key)
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

    /// Keeps a record as it was read or written, if it is of a kind that is kept.
    pub fn keep(&mut self, record: Record) {
        if is_kept(&record) {
            self.put(record);
        }
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
        | Record::ReceiveCode(_)
        | Record::Setting(_)
        | Record::Campaign(_)
        | Record::Envelope(_)
        | Record::Staff(_)
        | Record::Stock(_) => true,
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
        | Record::Lease(_)
        | Record::Coupon(_)
        | Record::Receiver(_)
        | Record::Drawn(_)
        | Record::Entrant(_)
        | Record::Claim(_)
        | Record::Card(_)
        | Record::CardGift(_)
        | Record::CardTopUp(_)
        | Record::ApiKey(_)
        | Record::Webhook(_)
        | Record::Neutrality(_)
        | Record::MerchantProfile(_)
        | Record::Invitation(_)
        | Record::Founder(_)
        | Record::Served(_)
        | Record::Goods(_)
        | Record::Shift(_)
        | Record::Roster(_)
        | Record::Discount(_) => false,
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
    fn the_newest_state_is_kept_until_all_is_forgotten() {
        let mut kept = Kept::new(10);
        kept.keep(code(1, 1));
        kept.keep(code(2, 1));
        kept.keep(code(2, 3));
        assert_eq!(kept.find(&key(1)), Some(&code(1, 1)));
        assert_eq!(kept.find(&key(2)), Some(&code(2, 3)));
        assert!(kept.knows(&key(2)) && !kept.knows(&key(3)));
        kept.forget();
        assert_eq!(kept.find(&key(1)), None);
        assert!(!kept.knows(&key(2)));
    }

    #[test]
    fn what_is_asked_for_stays_and_the_rest_goes() {
        let mut kept = Kept::new(4);
        for id in 1..=100 {
            kept.keep(code(id, 1));
            assert_eq!(kept.find(&key(1)), Some(&code(1, 1)));
            assert!(kept.young.len() <= 2 && kept.old.len() <= 2);
        }
        assert_eq!(kept.find(&key(50)), None);
        kept.keep(code(1, 2));
        for id in 101..=102 {
            kept.keep(code(id, 1));
        }
        assert_eq!(kept.find(&key(1)), Some(&code(1, 2)), "never an older state");
    }

    #[test]
    fn what_is_written_once_is_not_kept() {
        let mut kept = Kept::new(10);
        let salt = crate::registered::Salt(1);
        let handle = Handle { handle: town::handle(1), person: PersonId(1), salt };
        kept.keep(Record::Handle(handle));
        assert_eq!(kept.find(&Key::Handle(town::handle(1))), None);
    }
}
