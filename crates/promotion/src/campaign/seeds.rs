//! A seed for each day, all of them fixed before the first one: a chain of hashes, shown backwards.
//!
//! The last day's seed is drawn by chance; the seed of the day before is its hash, and so on. The
//! hash of the first day's seed is the anchor, which is published together with the terms. So a
//! seed that has been shown can be checked by hashing it down to the anchor, and tells nothing
//! about the seeds of later days.

use super::terms::{Period, Terms};
use crate::calendar::LocalDay;
use crate::chance::Seed;
use crate::id::CampaignId;
use sha2::{Digest as _, Sha256};

/// The hash of a seed, which can be shown.
pub type SeedHash = [u8; 32];

/// The seeds of a campaign's days. Making one costs one hash a day.
#[derive(Clone, Debug)]
pub struct SeedChain {
    period: Period,
    /// The anchor's place is 0, the first day's 1.
    seeds: Vec<Seed>,
}

impl SeedChain {
    /// Makes the chain down from the last day's seed, which is secret.
    pub fn new(campaign: CampaignId, period: Period, last: Seed) -> Self {
        let mut seeds = vec![last];
        for _ in 0..period.days() {
            let before = before(campaign, &seeds[seeds.len() - 1]);
            seeds.push(before);
        }
        seeds.reverse();
        Self { period, seeds }
    }

    /// Returns the seed of a day; secret until the day has ended.
    pub fn of(&self, day: LocalDay) -> Option<&Seed> {
        let number = usize::try_from(self.period.number_of(day)?).ok()?;
        self.seeds.get(number)
    }

    /// Returns the anchor.
    pub fn anchor(&self) -> SeedHash {
        // There is always one: the chain begins with a seed.
        self.seeds.first().map_or([0; 32], |anchor| *anchor.expose())
    }
}

/// Returns the seed of the day before.
fn before(campaign: CampaignId, seed: &Seed) -> Seed {
    let hash = Sha256::new_with_prefix(b"tongbao campaign seed 1")
        .chain_update(campaign.0.to_be_bytes())
        .chain_update(seed.expose())
        .finalize();
    Seed::new(hash.into())
}

/// Returns whether this is the seed of a day of a campaign with this anchor.
pub(super) fn is_of(terms: &Terms, anchor: &SeedHash, day: LocalDay, seed: &Seed) -> bool {
    let Some(number) = terms.period.number_of(day) else { return false };
    let down = (0..number).fold(seed.clone(), |seed, _| before(terms.id, &seed));
    down.expose() == anchor
}

/// Returns whether this is the seed of a day, given the hash of the seed of a day up to it: what a
/// day's draws cost is one hash, when the hash of the same day is at hand. The anchor is the hash
/// of the first day's.
pub fn follows(
    terms: &Terms,
    (known, hash): (LocalDay, &SeedHash),
    day: LocalDay,
    seed: &Seed,
) -> bool {
    let (period, before_known) = (terms.period, LocalDay(known.0.saturating_sub(1)));
    if period.number_of(day).is_none() || period.number_of(known).is_none() || day < known {
        return false;
    }
    let steps = i64::from(day.0) - i64::from(before_known.0);
    let down = (0..steps).fold(seed.clone(), |seed, _| before(terms.id, &seed));
    down.expose() == hash
}

/// Returns the hash of a day's seed, which may be shown when the day before is over.
pub fn seed_hash(campaign: CampaignId, seed: &Seed) -> SeedHash {
    *before(campaign, seed).expose()
}

/// Returns what is published before a campaign starts: it binds the terms and every day's seed.
pub fn commitment(terms: &Terms, anchor: &SeedHash) -> [u8; 32] {
    Sha256::new_with_prefix(b"tongbao campaign commitment 1")
        .chain_update(terms.hash())
        .chain_update(anchor)
        .finalize()
        .into()
}
