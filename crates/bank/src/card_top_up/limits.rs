//! How much people take from their cards.

use crate::id::TimeMs;
use crate::record::{CardTopUp, CardTopUpState};

/// Over how long a person's top-ups are added up, in milliseconds: any 24 hours.
pub const CARD_TOP_UP_DAY_MS: u64 = 24 * 60 * 60 * 1000;

/// How far people go, unless settings say otherwise.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CardTopUpLimits {
    /// The smallest, in minor units.
    pub min_minor: u64,
    /// The largest, in minor units.
    pub max_minor: u64,
    /// Their largest sum of one person in any 24 hours, in minor units.
    pub day_max_minor: u64,
    /// How often one person asks in any 24 hours: what is refused counts, so that nobody tries
    /// cards out here.
    pub day_uses_max: u32,
}

/// What a person's top-ups of the last 24 hours come to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Used {
    /// What was paid or may still be, in minor units.
    pub minor: u64,
    /// How often it was asked, whatever became of it.
    pub count: u32,
}

impl CardTopUpLimits {
    /// Returns from when on top-ups count at a moment.
    pub const fn since(at: TimeMs) -> TimeMs {
        TimeMs(at.0.saturating_sub(CARD_TOP_UP_DAY_MS))
    }

    /// Adds up those that count at a moment.
    pub fn used<'a>(top_ups: impl Iterator<Item = &'a CardTopUp>, at: TimeMs) -> Used {
        let since = Self::since(at);
        let counting = top_ups.filter(|top_up| top_up.asked_at > since);
        counting.fold(Used::default(), |used, top_up| {
            let minor = match top_up.state {
                CardTopUpState::Refused { .. } => 0,
                CardTopUpState::Asked | CardTopUpState::Paid { .. } => top_up.amount.minor(),
            };
            Used { minor: used.minor.saturating_add(minor), count: used.count.saturating_add(1) }
        })
    }

    /// Returns the most that a person can ask for now, in minor units; less than the smallest where
    /// that is nothing.
    pub fn left_minor(&self, used: Used) -> u64 {
        if used.count >= self.day_uses_max {
            return 0;
        }
        self.max_minor.min(self.day_max_minor.saturating_sub(used.minor))
    }
}
