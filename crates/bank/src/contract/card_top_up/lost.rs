//! A store that loses every batch after it was written: what a crash before the commit leaves.

use crate::batch;
use crate::command::Envelope;
use crate::id::{CampaignId, CardId, CardTopUpId, PersonId, TimeMs};
use crate::journal::ChainHead;
use crate::key::Key;
use crate::record::Record;
use crate::store::{Batch, Store, StoreError, Writes};

struct LosingStore(Box<dyn Store>);

struct LosingBatch<'a>(Box<dyn Batch + 'a>);

impl Store for LosingStore {
    fn begin(&mut self) -> Result<Box<dyn Batch + '_>, StoreError> {
        Ok(Box::new(LosingBatch(self.0.begin()?)))
    }
}

impl Batch for LosingBatch<'_> {
    fn read(&mut self, keys: &[Key]) -> Result<Vec<Option<Record>>, StoreError> {
        self.0.read(keys)
    }

    fn campaigns(&mut self) -> Result<Vec<CampaignId>, StoreError> {
        self.0.campaigns()
    }

    fn cards_of(&mut self, person: PersonId) -> Result<Vec<CardId>, StoreError> {
        self.0.cards_of(person)
    }

    fn card_top_ups_of(
        &mut self,
        person: PersonId,
        since: TimeMs,
    ) -> Result<Vec<CardTopUpId>, StoreError> {
        self.0.card_top_ups_of(person, since)
    }

    fn chain_head(&mut self) -> Result<ChainHead, StoreError> {
        self.0.chain_head()
    }

    fn write(&mut self, writes: &Writes) -> Result<(), StoreError> {
        self.0.write(writes)
    }

    fn commit(self: Box<Self>) -> Result<(), StoreError> {
        Err(StoreError("lost".to_owned()))
    }
}

/// Runs a command whose batch is lost.
///
/// # Panics
/// When there was nothing to lose.
pub(super) fn lose(store: Box<dyn Store>, envelope: Envelope) {
    let lost = batch::run(&mut LosingStore(store), &[envelope]);
    assert_eq!(lost, Err(StoreError("lost".to_owned())), "something was written, and is gone");
}
