//! What a campaign promises: published before it starts, and hashed into its commitment.

use super::event::{Event, EventKind};
use super::odds::{Odds, Reward};
use crate::calendar::{Date, DateError, LocalDay, Zone};
use crate::coupon::Merchants;
use crate::id::CampaignId;
use money::Currency;
use sha2::{Digest as _, Sha256};

/// The terms of a campaign. [`Terms::check`] says whether it may start.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Terms {
    /// Which campaign.
    pub id: CampaignId,
    /// The currency of all its amounts.
    pub currency: Currency,
    /// The operator's zone: days begin and end by it.
    pub zone: Zone,
    /// From which day to which.
    pub period: Period,
    /// From which payment up, in minor units: 2.00 by default.
    pub least_minor: u64,
    /// The most that one payment wins on a day without an event, in minor units.
    pub cap_minor: u64,
    /// What is drawn.
    pub odds: Odds,
    /// Days on which more is won.
    pub events: Vec<Event>,
    /// At which merchants.
    pub merchants: Merchants,
    /// The part of all people that has no draws, so that what the campaign brings can be told, in
    /// hundredths of a percent: none at 0.
    pub hold_out_basis_points: u16,
}

/// Some local days, the last one included: it ends at its 24:00.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Period {
    /// The first day.
    pub first: LocalDay,
    /// The last day.
    pub last: LocalDay,
}

impl Period {
    /// Returns the period from a date to the same date some years later: three for a programme.
    /// From 29 February it ends on the 28th where there is no 29th.
    ///
    /// # Errors
    /// When that is beyond the year 9999.
    pub fn years(first: Date, years: u16) -> Result<Self, DateError> {
        let last = first.plus_years(years)?;
        Ok(Self { first: first.local_day(), last: last.local_day() })
    }

    /// Returns how many days it has; none when it ends before it begins.
    pub fn days(self) -> u32 {
        let days = i64::from(self.last.0) - i64::from(self.first.0) + 1;
        u32::try_from(days).unwrap_or_default()
    }

    /// Returns the number of a day of it: 1 is the first.
    pub fn number_of(self, day: LocalDay) -> Option<u32> {
        let within = self.first <= day && day <= self.last;
        let number = i64::from(day.0) - i64::from(self.first.0) + 1;
        if within { u32::try_from(number).ok() } else { None }
    }
}

impl Terms {
    /// Returns whether there is a moment at which both run.
    pub fn overlap(&self, other: &Self) -> bool {
        let begins = |terms: &Self| terms.zone.begins_at(terms.period.first);
        let ends = |terms: &Self| terms.zone.begins_at(terms.period.last.plus_days(1));
        begins(self) < ends(other) && begins(other) < ends(self)
    }

    /// Returns the hash of the terms.
    pub fn hash(&self) -> [u8; 32] {
        let mut hasher = Sha256::new_with_prefix(b"tongbao campaign terms 1")
            .chain_update(self.id.0.to_be_bytes())
            .chain_update(self.currency.code())
            .chain_update(self.zone.ahead_min().to_be_bytes())
            .chain_update(self.period.first.0.to_be_bytes())
            .chain_update(self.period.last.0.to_be_bytes())
            .chain_update(self.least_minor.to_be_bytes())
            .chain_update(self.cap_minor.to_be_bytes())
            .chain_update(self.odds.one_in.to_be_bytes())
            .chain_update(count(self.odds.prizes.len()));
        for prize in &self.odds.prizes {
            let (kind, number) = match prize.reward {
                Reward::Fixed { minor } => (1, minor),
                Reward::Share { basis_points } => (2, u64::from(basis_points)),
            };
            hasher.update(prize.tickets.to_be_bytes());
            hasher.update([kind]);
            hasher.update(number.to_be_bytes());
        }
        hasher.update(count(self.events.len()));
        for event in &self.events {
            let (kind, cap_minor) = match event.kind {
                EventKind::Double => (1, 0),
                EventKind::Waive { cap_minor } => (2, cap_minor),
            };
            hasher.update(event.first.0.to_be_bytes());
            hasher.update(event.last.0.to_be_bytes());
            hasher.update([kind]);
            hasher.update(cap_minor.to_be_bytes());
        }
        let (kind, listed) = match &self.merchants {
            Merchants::All => (0, None),
            Merchants::Only(listed) => (1, Some(listed)),
            Merchants::Except(listed) => (2, Some(listed)),
        };
        hasher.update([kind]);
        hasher.update(count(listed.map_or(0, std::collections::BTreeSet::len)));
        for merchant in listed.into_iter().flatten() {
            hasher.update(merchant.0.to_be_bytes());
        }
        // Terms that hold nobody out keep the bytes that they had before any could.
        if self.hold_out_basis_points > 0 {
            hasher.update(self.hold_out_basis_points.to_be_bytes());
        }
        hasher.finalize().into()
    }
}

/// A length in four bytes; lists are shorter than that can tell.
fn count(length: usize) -> [u8; 4] {
    u32::try_from(length).unwrap_or(u32::MAX).to_be_bytes()
}
