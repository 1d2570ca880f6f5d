//! The campaigns as this node knows them: which one runs now, and its seeds. Looked up again every
//! second, so that a payment asks memory alone; the bank looks at the campaign once more where it
//! draws, so that a pause holds from the row that made it on.

use crate::clock::sandbox::Ticks;
use crate::keys::campaign::last_seed;
use crate::service::Shared;
use crate::{clock, random};
use bank::command::{Drawing, ShowSeed};
use bank::id::CampaignId;
use bank::record::Campaign;
use bank::store::{Reader, StoreError};
use bank::{Command, Envelope, TimeMs};
use promotion::calendar::{self, LocalDay};
use promotion::campaign::SeedChain;
use promotion::{Seed, State};
use std::collections::BTreeMap;
use std::path::Path;
use std::sync::{Arc, PoisonError, RwLock};
use std::time::Duration;

const EVERY: Duration = Duration::from_secs(1);

/// What is known of campaigns.
#[derive(Default)]
pub struct Campaigns(RwLock<Arc<Known>>);

#[derive(Default)]
struct Known {
    campaigns: Vec<Campaign>,
    /// None where this node has no key of a campaign.
    seeds: BTreeMap<CampaignId, Option<Arc<SeedChain>>>,
}

impl Campaigns {
    fn known(&self) -> Arc<Known> {
        Arc::clone(&self.0.read().unwrap_or_else(PoisonError::into_inner))
    }

    /// Looks them up; blocks.
    ///
    /// # Errors
    /// When the store fails.
    pub fn refresh(&self, reader: &dyn Reader, keys: &Path) -> Result<(), StoreError> {
        let before = self.known();
        let campaigns = reader.campaigns()?;
        if campaigns == before.campaigns {
            return Ok(());
        }
        let mut seeds = BTreeMap::new();
        for campaign in &campaigns {
            let known = before.seeds.get(&campaign.id).cloned().flatten();
            let chain = known.or_else(|| chain(keys, campaign).map(Arc::new));
            seeds.insert(campaign.id, chain);
        }
        let known = Arc::new(Known { campaigns, seeds });
        *self.0.write().unwrap_or_else(PoisonError::into_inner) = known;
        Ok(())
    }

    /// Returns whether there is any, so that a payment may have had a draw.
    pub fn are_there(&self) -> bool {
        !self.known().campaigns.is_empty()
    }

    /// Returns what is to draw for a payment now; none while no campaign runs.
    pub fn drawing(&self, now: TimeMs) -> Option<Drawing> {
        let known = self.known();
        let now = calendar::TimeMs(now.0);
        known.campaigns.iter().find_map(|campaign| {
            let (terms, today) = (&campaign.terms, campaign.terms.zone.local(now).day);
            if campaign.state != State::Active || terms.period.number_of(today).is_none() {
                return None;
            }
            let seeds = known.seeds.get(&campaign.id)?.as_ref()?;
            Some(Drawing { campaign: campaign.id, seed: seeds.of(today)?.clone() })
        })
    }

    /// Returns the seeds that can be shown when the journal is signed as it was at a moment: each
    /// campaign's of the last day that was over.
    fn to_show(&self, signed_at: TimeMs) -> Vec<ShowSeed> {
        let known = self.known();
        let due = known.campaigns.iter().filter_map(|campaign| {
            let (terms, signed) = (&campaign.terms, calendar::TimeMs(signed_at.0));
            let yesterday = LocalDay(terms.zone.local(signed).day.0.saturating_sub(1));
            let day = yesterday.min(terms.period.last);
            let is_shown = campaign.shown.is_some_and(|(last, _)| day <= last);
            if campaign.state == State::Draft || is_shown {
                return None;
            }
            let seed = known.seeds.get(&campaign.id)?.as_ref()?.of(day)?.clone();
            Some(ShowSeed { campaign: campaign.id, day, seed })
        });
        due.collect()
    }
}

/// Returns a campaign's seeds, if the key at hand is that of its anchor.
pub fn chain(keys: &Path, campaign: &Campaign) -> Option<SeedChain> {
    let last: Seed = match last_seed(keys, campaign.id) {
        Ok(last) => last,
        Err(error) => {
            tracing::error!(%error, "a campaign without its key draws nothing here");
            return None;
        }
    };
    let chain = SeedChain::new(campaign.id, campaign.terms.period, last);
    if chain.anchor() != campaign.anchor {
        tracing::error!("a campaign's key is not the one that it committed to");
        return None;
    }
    Some(chain)
}

/// Looks campaigns up for as long as the operator runs.
pub async fn run(service: Shared) {
    let mut ticks = Ticks::new(EVERY);
    loop {
        ticks.tick().await;
        // A store that does not answer is counted and told where it is needed.
        let refreshed = service.read(|service| {
            Ok(service.campaigns.refresh(service.reader.as_ref(), &service.config.keys)?)
        });
        let _ = refreshed.await;
    }
}

/// Shows the seeds of days that are over, where the newest signed head covers the journal as it was
/// behind them: no draw of theirs can be put in, changed or left out afterwards; blocks.
///
/// # Errors
/// When the store fails.
pub fn show_seeds(service: &Shared) -> Result<(), StoreError> {
    let Some(head) = service.reader.heads(None, 1)?.pop() else { return Ok(()) };
    // Where nothing was written since, the head is as good as one that is signed now.
    let now = clock::now();
    let is_whole = service.reader.chain_head()?.sequence == head.size;
    for show in service.campaigns.to_show(if is_whole { now } else { head.at }) {
        let (key, nonce) = (None, None);
        let envelope = Envelope { key, nonce, at: clock::now(), command: Command::ShowSeed(show) };
        match service.teller.decide_blocking(envelope) {
            Ok(Ok(_)) => metrics::counter!("tongbao_seeds_shown_total").increment(1),
            Ok(Err(refusal)) => {
                tracing::error!(rejection = ?refusal.rejection, "a seed is not shown");
            }
            Err(error) => tracing::error!(%error, "a seed is not shown"),
        }
    }
    Ok(())
}

/// Returns a new campaign's identifier.
///
/// # Errors
/// When the system gives no randomness.
pub fn new_id() -> Result<CampaignId, random::RandomError> {
    random::bits().map(CampaignId)
}
