//! The stored form of what a campaign made of a payment.

use crate::StoredId;
use crate::row::{bytes, digits};
use bank::id::CampaignId;
use bank::record::DrawEnd;
use money::{Amount, Currency};
use promotion::calendar::LocalDay;
use promotion::campaign::{Draw, NotDrawn};
use serde::{Deserialize, Serialize};

#[derive(Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum StoredEnd {
    Drawn(StoredDraw),
    Not(StoredReason),
}

/// A draw.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct StoredDraw {
    campaign: StoredId,
    day: i32,
    /// 64 hexadecimal digits.
    evidence: String,
    currency: String,
    paid_minor: u64,
    ticket: u64,
    prize: Option<u16>,
    won_minor: u64,
}

/// Why there was none.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct StoredReason {
    code: String,
    number: u64,
}

impl StoredEnd {
    pub(super) fn from_end(end: &DrawEnd) -> Self {
        match end {
            DrawEnd::Drawn(draw) => Self::Drawn(StoredDraw::from_draw(draw)),
            DrawEnd::Not(reason) => Self::Not(StoredReason::from_reason(reason)),
        }
    }

    pub(super) fn into_end(self) -> Option<DrawEnd> {
        match self {
            Self::Drawn(draw) => draw.into_draw().map(DrawEnd::Drawn),
            Self::Not(reason) => reason.into_reason().map(DrawEnd::Not),
        }
    }
}

impl StoredDraw {
    pub(crate) fn from_draw(draw: &Draw) -> Self {
        let Draw { campaign, day, evidence, paid, ticket, prize, won } = draw;
        Self {
            campaign: StoredId(campaign.0),
            day: day.0,
            evidence: digits(evidence),
            currency: paid.currency().code().to_owned(),
            paid_minor: paid.minor(),
            ticket: *ticket,
            prize: *prize,
            won_minor: won.minor(),
        }
    }

    /// Returns the draw; none where a part is unknown here.
    pub(crate) fn into_draw(self) -> Option<Draw> {
        let currency = Currency::from_code(&self.currency).ok()?;
        Some(Draw {
            campaign: CampaignId(self.campaign.0),
            day: LocalDay(self.day),
            evidence: bytes(&self.evidence)?,
            paid: Amount::new(self.paid_minor, currency).ok()?,
            ticket: self.ticket,
            prize: self.prize,
            won: Amount::new(self.won_minor, currency).ok()?,
        })
    }
}

impl StoredReason {
    pub(crate) fn from_reason(reason: &NotDrawn) -> Self {
        Self { code: reason.code().to_owned(), number: reason.number() }
    }

    /// Returns the reason; none for one that is unknown here.
    pub(crate) fn into_reason(self) -> Option<NotDrawn> {
        NotDrawn::find(&self.code, self.number)
    }
}
