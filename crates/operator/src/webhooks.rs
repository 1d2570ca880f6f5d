//! Webhooks: tells the addresses of merchants what happened, from the journal, on one node at a
//! time.
//!
//! Each address has its own place in the journal and its own turns, so one that is slow or takes
//! nothing holds up no other. What a node had not noted when it died is told again; no order is
//! promised, and nothing is lost: `progress` says how.

pub mod address;
pub mod event;
pub mod feed;
pub mod progress;
pub mod retry;
pub mod send;
pub mod sign;
mod turn;

use crate::clock::sandbox::Ticks;
use crate::measure;
use crate::service::{ReadError, Shared};
use crate::{clock, jobs, random};
use bank::Key;
use bank::id::{MerchantId, WebhookId};
use bank::key::Kind;
use bank::record::{Record, State, Webhook};
use feed::{Feed, Merchants};
use progress::Progress;
use send::Sender;
use std::collections::{HashMap, HashSet};
use std::sync::Arc;
use std::time::{Duration, Instant};
use tokio::sync::{Semaphore, watch};
use tokio::task::JoinSet;
use turn::{Done, Stands, Turn};

/// The job's name in its lease.
const JOB: &str = "webhooks";
/// For how long the job is taken: a node that dies keeps others waiting no longer.
const LEASE_MS: u64 = 8_000;
/// How often is looked for what is new.
const EVERY: Duration = Duration::from_millis(250);
/// How often is looked for addresses that were opened, changed or closed.
const LOAD_EVERY: Duration = Duration::from_secs(1);
/// How many events are sent at once, to all addresses together.
const PLACES: usize = 128;
/// How many records are read at once.
const PAGE: u32 = 500;

/// Returns the claim of a node that has just started to tell webhooks.
///
/// # Errors
/// When the system gives no randomness.
pub fn claim() -> Result<jobs::turn::Turn, random::RandomError> {
    Ok(jobs::turn::Turn::new(JOB, LEASE_MS, random::bits()?))
}

/// Tells for as long as the operator runs and the job is this node's; then gives the job up. Where
/// no merchant has a webhook, nobody takes the job.
pub async fn run(
    service: Shared,
    mut job: jobs::turn::Turn,
    sender: Sender,
    mut stop: watch::Receiver<bool>,
) {
    let mut ticks = Ticks::new(EVERY);
    let mut round: Option<Round> = None;
    let mut idle_until = Instant::now();
    loop {
        tokio::select! {
            _ = ticks.tick() => {}
            _ = stop.changed() => break,
        }
        if round.is_none() && Instant::now() < idle_until {
            continue;
        }
        let is_needed = round.is_some() || has_webhooks(&service).await;
        if !is_needed || !job.has(&service).await {
            // Dropped with its turns: another node tells from what was noted.
            round = None;
            idle_until = Instant::now() + LOAD_EVERY;
            continue;
        }
        let round = round.get_or_insert_with(|| Round::new(&sender));
        // A store that does not answer is told of where it is needed.
        let _ = round.go(&service).await;
    }
    drop(round);
    job.give_up(&service).await;
}

/// Returns whether any merchant has or had a webhook; not while the store does not answer.
async fn has_webhooks(service: &Shared) -> bool {
    let read = service.read(|service| Ok(service.reader.records(Kind::Webhook, None, 1)?));
    read.await.is_ok_and(|found| !found.is_empty())
}

/// What one node knows while the job is its own.
struct Round {
    sender: Sender,
    places: Arc<Semaphore>,
    readers: Arc<Semaphore>,
    feed: Option<Feed>,
    known: HashMap<WebhookId, Known>,
    busy: HashSet<WebhookId>,
    turns: JoinSet<Done>,
    loaded: Option<Instant>,
}

/// An address.
#[derive(Clone, Copy)]
struct Known {
    merchant: MerchantId,
    stands: Stands,
}

impl Round {
    fn new(sender: &Sender) -> Self {
        Self {
            sender: sender.clone(),
            places: Arc::new(Semaphore::new(PLACES)),
            readers: Arc::new(Semaphore::new(1)),
            feed: None,
            known: HashMap::new(),
            busy: HashSet::new(),
            turns: JoinSet::new(),
            loaded: None,
        }
    }

