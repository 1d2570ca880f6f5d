//! Batches one behind the other: while one is made durable, the next one is decided on what it will
//! leave. Nothing is answered before its own batch is durable, and nothing that was decided on a
//! batch that failed is ever written.

use super::{run, run_with};
use crate::command::Envelope;
use crate::receipt::Outcome;
use crate::store::{Store, StoreError, Writes};

/// At most one batch that is under way, with what its outcomes belong to.
#[derive(Debug)]
pub struct Pipeline<T> {
    under_way: Option<UnderWay<T>>,
}

#[derive(Debug)]
struct UnderWay<T> {
    tag: T,
    envelopes: Vec<Envelope>,
    outcomes: Vec<Outcome>,
}

/// What became of a batch.
#[derive(Debug)]
pub struct Settled<T> {
    /// What it was given with.
    pub tag: T,
    /// One outcome for each envelope; or, as with [`run`], that the store failed.
    pub result: Result<Vec<Outcome>, StoreError>,
}

impl<T> Default for Pipeline<T> {
    fn default() -> Self {
        Self { under_way: None }
    }
}

impl<T> Pipeline<T> {
    /// Returns whether nothing is under way.
    pub fn is_idle(&self) -> bool {
        self.under_way.is_none()
    }

    /// Decides envelopes and begins to make their changes durable; returns what has become of the
    /// batch before them, and of them where the store is done with them already.
    pub fn push(
        &mut self,
        store: &mut dyn Store,
        envelopes: Vec<Envelope>,
        tag: T,
    ) -> Vec<Settled<T>> {
        let mut settled = Vec::new();
        let mut started = start(store, &envelopes);
        match self.under_way.take() {
            None => {}
            Some(before) if started.is_ok() => settled.push(before.settle(store, true)),
            Some(before) => {
                // They were decided on what that batch was to leave, and nothing of them was done.
                settled.push(before.settle(store, false));
                started = start(store, &envelopes);
            }
        }
        match started {
            Ok(Started { outcomes, is_durable: false }) => {
                self.under_way = Some(UnderWay { tag, envelopes, outcomes });
            }
            Ok(Started { outcomes, .. }) => settled.push(Settled { tag, result: Ok(outcomes) }),
            Err(error) => settled.push(Settled { tag, result: Err(error) }),
        }
        settled
    }

    /// Waits for the batch that is under way and returns what became of it.
    pub fn finish(&mut self, store: &mut dyn Store) -> Option<Settled<T>> {
        self.under_way.take().map(|before| before.settle(store, false))
    }
}

struct Started {
    outcomes: Vec<Outcome>,
    is_durable: bool,
}

/// Decides envelopes on top of the batch that is under way. When this is fine, that batch is
/// durable: it is what a store waits for before it sends anything of the next one.
fn start(store: &mut dyn Store, envelopes: &[Envelope]) -> Result<Started, StoreError> {
    let outcomes = run_with(store, envelopes, |mut batch, writes| {
        if *writes != Writes::default() {
            batch.write(writes)?;
        }
        // Without changes too: what is answered follows from the batch before.
        batch.commit_later()
    })?;
    Ok(Started { outcomes, is_durable: !store.is_committing() })
}

impl<T> UnderWay<T> {
    fn settle(self, store: &mut dyn Store, is_durable: bool) -> Settled<T> {
        let Self { tag, envelopes, outcomes } = self;
        let result = match if is_durable { Ok(()) } else { store.settle() } {
            Ok(()) => Ok(outcomes),
            // Others were in its way, and nothing of it was done.
            Err(_) if store.may_run_again() => run(store, &envelopes),
            Err(error) => Err(error),
        };
        Settled { tag, result }
    }
}
