//! Batches of the store in memory.

use super::{Contents, MemoryStore};
use crate::id::{CampaignId, CardId, CardTopUpId, PersonId, TimeMs};
use crate::journal::{ChainHead, JournalRow};
use crate::key::Key;
use crate::record::Record;
use crate::store::{Batch, Store, StoreError, Writes};
use std::collections::BTreeSet;
use std::sync::MutexGuard;

/// Keeps what is written beside the contents until the commit, so that a batch costs what it
/// changes, however much is in the store.
struct MemoryBatch<'a> {
    contents: MutexGuard<'a, Contents>,
    written: Writes,
}

impl Store for MemoryStore {
    fn begin(&mut self) -> Result<Box<dyn Batch + '_>, StoreError> {
        Ok(Box::new(MemoryBatch { contents: self.contents(), written: Writes::default() }))
    }
}

impl Batch for MemoryBatch<'_> {
    fn read(&mut self, keys: &[Key]) -> Result<Vec<Option<Record>>, StoreError> {
        let written = |key: &Key| self.written.records.iter().rfind(|record| record.key() == *key);
        let seen = |key: &Key| written(key).or_else(|| self.contents.records.get(key)).cloned();
        Ok(keys.iter().map(seen).collect())
    }

    fn campaigns(&mut self) -> Result<Vec<CampaignId>, StoreError> {
        let keys = self.contents.records.keys().cloned();
        let keys = keys.chain(self.written.records.iter().map(Record::key));
        let ids = keys.filter_map(|key| if let Key::Campaign(id) = key { Some(id) } else { None });
        Ok(ids.collect::<BTreeSet<_>>().into_iter().collect())
    }

    fn cards_of(&mut self, person: PersonId) -> Result<Vec<CardId>, StoreError> {
        let keys = self.contents.records.keys().cloned();
        let keys = keys.chain(self.written.records.iter().map(Record::key));
        let ids = keys.filter_map(|key| match key {
            Key::Card(of, card) if of == person => Some(card),
            _ => None,
        });
        Ok(ids.collect::<BTreeSet<_>>().into_iter().collect())
    }

    fn card_top_ups_of(
        &mut self,
        person: PersonId,
        since: TimeMs,
    ) -> Result<Vec<CardTopUpId>, StoreError> {
        let records = self.contents.records.values().chain(&self.written.records);
        let ids = records.filter_map(|record| match record {
            Record::CardTopUp(of) if of.person == person && of.asked_at > since => Some(of.id),
            _ => None,
        });
        Ok(ids.collect::<BTreeSet<_>>().into_iter().collect())
    }

    fn chain_head(&mut self) -> Result<ChainHead, StoreError> {
        let last = self.written.journal.last().or_else(|| self.contents.journal.last());
        Ok(last.map_or_else(ChainHead::default, JournalRow::head))
    }

    fn write(&mut self, writes: &Writes) -> Result<(), StoreError> {
        let Writes { records, journal, events } = writes.clone();
        self.written.records.extend(records);
        self.written.journal.extend(journal);
        self.written.events.extend(events);
        Ok(())
    }

    fn commit(mut self: Box<Self>) -> Result<(), StoreError> {
        let Writes { records, journal, events } = std::mem::take(&mut self.written);
        let contents = &mut *self.contents;
        for record in records {
            if let Record::Payment(payment) = &record {
                contents.payments.insert(payment.sequence, payment.id);
            }
            contents.records.insert(record.key(), record);
        }
        contents.journal.extend(journal);
        contents.events.extend(events);
        Ok(())
    }
}
