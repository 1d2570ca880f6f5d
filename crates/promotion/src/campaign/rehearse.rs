//! A campaign on recorded payments, before any money is spent: what it would have cost.

use super::enter::{NotDrawn, Standing};
use super::seeds::SeedChain;
use super::terms::Terms;
use crate::calendar::{LocalDay, TimeMs};
use crate::coupon::Payee;
use crate::state::State;
use money::Amount;
use std::collections::{BTreeMap, BTreeSet};

/// A payment as it was recorded.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Recorded {
    /// Who paid: the account of a real person.
    pub person: u128,
    /// Who was paid.
    pub payee: Payee,
    /// When.
    pub at: TimeMs,
    /// What the payer paid in money.
    pub paid: Amount,
    /// The hash of what the payer's device signed or showed.
    pub evidence: [u8; 32],
}

/// What a campaign would have come to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rehearsal {
    /// How many payments had a draw.
    pub drawn: u64,
    /// How many won each prize, in the order of the table.
    pub won: Vec<u64>,
    /// What they won together, in minor units: never above the budget.
    pub spent_minor: u64,
    /// What was spent on each day that had a draw, in minor units.
    pub spent_by_day: BTreeMap<LocalDay, u64>,
    /// How many payments had no draw, by the reason's stable name.
    pub not_drawn: BTreeMap<&'static str, u64>,
}

impl Terms {
    /// Plays recorded payments, in the order of their time, with a budget in minor units. The
    /// terms' days are those on which they were recorded. Other seeds give another outcome that is
    /// as likely: a few of them show how far it varies.
    pub fn rehearse(
        &self,
        seeds: &SeedChain,
        budget_minor: u64,
        recorded: impl IntoIterator<Item = Recorded>,
    ) -> Rehearsal {
        let mut rehearsal = Rehearsal {
            drawn: 0,
            won: vec![0; self.odds.prizes.len()],
            spent_minor: 0,
            spent_by_day: BTreeMap::new(),
            not_drawn: BTreeMap::new(),
        };
        let anchor = seeds.anchor();
        let mut had_draw: BTreeSet<(LocalDay, u128)> = BTreeSet::new();
        for payment in recorded {
            let today = self.zone.local(payment.at).day;
            let standing = Standing {
                state: State::Active,
                is_held_out: self.holds_out(&anchor, payment.person),
                has_drawn_today: had_draw.contains(&(today, payment.person)),
                left_minor: budget_minor.saturating_sub(rehearsal.spent_minor),
            };
            let entry = self.enter(standing, payment.payee, payment.at, payment.paid);
            // A chain of another period has no seed for the day: the campaign does not run.
            let entry = entry.and_then(|entry| {
                Ok((entry.day, seeds.of(entry.day).ok_or(NotDrawn::NotRunning)?))
            });
            match entry {
                Err(reason) => *rehearsal.not_drawn.entry(reason.code()).or_default() += 1,
                Ok((day, seed)) => {
                    had_draw.insert((day, payment.person));
                    let draw = self.draw(seed, day, payment.evidence, payment.paid);
                    rehearsal.drawn += 1;
                    rehearsal.spent_minor += draw.won.minor();
                    *rehearsal.spent_by_day.entry(day).or_default() += draw.won.minor();
                    let prize = draw.prize.map(usize::from);
                    if let Some(won) = prize.and_then(|prize| rehearsal.won.get_mut(prize)) {
                        *won += 1;
                    }
                }
            }
        }
        rehearsal
    }
}
