//! The store with a watch beside it: how long each thing takes that a batch asks of it.

use super::TellerStore;
use crate::trace::Step;
use bank::Key;
use bank::id::{CampaignId, CardId, CardTopUpId, PersonId, TimeMs};
use bank::journal::ChainHead;
use bank::record::Record;
use bank::store::{Batch, Store, StoreError, Writes};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Instant;

/// What a batch asked of the store, in order. Clones are of the same watch: a batch may be settled
/// when the next one is under way.
#[derive(Clone, Debug)]
pub(super) struct Watch {
    began: Instant,
    steps: Arc<Mutex<Vec<Step>>>,
}

impl Watch {
    /// Returns a watch that runs from now on.
    pub(super) fn start() -> Self {
        Self { began: Instant::now(), steps: Arc::default() }
    }

    /// Takes the steps.
    pub(super) fn steps(&self) -> Vec<Step> {
        std::mem::take(&mut *self.lock())
    }

    fn lock(&self) -> MutexGuard<'_, Vec<Step>> {
        self.steps.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn time<T>(&self, name: &'static str, ask: impl FnOnce() -> T) -> T {
        let began = Instant::now();
        let answer = ask();
        let took = began.elapsed();
        metrics::histogram!("tongbao_store_seconds", "step" => name).record(took);
        self.lock().push(Step { name, after: began.duration_since(self.began), took });
        answer
    }
}

/// A store that is watched for one batch.
pub(super) struct Timed<'a> {
    store: &'a mut dyn TellerStore,
    watch: Watch,
}

impl<'a> Timed<'a> {
    /// Returns the store, watched.
    pub(super) fn new(store: &'a mut dyn TellerStore, watch: Watch) -> Self {
        Self { store, watch }
    }
}

impl Store for Timed<'_> {
    fn begin(&mut self) -> Result<Box<dyn Batch + '_>, StoreError> {
        let batch = self.watch.time("begin", || self.store.begin())?;
        Ok(Box::new(TimedBatch { batch, watch: &self.watch }))
    }

    fn may_run_again(&self) -> bool {
        self.store.may_run_again()
    }

    fn is_committing(&self) -> bool {
        self.store.is_committing()
    }

    fn settle(&mut self) -> Result<(), StoreError> {
        self.watch.time("settle", || self.store.settle())
    }
}

struct TimedBatch<'a> {
    batch: Box<dyn Batch + 'a>,
    watch: &'a Watch,
}

impl Batch for TimedBatch<'_> {
    fn read(&mut self, keys: &[Key]) -> Result<Vec<Option<Record>>, StoreError> {
        self.watch.time("read", || self.batch.read(keys))
    }

    fn campaigns(&mut self) -> Result<Vec<CampaignId>, StoreError> {
        self.watch.time("read", || self.batch.campaigns())
    }

    fn cards_of(&mut self, person: PersonId) -> Result<Vec<CardId>, StoreError> {
        self.watch.time("read", || self.batch.cards_of(person))
    }

    fn card_top_ups_of(
        &mut self,
        person: PersonId,
        since: TimeMs,
    ) -> Result<Vec<CardTopUpId>, StoreError> {
        self.watch.time("read", || self.batch.card_top_ups_of(person, since))
    }

    fn chain_head(&mut self) -> Result<ChainHead, StoreError> {
        self.watch.time("head", || self.batch.chain_head())
    }

    fn write(&mut self, writes: &Writes) -> Result<(), StoreError> {
        self.watch.time("write", || self.batch.write(writes))
    }

    fn commit(self: Box<Self>) -> Result<(), StoreError> {
        let Self { batch, watch } = *self;
        watch.time("commit", || batch.commit())
    }

    fn commit_later(self: Box<Self>) -> Result<(), StoreError> {
        let Self { batch, watch } = *self;
        watch.time("commit", || batch.commit_later())
    }
}
