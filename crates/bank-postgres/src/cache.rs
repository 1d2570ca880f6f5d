//! What a node remembers of records that payments need again and again. It is exact as long as
//! nobody else has written a batch, which the head of the journal tells; else it is dropped.

use bank::id::{AccountId, DeviceId, LabelId, MerchantId, PersonId, ReceiveCodeId};
use bank::record::{Account, Device, Label, Merchant, Person, ReceiveCode};
use bank::{Key, Record};
use std::collections::HashMap;
use std::hash::Hash;

/// How many records of a kind are remembered at most, about; a record is up to some 300 bytes.
const OF_A_KIND_MAX: usize = 262_144;

/// Records of one kind in two generations: when the younger one is full, it becomes the older one,
/// and what nobody has asked for since is forgotten.
struct Generations<K, V> {
    young: HashMap<K, V>,
    old: HashMap<K, V>,
}

impl<K, V> Default for Generations<K, V> {
    fn default() -> Self {
        Self { young: HashMap::new(), old: HashMap::new() }
    }
}

impl<K: Eq + Hash + Copy, V: Clone> Generations<K, V> {
    fn get(&mut self, key: K) -> Option<V> {
        if let Some(value) = self.young.get(&key) {
            return Some(value.clone());
        }
        let value = self.old.remove(&key)?;
        self.put(key, value.clone());
        Some(value)
    }

    fn knows(&self, key: K) -> bool {
        self.young.contains_key(&key) || self.old.contains_key(&key)
    }

    fn put(&mut self, key: K, value: V) {
        if self.young.len() >= OF_A_KIND_MAX / 2 {
            self.old = std::mem::take(&mut self.young);
        }
        self.old.remove(&key);
        self.young.insert(key, value);
    }
}

/// The records that a node remembers. That a record is not there is never remembered.
#[derive(Default)]
pub(crate) struct Cache {
    accounts: Generations<AccountId, Account>,
    persons: Generations<PersonId, Person>,
    devices: Generations<DeviceId, Device>,
    merchants: Generations<MerchantId, Merchant>,
    labels: Generations<LabelId, Label>,
    receive_codes: Generations<ReceiveCodeId, ReceiveCode>,
}

impl Cache {
    /// Returns the record under a key.
    pub(crate) fn get(&mut self, key: &Key) -> Option<Record> {
        match key {
            Key::Account(id) => self.accounts.get(*id).map(Record::Account),
            Key::Person(id) => self.persons.get(*id).map(Record::Person),
            Key::Device(id) => self.devices.get(*id).map(Record::Device),
            Key::Merchant(id) => self.merchants.get(*id).map(Record::Merchant),
            Key::Label(id) => self.labels.get(*id).map(Record::Label),
            Key::ReceiveCode(id) => self.receive_codes.get(*id).map(Record::ReceiveCode),
            _ => None,
        }
    }

    /// Returns whether the record under a key is remembered.
    pub(crate) fn knows(&self, key: &Key) -> bool {
        match key {
            Key::Account(id) => self.accounts.knows(*id),
            Key::Person(id) => self.persons.knows(*id),
            Key::Device(id) => self.devices.knows(*id),
            Key::Merchant(id) => self.merchants.knows(*id),
            Key::Label(id) => self.labels.knows(*id),
            Key::ReceiveCode(id) => self.receive_codes.knows(*id),
            _ => false,
        }
    }

    /// Returns whether records under keys like this one are remembered at all.
    pub(crate) fn keeps(record: &Record) -> bool {
        matches!(
            record,
            Record::Account(_)
                | Record::Person(_)
                | Record::Device(_)
                | Record::Merchant(_)
                | Record::Label(_)
                | Record::ReceiveCode(_)
        )
    }

    /// Remembers a record, if it is of a kind that is.
    pub(crate) fn put(&mut self, record: Record) {
        match record {
            Record::Account(record) => self.accounts.put(record.id, record),
            Record::Person(record) => self.persons.put(record.id, record),
            Record::Device(record) => self.devices.put(record.id, record),
            Record::Merchant(record) => self.merchants.put(record.id, record),
            Record::Label(record) => self.labels.put(record.id, record),
            Record::ReceiveCode(record) => self.receive_codes.put(record.id, record),
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Generations, OF_A_KIND_MAX};

    #[test]
    fn what_is_asked_for_stays_and_the_rest_is_forgotten_in_time() {
        let mut generations = Generations::default();
        generations.put(0, 0);
        for key in 1..OF_A_KIND_MAX * 2 {
            generations.put(key, key);
            if key % 1000 == 0 {
                assert_eq!(generations.get(0), Some(0));
            }
        }
        assert!(generations.knows(0) && !generations.knows(1));
        assert!(generations.young.len() + generations.old.len() <= OF_A_KIND_MAX);
        generations.put(0, 7);
        assert_eq!(generations.get(0), Some(7));
    }
}
