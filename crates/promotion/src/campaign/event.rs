//! The calendar of events, and what a prize comes to on a day.

use super::odds::Reward;
use super::terms::Terms;
use crate::calendar::LocalDay;

/// Days on which more is won.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Event {
    /// The first day.
    pub first: LocalDay,
    /// The last day, included.
    pub last: LocalDay,
    /// What is won.
    pub kind: EventKind,
}

/// What is won on a day with an event.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EventKind {
    /// Twice the prize, up to twice the cap of a win.
    Double,
    /// Who wins anything wins the whole payment.
    Waive {
        /// The most that is waived, in minor units.
        cap_minor: u64,
    },
}

impl Terms {
    /// Returns the event of a day.
    pub fn event_on(&self, day: LocalDay) -> Option<EventKind> {
        let event = self.events.iter().find(|event| event.first <= day && day <= event.last);
        event.map(|event| event.kind)
    }

    /// Returns what a reward comes to for a payment on a day, in minor units: never more than was
    /// paid.
    pub fn won_minor(&self, reward: Reward, day: LocalDay, paid_minor: u64) -> u64 {
        let prize_minor = reward.minor(paid_minor).min(self.cap_minor);
        let won_minor = match self.event_on(day) {
            None => prize_minor,
            Some(EventKind::Double) => prize_minor.saturating_mul(2),
            Some(EventKind::Waive { cap_minor }) => cap_minor,
        };
        won_minor.min(paid_minor)
    }

    /// Returns what all tickets together win of payments of so much on days without an event, in
    /// minor units: divided by the number of tickets, it is what one payment wins on average.
    pub fn won_by_all_minor(&self, paid_minor: u64) -> u128 {
        let prizes = self.odds.prizes.iter().map(|prize| {
            let won_minor = prize.reward.minor(paid_minor).min(self.cap_minor).min(paid_minor);
            u128::from(prize.tickets) * u128::from(won_minor)
        });
        prizes.sum()
    }

    /// Returns the most that a payment on a day can win, in minor units: what the budget reserves
    /// before the draw.
    pub fn worst_minor(&self, day: LocalDay, paid_minor: u64) -> u64 {
        let prizes = self.odds.prizes.iter();
        let won = prizes.map(|prize| self.won_minor(prize.reward, day, paid_minor));
        won.max().unwrap_or_default()
    }
}
