//! Whether a campaign may start.

use super::event::EventKind;
use super::hold_out::HOLD_OUT_MAX_BASIS_POINTS;
use super::odds::Reward;
use super::terms::Terms;
use crate::calendar::LocalDay;
use crate::coupon::{AMOUNT_MAJOR_MAX, LISTED_MAX};
use std::fmt;

/// How many days a campaign has at most: ten years.
pub const DAYS_MAX: u32 = 3653;

/// How many tickets there are at most.
pub const ODDS_ONE_IN_MAX: u64 = 1_000_000_000;

/// How many prizes a table has at most.
pub const PRIZES_MAX: usize = 64;

/// How many events a campaign has at most.
pub const EVENTS_MAX: usize = 1000;

/// Why a campaign may not start, in the order in which it is checked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TermsError {
    /// It has no day, or more than [`DAYS_MAX`].
    PeriodOutOfRange,
    /// Its first day is over: it would have had days without a commitment.
    Begun,
    /// An amount is zero or above the largest one, in minor units.
    AmountOutOfRange {
        /// The largest amount.
        most_minor: u64,
    },
    /// No prize or too many, a prize without a ticket, more tickets won than there are, or more
    /// than [`ODDS_ONE_IN_MAX`] of them.
    OddsUnsound,
    /// A share is zero or above the whole.
    ShareOutOfRange,
    /// An event ends before it begins, lies outside the campaign, or they are not in order and
    /// apart; or there are more than [`EVENTS_MAX`].
    EventsUnsound,
    /// The list of merchants is empty or too long.
    ListOutOfRange,
    /// More than half of all people would be held out.
    HoldOutOutOfRange,
}

impl fmt::Display for TermsError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::PeriodOutOfRange => "a campaign has 1 to 3653 days",
            Self::Begun => "a campaign starts today at the earliest",
            Self::AmountOutOfRange { .. } => "an amount is zero or too large",
            Self::OddsUnsound => "the prizes do not fit the number of tickets",
            Self::ShareOutOfRange => "a share is 0.01 % to 100 %",
            Self::EventsUnsound => "events lie within the campaign, in order and apart",
            Self::ListOutOfRange => "a list of merchants has 1 to 1000 entries",
            Self::HoldOutOutOfRange => "at most half of all people are held out",
        })
    }
}

impl std::error::Error for TermsError {}

impl Terms {
    /// Returns whether a campaign with these terms may be committed to today.
    ///
    /// # Errors
    /// The first thing that speaks against it, in the order of [`TermsError`].
    pub fn check(&self, today: LocalDay) -> Result<(), TermsError> {
        if !(1..=DAYS_MAX).contains(&self.period.days()) {
            return Err(TermsError::PeriodOutOfRange);
        }
        if self.period.first < today {
            return Err(TermsError::Begun);
        }
        self.amount(self.least_minor)?;
        self.amount(self.cap_minor)?;
        self.check_odds()?;
        self.check_events()?;
        if self.merchants.listed().is_some_and(|listed| !(1..=LISTED_MAX).contains(&listed)) {
            return Err(TermsError::ListOutOfRange);
        }
        if self.hold_out_basis_points > HOLD_OUT_MAX_BASIS_POINTS {
            return Err(TermsError::HoldOutOutOfRange);
        }
        Ok(())
    }

    const fn amount(&self, minor: u64) -> Result<(), TermsError> {
        let most_minor = AMOUNT_MAJOR_MAX * self.currency.minor_per_major();
        if minor == 0 || minor > most_minor {
            return Err(TermsError::AmountOutOfRange { most_minor });
        }
        Ok(())
    }

    fn check_odds(&self) -> Result<(), TermsError> {
        let odds = &self.odds;
        let won = odds.prizes.iter().try_fold(0_u64, |won, prize| won.checked_add(prize.tickets));
        let fits = won.is_some_and(|won| won <= odds.one_in) && odds.one_in <= ODDS_ONE_IN_MAX;
        let each = odds.prizes.iter().all(|prize| prize.tickets > 0);
        if !fits || !each || !(1..=PRIZES_MAX).contains(&odds.prizes.len()) {
            return Err(TermsError::OddsUnsound);
        }
        for prize in &odds.prizes {
            match prize.reward {
                Reward::Fixed { minor } => self.amount(minor)?,
                Reward::Share { basis_points: 1..=10_000 } => {}
                Reward::Share { .. } => return Err(TermsError::ShareOutOfRange),
            }
        }
        Ok(())
    }

    fn check_events(&self) -> Result<(), TermsError> {
        let apart = self.events.windows(2).all(|pair| pair[0].last < pair[1].first);
        let within = self.events.iter().all(|event| {
            event.first <= event.last
                && self.period.first <= event.first
                && event.last <= self.period.last
        });
        if !apart || !within || self.events.len() > EVENTS_MAX {
            return Err(TermsError::EventsUnsound);
        }
        for event in &self.events {
            if let EventKind::Waive { cap_minor } = event.kind {
                self.amount(cap_minor)?;
            }
        }
        Ok(())
    }
}
