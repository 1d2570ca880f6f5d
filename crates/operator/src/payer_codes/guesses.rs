//! Counts, for each till, the codes that nobody showed in the last hour. In memory: an attacker who
//! holds a till's key can neither restart the operator nor choose among many nodes.

use super::Locked;
use bank::TimeMs;
use bank::id::MerchantId;
use std::collections::HashMap;

/// How many such codes a till has in an hour.
pub(super) const GUESSES_MAX: usize = 5;

/// The window, in milliseconds.
const WINDOW_MS: u64 = 60 * 60 * 1000;

#[derive(Default)]
pub(super) struct Guesses(HashMap<MerchantId, Vec<TimeMs>>);

impl Guesses {
    /// Refuses a till that has none left.
    pub(super) fn check(&self, merchant: MerchantId, now: TimeMs) -> Result<(), Locked> {
        let known = self.0.get(&merchant).map_or(&[][..], Vec::as_slice);
        let counted: Vec<&TimeMs> = known.iter().filter(|at| counts(**at, now)).collect();
        if counted.len() < GUESSES_MAX {
            return Ok(());
        }
        let until_ms = counted[counted.len() - GUESSES_MAX].0.saturating_add(WINDOW_MS);
        Err(Locked { retry_after_s: until_ms.saturating_sub(now.0).div_ceil(1000).max(1) })
    }

    /// Counts a code that nobody shows.
    pub(super) fn count(&mut self, merchant: MerchantId, now: TimeMs) {
        let known = self.0.entry(merchant).or_default();
        known.retain(|at| counts(*at, now));
        known.push(now);
    }

    /// Forgets who has been quiet for an hour.
    pub(super) fn forget_quiet(&mut self, now: TimeMs) {
        self.0.retain(|_, known| known.iter().any(|at| counts(*at, now)));
    }
}

fn counts(at: TimeMs, now: TimeMs) -> bool {
    at.0.saturating_add(WINDOW_MS) > now.0
}
