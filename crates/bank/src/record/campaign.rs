//! What the bank knows of campaigns: their terms and seeds, draws, and who had one.

use crate::id::{AccountId, CampaignId, PaymentId, PersonId, TimeMs};
use promotion::State;
use promotion::calendar::LocalDay;
use promotion::campaign::{Draw, NotDrawn, SeedHash, Terms, commitment};
use promotion::coupon::Funder;

/// A subsidy programme.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Campaign {
    /// The identifier, which is in the terms too.
    pub id: CampaignId,
    /// What people read: one line.
    pub title: String,
    /// What it promises.
    pub terms: Terms,
    /// The hash of the first day's seed.
    pub anchor: SeedHash,
    /// Who pays what is won.
    pub funder: Funder,
    /// Where the money lies that was laid aside.
    pub account: AccountId,
    /// How much is or was laid aside for it, in minor units.
    pub budget_minor: u64,
    /// Where it stands.
    pub state: State,
    /// A day whose seed was checked, and the hash of that: so that a day's draws cost one hash
    /// each. It is the seed of the day before, which is over.
    pub checked: (LocalDay, SeedHash),
    /// The last day whose seed was shown, and the seed: those before follow from it.
    pub shown: Option<(LocalDay, SeedHash)>,
    /// When it was written.
    pub opened_at: TimeMs,
}

impl Campaign {
    /// Returns what wallets and witnesses keep: it binds the terms and every day's seed.
    pub fn commitment(&self) -> [u8; 32] {
        commitment(&self.terms, &self.anchor)
    }
}

/// What a campaign made of a payment; absent for one that no campaign was asked about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Drawn {
    /// The payment.
    pub payment: PaymentId,
    /// The campaign.
    pub campaign: CampaignId,
    /// How it ended.
    pub end: DrawEnd,
}

/// How a payment's part in a campaign ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DrawEnd {
    /// It had a draw.
    Drawn(Draw),
    /// It had none.
    Not(NotDrawn),
}

impl Drawn {
    /// Returns the draw; none when there was none.
    pub fn draw(&self) -> Option<&Draw> {
        match &self.end {
            DrawEnd::Drawn(draw) => Some(draw),
            DrawEnd::Not(_) => None,
        }
    }
}

/// A person's draws of a campaign: one a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Entrant {
    /// The campaign.
    pub campaign: CampaignId,
    /// The person.
    pub person: PersonId,
    /// The day of the last one.
    pub last_day: LocalDay,
    /// What was won in all and not taken back, in minor units.
    pub won_minor: u64,
}
