//! Runs a batch of commands through a store in one transaction: reads what they name in bulk,
//! decides one after the other, writes what changed in bulk.

mod names;
mod pipeline;

pub use pipeline::{Pipeline, Settled};

use crate::command::Envelope;
use crate::decide::{Decision, decide};
use crate::id::{PersonId, TimeMs};
use crate::journal::JournalRow;
use crate::key::Key;
use crate::page::{Missing, Page};
use crate::receipt::Outcome;
use crate::store::{Batch, Store, StoreError, Writes};

/// Decides every envelope in order and makes all changes durable together; returns one outcome for
/// each envelope. A refused command does not disturb its neighbours, and each sees what those
/// before it did: the same key twice has one effect, and an account that many pay is written once.
///
/// # Errors
/// When the store fails. Then nothing was done, unless it failed while committing, when it is
/// unknown: running the same envelopes again answers what became of them.
pub fn run(store: &mut dyn Store, envelopes: &[Envelope]) -> Result<Vec<Outcome>, StoreError> {
    run_with(store, envelopes, |mut batch, writes| {
        if *writes == Writes::default() {
            return Ok(());
        }
        batch.write(writes)?;
        batch.commit()
    })
}

/// Writes a batch's changes and makes them durable.
type Finish = fn(Box<dyn Batch + '_>, &Writes) -> Result<(), StoreError>;

/// Runs envelopes, and again where their batch lost its race.
fn run_with(
    store: &mut dyn Store,
    envelopes: &[Envelope],
    finish: Finish,
) -> Result<Vec<Outcome>, StoreError> {
    if envelopes.is_empty() {
        return Ok(Vec::new());
    }
    let mut runs = 1;
    loop {
        match run_once(store, envelopes, finish) {
            Err(_) if runs < RUNS_MAX && store.may_run_again() => runs += 1,
            done => return done,
        }
    }
}

/// How often a batch is run that lost its race each time: what is in its way ends sooner.
const RUNS_MAX: u32 = 5;

fn run_once(
    store: &mut dyn Store,
    envelopes: &[Envelope],
    finish: Finish,
) -> Result<Vec<Outcome>, StoreError> {
    let mut batch = store.begin()?;
    let mut run = Run::default();
    // The head after the first reads, so that a store on a network gets both in one go.
    run.read_ahead(batch.as_mut(), envelopes)?;
    run.page.continue_from(batch.chain_head()?);
    let mut outcomes = Vec::with_capacity(envelopes.len());
    for envelope in envelopes {
        let decision = run.decide(batch.as_mut(), envelope)?;
        outcomes.push(run.keep(decision));
    }
    finish(batch, &run.into_writes())?;
    Ok(outcomes)
}

/// A batch while it is decided.
#[derive(Default)]
struct Run {
    page: Page,
    writes: Writes,
}

impl Run {
    /// Reads what the commands name, then what those records name, until nothing new is named: as
    /// many bulk reads as the longest chain (label, merchant, account) has links.
    fn read_ahead(
        &mut self,
        batch: &mut dyn Batch,
        envelopes: &[Envelope],
    ) -> Result<(), StoreError> {
        let mut wanted: Vec<Key> = Vec::new();
        for envelope in envelopes {
            names::of_envelope(envelope, &mut wanted);
            names::of_promotion(&envelope.command, &mut wanted);
        }
        while !wanted.is_empty() {
            // The same shops, labels and limits are named by many.
            wanted.sort_unstable();
            wanted.dedup();
            self.read(batch, &wanted)?;
            let records = wanted.iter().filter_map(|key| self.page.record(key));
            let named = records.filter_map(names::of_record);
            wanted = named.filter(|named| !self.page.knows(named)).collect();
        }
        Ok(())
    }

    fn read(&mut self, batch: &mut dyn Batch, keys: &[Key]) -> Result<(), StoreError> {
        let records = batch.read(keys)?;
        if records.len() != keys.len() {
            return Err(StoreError(format!("{} of {} keys read", records.len(), keys.len())));
        }
        self.page.expect(keys.len());
        for (key, record) in keys.iter().zip(records) {
            self.page.put(key.clone(), record);
        }
        Ok(())
    }

    fn decide(
        &mut self,
        batch: &mut dyn Batch,
        envelope: &Envelope,
    ) -> Result<Decision, StoreError> {
        loop {
            match decide(&self.page, envelope) {
                Ok(decision) => return Ok(decision),
                // Each round makes at least one key known, so this ends.
                Err(Missing::Records(keys)) => self.read(batch, &keys)?,
                Err(Missing::Campaigns) => self.read_campaigns(batch)?,
                Err(Missing::CardsOf(person)) => self.read_cards(batch, person)?,
                Err(Missing::CardTopUpsOf(person, since)) => {
                    self.read_card_top_ups(batch, person, since)?;
                }
            }
        }
    }

    /// Reads the campaigns that are not on the page: those that this batch has changed are.
    fn read_campaigns(&mut self, batch: &mut dyn Batch) -> Result<(), StoreError> {
        let keys = batch.campaigns()?.into_iter().map(Key::Campaign);
        self.read_unknown(batch, keys)?;
        self.page.know_every_campaign();
        Ok(())
    }

    /// Reads the cards of a person that are not on the page.
    fn read_cards(&mut self, batch: &mut dyn Batch, person: PersonId) -> Result<(), StoreError> {
        let keys = batch.cards_of(person)?.into_iter().map(|card| Key::Card(person, card));
        self.read_unknown(batch, keys)?;
        self.page.know_cards_of(person);
        Ok(())
    }

    /// Reads the top-ups by card of a person after a moment that are not on the page.
    fn read_card_top_ups(
        &mut self,
        batch: &mut dyn Batch,
        person: PersonId,
        since: TimeMs,
    ) -> Result<(), StoreError> {
        let keys = batch.card_top_ups_of(person, since)?.into_iter().map(Key::CardTopUp);
        self.read_unknown(batch, keys)?;
        self.page.know_card_top_ups_of(person, since);
        Ok(())
    }

    /// Reads what is under those of the keys that the page does not know.
    fn read_unknown(
        &mut self,
        batch: &mut dyn Batch,
        keys: impl Iterator<Item = Key>,
    ) -> Result<(), StoreError> {
        let unknown: Vec<Key> = keys.filter(|key| !self.page.knows(key)).collect();
        if unknown.is_empty() { Ok(()) } else { self.read(batch, &unknown) }
    }

    fn keep(&mut self, decision: Decision) -> Outcome {
        let Decision { outcome, writes, journal, events } = decision;
        let head = journal.last().map_or(self.page.head(), JournalRow::head);
        self.page.apply(writes, head);
        self.writes.journal.extend(journal);
        self.writes.events.extend(events);
        outcome
    }

    fn into_writes(self) -> Writes {
        Writes { records: self.page.into_changed(), ..self.writes }
    }
}

#[cfg(test)]
mod tests;
