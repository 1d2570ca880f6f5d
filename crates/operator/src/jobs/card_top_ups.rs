//! Asks the issuer of cards for its word of top-ups whose answer was lost, on one node at a time,
//! until it gives one: at first after seconds, later every few minutes, and never not any more.
//!
//! What waits is read from the store, so a top-up that was kept just before a crash is asked for
//! when a node runs again. How long to wait is in memory alone: a node that starts asks for all at
//! once.

use super::turn::Turn;
use crate::clock::sandbox::Ticks;
use crate::service::Shared;
use crate::service::card_top_up::{IN_DOUBT_AFTER_MS, settle};
use crate::{clock, random};
use bank::TimeMs;
use bank::id::CardTopUpId;
use bank::record::CardTopUp;
use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Duration;
use tokio::task::JoinSet;
use wire::Id;

/// The job's name in its lease.
const JOB: &str = "card_top_ups";
/// How often is looked for what waits.
const EVERY: Duration = Duration::from_secs(2);
/// For how long the job is taken: longer than a round of questions that nobody answers.
const LEASE_MS: u64 = 30_000;
/// How many are read at once.
const PAGE: u32 = 100;
/// How many questions are under way at once.
const AT_ONCE: usize = 8;
/// How long whoever asked for it is given to hear the answer first, in milliseconds.
const OWN_TRY_MS: u64 = 6_000;
/// How long is waited at most between two questions, in milliseconds.
const WAIT_MAX_MS: u64 = 300_000;

/// The job, as one node does it.
pub struct CardTopUps {
    turn: Turn,
    tried: BTreeMap<CardTopUpId, Tried>,
}

/// How often one was asked for by this node, and from when on it is again.
#[derive(Clone, Copy)]
struct Tried {
    times: u32,
    next: TimeMs,
}

impl CardTopUps {
    /// Returns the job for a node that has just started.
    ///
    /// # Errors
    /// When the system gives no randomness.
    pub fn new() -> Result<Self, random::RandomError> {
        let turn = Turn::new(JOB, LEASE_MS, random::bits()?);
        Ok(Self { turn, tried: BTreeMap::new() })
    }

    /// Asks every few seconds, until it is told to stop; then gives the job up.
    pub async fn run(mut self, service: Shared, mut stop: tokio::sync::watch::Receiver<bool>) {
        let mut ticks = Ticks::new(EVERY);
        loop {
            tokio::select! {
                _ = ticks.tick() => {}
                _ = stop.changed() => break,
            }
            if service.issuer.is_some() && self.turn.has(&service).await {
                self.round(&service, &stop).await;
            }
        }
        self.turn.give_up(&service).await;
    }

    /// Asks for all that is due; what nobody answers is left to a later round.
    async fn round(&mut self, service: &Shared, stop: &tokio::sync::watch::Receiver<bool>) {
        let Ok(waiting) = waiting(service).await else { return };
        let now = clock::now();
        self.tried.retain(|id, _| waiting.iter().any(|top_up| top_up.id == *id));
        let due: Vec<CardTopUp> =
            waiting.into_iter().filter(|top_up| self.is_due(top_up, now)).collect();
        for some in due.chunks(AT_ONCE) {
            let mut asking = JoinSet::new();
            for top_up in some.iter().cloned() {
                let service = Arc::clone(service);
                asking.spawn(async move {
                    let Some(issuer) = service.issuer.clone() else { return (top_up, false) };
                    let is_settled = settle(&service, issuer.as_ref(), &top_up).await;
                    (top_up, is_settled)
                });
            }
            while let Some(asked) = asking.join_next().await {
                match asked {
                    Ok((top_up, true)) => drop(self.tried.remove(&top_up.id)),
                    Ok((top_up, false)) => self.wait(&top_up),
                    Err(error) => tracing::error!(%error, "a top-up by card was not asked for"),
                }
            }
            // Another node may have the job by now.
            if *stop.borrow() || !self.turn.has(service).await {
                return;
            }
        }
    }

    fn is_due(&self, top_up: &CardTopUp, now: TimeMs) -> bool {
        match self.tried.get(&top_up.id) {
            Some(tried) => now >= tried.next,
            None => now >= top_up.asked_at.plus_ms(OWN_TRY_MS),
        }
    }

    fn wait(&mut self, top_up: &CardTopUp) {
        let (id, now) = (top_up.id, clock::now());
        let times = self.tried.get(&id).map_or(0, |tried| tried.times);
        self.tried.insert(id, Tried { times: times + 1, next: now.plus_ms(wait_ms(times)) });
        if now >= top_up.asked_at.plus_ms(IN_DOUBT_AFTER_MS) {
            let top_up = Id(id.0);
            tracing::warn!(%top_up, "a top-up by card is in doubt: no word of its issuer for a day");
        }
    }
}

/// Returns how long is waited after so many questions before.
fn wait_ms(times: u32) -> u64 {
    2_000_u64.saturating_mul(1 << times.min(16)).min(WAIT_MAX_MS)
}

/// Reads all that wait: none that waits for ever keeps the others from being asked for.
async fn waiting(service: &Shared) -> Result<Vec<CardTopUp>, crate::problem::Fault> {
    service
        .read(|service| {
            let mut waiting: Vec<CardTopUp> = Vec::new();
            loop {
                let after = waiting.last().map(|last| (last.asked_at, last.id));
                let page = service.reader.card_top_ups_asked(after, PAGE)?;
                let is_all = page.len() < PAGE as usize;
                waiting.extend(page);
                if is_all {
                    return Ok(waiting);
                }
            }
        })
        .await
}

#[cfg(test)]
mod tests {
    use super::wait_ms;

    #[test]
    fn the_wait_grows_to_minutes_and_no_further() {
        let waits: Vec<u64> = (0..4).map(wait_ms).collect();
        assert_eq!(waits, [2_000, 4_000, 8_000, 16_000]);
        assert_eq!((wait_ms(7), wait_ms(8), wait_ms(u32::MAX)), (256_000, 300_000, 300_000));
    }
}