    /// Gives a turn to every address for which there is something to do.
    async fn go(&mut self, service: &Shared) -> Result<(), ()> {
        while let Some(done) = self.turns.try_join_next() {
            self.finish(done.ok());
        }
        if self.loaded.is_none_or(|at| at.elapsed() >= LOAD_EVERY) {
            self.load(service).await?;
        }
        if self.known.is_empty() {
            self.feed = None;
            return Ok(());
        }
        let mut feed = self.feed.take().unwrap_or_default();
        let read = service.read(move |service| {
            let read = feed.read_on(service.reader.as_ref());
            Ok((feed, read))
        });
        let (feed, read) = read.await.map_err(drop)?;
        let feed = self.feed.insert(feed);
        read.map_err(drop)?;
        let now = clock::now();
        for (id, known) in &self.known {
            let Known { merchant, stands } = *known;
            if stands.is_paused || self.busy.contains(id) {
                continue;
            }
            let news = feed.events(merchant, stands.after);
            let is_due = stands.next_at_ms.is_some_and(|next| next <= now.0);
            let has_news = news.as_ref().is_none_or(|news| !news.found.is_empty());
            if !is_due && !has_news {
                continue;
            }
            self.busy.insert(*id);
            let turn = Turn {
                service: Arc::clone(service),
                sender: self.sender.clone(),
                places: Arc::clone(&self.places),
                readers: Arc::clone(&self.readers),
                webhook: *id,
                news,
                place: Some((stands.version, stands.after)),
            };
            self.turns.spawn(turn.take());
        }
        Ok(())
    }

    fn finish(&mut self, done: Option<Done>) {
        let Some(Done { webhook, stands }) = done else {
            // A turn that panicked: all places are read anew.
            self.busy.clear();
            self.loaded = None;
            return;
        };
        self.busy.remove(&webhook);
        match (stands, self.known.get_mut(&webhook)) {
            (Some(stands), Some(known)) => known.stands = stands,
            // Looked at again when the addresses are loaded.
            _ => drop(self.known.remove(&webhook)),
        }
    }

    /// Reads which addresses there are and where they stand, unless that is known better.
    async fn load(&mut self, service: &Shared) -> Result<(), ()> {
        let read = service.read(|service| {
            let mut webhooks = Vec::new();
            let mut merchants = Merchants::new();
            let mut after = None;
            loop {
                let page = service.reader.records(Kind::Webhook, after.as_ref(), PAGE)?;
                let Some(last) = page.last() else { break };
                after = Some(last.key());
                webhooks.extend(page.into_iter().filter_map(active));
            }
            for merchant in webhooks.iter().map(|webhook| webhook.merchant) {
                let record = service.reader.record(&Key::Merchant(merchant))?;
                let Some(Record::Merchant(merchant)) = record else { continue };
                merchants.insert(merchant.account, merchant.id);
            }
            let head = service.reader.chain_head()?.sequence;
            Ok::<_, ReadError>((webhooks, merchants, head))
        });
        let (webhooks, merchants, head) = read.await.map_err(drop)?;
        self.feed.get_or_insert_with(|| Feed::after(head)).tell(merchants);
        let mut known = HashMap::new();
        for webhook in &webhooks {
            let is_known = self.known.get(&webhook.id).copied();
            // A place that is not noted is known better here, as long as nobody noted another.
            let is_newer = |known: &Known| known.stands.version >= webhook.version;
            let fresh = || Known { merchant: webhook.merchant, stands: stands(webhook) };
            known.insert(webhook.id, is_known.filter(is_newer).unwrap_or_else(fresh));
        }
        self.known = known;
        let paused = self.known.values().filter(|known| known.stands.is_paused).count();
        measure::set("tongbao_webhooks_paused", paused as u64);
        self.loaded = Some(Instant::now());
        Ok(())
    }
}

fn active(record: Record) -> Option<Webhook> {
    match record {
        Record::Webhook(webhook) if webhook.state == State::Active => Some(webhook),
        _ => None,
    }
}

fn stands(webhook: &Webhook) -> Stands {
    let progress = Progress::of(webhook);
    Stands {
        version: webhook.version,
        after: progress.after,
        next_at_ms: progress.next_at_ms(),
        is_paused: progress.paused.is_some(),
    }
}
