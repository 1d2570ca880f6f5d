//! Records that a store's writer keeps between two batches, so that what many payments touch is
//! not read again for each: accounts, people, devices, shops, limits. Exact as long as nobody else
//! writes and every batch is committed; to find that out, and to forget otherwise, is the store's
//! part.

use crate::id::{AccountId, DeviceId, PersonId, ReceiveCodeId};
use crate::key::Key;
use crate::record::{Account, Device, Person, ReceiveCode, Record};
use foldhash::HashMap;
use std::hash::Hash;

/// Records as they were last written or read by this writer. That a record is not there is never
/// kept.
///
/// What every payment touches is in tables of its own, whose entries are no larger than they must
/// be: most of what a look-up costs is to bring the entry from memory.
#[derive(Debug)]
pub struct Kept {
    accounts: Generations<AccountId, Account>,
    persons: Generations<PersonId, Person>,
    devices: Generations<DeviceId, Device>,
    receive_codes: Generations<ReceiveCodeId, ReceiveCode>,
    others: Generations<Key, Record>,
}

/// How many records a writer keeps at most in each table, of some hundred bytes each.
const RECORDS_MAX: usize = 1 << 19;

impl Default for Kept {
    fn default() -> Self {
        Self::new(RECORDS_MAX)
    }
}

impl Kept {
    /// Returns an empty one that keeps `max` accounts at most, and as many persons, devices,
    /// receive codes and others.
    pub fn new(max: usize) -> Self {
        Self {
            accounts: Generations::new(max),
            persons: Generations::new(max),
            devices: Generations::new(max),
            receive_codes: Generations::new(max),
            others: Generations::new(max),
        }
    }

    /// Returns whether records of this kind are kept at all: what is asked for again and again.
    pub fn keeps(record: &Record) -> bool {
        is_kept(record)
    }

    /// Forgets everything.
    pub fn forget(&mut self) {
        self.accounts.forget();
        self.persons.forget();
        self.devices.forget();
        self.receive_codes.forget();
        self.others.forget();
    }

    /// Returns whether a record is kept.
    pub fn knows(&self, key: &Key) -> bool {
        match key {
            Key::Account(id) => self.accounts.knows(id),
            Key::Person(id) => self.persons.knows(id),
            Key::Device(id) => self.devices.knows(id),
            Key::ReceiveCode(id) => self.receive_codes.knows(id),
            other => self.others.knows(other),
        }
    }

    /// Returns a record, if it is kept.
    pub fn find(&mut self, key: &Key) -> Option<Record> {
        match key {
            Key::Account(id) => self.accounts.find(id).cloned().map(Record::Account),
            Key::Person(id) => self.persons.find(id).cloned().map(Record::Person),
            Key::Device(id) => self.devices.find(id).cloned().map(Record::Device),
            Key::ReceiveCode(id) => self.receive_codes.find(id).cloned().map(Record::ReceiveCode),
            other => self.others.find(other).cloned(),
        }
    }

    /// Keeps a record as it was read or written, if it is of a kind that is kept.
    pub fn keep(&mut self, record: Record) {
        match record {
            Record::Account(account) => self.accounts.put(account.id, account),
            Record::Person(person) => self.persons.put(person.id, person),
            Record::Device(device) => self.devices.put(device.id, device),
            Record::ReceiveCode(code) => self.receive_codes.put(code.id, code),
            other if is_kept(&other) => self.others.put(other.key(), other),
            _ => {}
        }
    }
}

/// Bounded by two generations: a full young one becomes the old one, and what is not asked for
/// until the next one is full is forgotten.
#[derive(Debug)]
struct Generations<K, R> {
    young: HashMap<K, R>,
    old: HashMap<K, R>,
    generation_max: usize,
}

impl<K: Clone + Eq + Hash, R> Generations<K, R> {
    fn new(max: usize) -> Self {
        let (young, old) = Default::default();
        Self { young, old, generation_max: max / 2 }
    }

    fn forget(&mut self) {
        self.young.clear();
        self.old.clear();
    }

    fn knows(&self, key: &K) -> bool {
        self.young.contains_key(key) || self.old.contains_key(key)
    }

    fn find(&mut self, key: &K) -> Option<&R> {
        if !self.young.contains_key(key)
            && let Some(record) = self.old.remove(key)
        {
            self.put(key.clone(), record);
        }
        self.young.get(key)
    }

    fn put(&mut self, key: K, record: R) {
        if self.young.len() >= self.generation_max {
            self.old = std::mem::take(&mut self.young);
        }
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
    use crate::record::Handle;

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
        assert_eq!(kept.find(&key(1)), Some(code(1, 1)));
        assert_eq!(kept.find(&key(2)), Some(code(2, 3)));
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
            assert_eq!(kept.find(&key(1)), Some(code(1, 1)));
            let codes = &kept.receive_codes;
            assert!(codes.young.len() <= 2 && codes.old.len() <= 2);
        }
        assert_eq!(kept.find(&key(50)), None);
        kept.keep(code(1, 2));
        for id in 101..=102 {
            kept.keep(code(id, 1));
        }
        assert_eq!(kept.find(&key(1)), Some(code(1, 2)), "never an older state");
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
