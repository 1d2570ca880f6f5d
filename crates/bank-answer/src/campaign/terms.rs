//! The stored form of a campaign.

use crate::StoredId;
use crate::coupon::{StoredMerchants, StoredState};
use crate::row::{bytes, digits};
use bank::TimeMs;
use bank::id::{AccountId, CampaignId};
use bank::record::Campaign;
use money::Currency;
use promotion::calendar::{LocalDay, Zone};
use promotion::campaign::{Event, EventKind, Odds, Period, Prize, Reward, Terms};
use promotion::coupon::Funder;
use promotion::id::MerchantId;
use serde::{Deserialize, Serialize};

/// A campaign; hashes and seeds are 64 hexadecimal digits.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct StoredCampaign {
    id: StoredId,
    title: String,
    terms: StoredTerms,
    anchor: String,
    funder: StoredFunder,
    account: StoredId,
    budget_minor: u64,
    state: StoredState,
    checked_day: i32,
    checked_hash: String,
    shown: Option<(i32, String)>,
    opened_at_ms: u64,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct StoredTerms {
    id: StoredId,
    currency: String,
    ahead_min: i16,
    first_day: i32,
    last_day: i32,
    least_minor: u64,
    cap_minor: u64,
    one_in: u64,
    prizes: Vec<StoredPrize>,
    events: Vec<StoredEvent>,
    merchants: StoredMerchants,
    /// Absent in older ones: they hold nobody out.
    #[serde(default, skip_serializing_if = "is_none")]
    hold_out_basis_points: u16,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct StoredPrize {
    tickets: u64,
    reward: StoredReward,
}

#[derive(Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
enum StoredReward {
    FixedMinor(u64),
    ShareBasisPoints(u16),
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct StoredEvent {
    first_day: i32,
    last_day: i32,
    kind: StoredEventKind,
}

#[derive(Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
enum StoredEventKind {
    Double,
    WaiveMinor(u64),
}

/// Who pays what is won.
#[derive(Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum StoredFunder {
    Operator,
    Merchant(StoredId),
}

impl StoredFunder {
    pub(crate) fn from_funder(funder: Funder) -> Self {
        match funder {
            Funder::Operator => Self::Operator,
            Funder::Merchant(merchant) => Self::Merchant(StoredId(merchant.0)),
        }
    }

    pub(crate) fn into_funder(self) -> Funder {
        match self {
            Self::Operator => Funder::Operator,
            Self::Merchant(id) => Funder::Merchant(MerchantId(id.0)),
        }
    }
}

impl StoredCampaign {
    pub(super) fn from_campaign(campaign: &Campaign) -> Self {
        let Campaign { id, title, terms, anchor, funder, account, .. } = campaign;
        let (checked_day, checked_hash) = campaign.checked;
        Self {
            id: StoredId(id.0),
            title: title.clone(),
            terms: StoredTerms::from_terms(terms),
            anchor: digits(anchor),
            funder: StoredFunder::from_funder(*funder),
            account: StoredId(account.0),
            budget_minor: campaign.budget_minor,
            state: StoredState::from_state(campaign.state),
            checked_day: checked_day.0,
            checked_hash: digits(&checked_hash),
            shown: campaign.shown.map(|(day, seed)| (day.0, digits(&seed))),
            opened_at_ms: campaign.opened_at.0,
        }
    }

    /// Returns the campaign; none where a part is unknown here.
    pub(super) fn into_campaign(self) -> Option<Campaign> {
        let shown = match self.shown {
            None => None,
            Some((day, seed)) => Some((LocalDay(day), bytes(&seed)?)),
        };
        Some(Campaign {
            id: CampaignId(self.id.0),
            title: self.title,
            terms: self.terms.into_terms()?,
            anchor: bytes(&self.anchor)?,
            funder: self.funder.into_funder(),
            account: AccountId(self.account.0),
            budget_minor: self.budget_minor,
            state: self.state.into_state(),
            checked: (LocalDay(self.checked_day), bytes(&self.checked_hash)?),
            shown,
            opened_at: TimeMs(self.opened_at_ms),
        })
    }
}

/// Returns whether nobody is held out: such terms are stored as they were before any could be.
#[expect(clippy::trivially_copy_pass_by_ref, reason = "as serde asks")]
const fn is_none(basis_points: &u16) -> bool {
    *basis_points == 0
}

impl StoredTerms {
    fn from_terms(terms: &Terms) -> Self {
        let prizes = terms.odds.prizes.iter().map(|Prize { tickets, reward }| StoredPrize {
            tickets: *tickets,
            reward: match *reward {
                Reward::Fixed { minor } => StoredReward::FixedMinor(minor),
                Reward::Share { basis_points } => StoredReward::ShareBasisPoints(basis_points),
            },
        });
        let events = terms.events.iter().map(|Event { first, last, kind }| StoredEvent {
            first_day: first.0,
            last_day: last.0,
            kind: match *kind {
                EventKind::Double => StoredEventKind::Double,
                EventKind::Waive { cap_minor } => StoredEventKind::WaiveMinor(cap_minor),
            },
        });
        Self {
            id: StoredId(terms.id.0),
            currency: terms.currency.code().to_owned(),
            ahead_min: terms.zone.ahead_min(),
            first_day: terms.period.first.0,
            last_day: terms.period.last.0,
            least_minor: terms.least_minor,
            cap_minor: terms.cap_minor,
            one_in: terms.odds.one_in,
            prizes: prizes.collect(),
            events: events.collect(),
            merchants: StoredMerchants::from_merchants(&terms.merchants),
            hold_out_basis_points: terms.hold_out_basis_points,
        }
    }

    fn into_terms(self) -> Option<Terms> {
        let prizes = self.prizes.into_iter().map(|StoredPrize { tickets, reward }| Prize {
            tickets,
            reward: match reward {
                StoredReward::FixedMinor(minor) => Reward::Fixed { minor },
                StoredReward::ShareBasisPoints(basis_points) => Reward::Share { basis_points },
            },
        });
        let events =
            self.events.into_iter().map(|StoredEvent { first_day, last_day, kind }| Event {
                first: LocalDay(first_day),
                last: LocalDay(last_day),
                kind: match kind {
                    StoredEventKind::Double => EventKind::Double,
                    StoredEventKind::WaiveMinor(cap_minor) => EventKind::Waive { cap_minor },
                },
            });
        Some(Terms {
            id: CampaignId(self.id.0),
            currency: Currency::from_code(&self.currency).ok()?,
            zone: Zone::new(self.ahead_min).ok()?,
            period: Period { first: LocalDay(self.first_day), last: LocalDay(self.last_day) },
            least_minor: self.least_minor,
            cap_minor: self.cap_minor,
            odds: Odds { one_in: self.one_in, prizes: prizes.collect() },
            events: events.collect(),
            merchants: self.merchants.into_merchants(),
            hold_out_basis_points: self.hold_out_basis_points,
        })
    }
}
