//! Campaigns: `GET /v1/campaigns`, `GET /v1/campaigns/{campaign}`,
//! `GET /v1/campaigns/{campaign}/days/{day}`; and how one stands in them: `GET /v1/entrants`.
//!
//! What is published is what `docs/draws/check.py` reads: with a day's seed, anyone repeats its
//! draws. Days are counted since 1970-01-01 in the operator's zone; identifiers inside of terms and
//! draws, hashes and seeds are hexadecimal.

mod uplift;

pub use uplift::{UpliftDifference, UpliftGroup, UpliftResponse, UpliftVerdict};

use crate::Id;
use serde::{Deserialize, Serialize};

/// The campaigns that were started, those begun last in front.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct CampaignsResponse {
    /// The campaigns.
    pub campaigns: Vec<CampaignResponse>,
    /// When this was true, in Unix milliseconds.
    #[schema(minimum = 0, maximum = 9_007_199_254_740_991_u64)]
    pub as_of_ms: u64,
}

/// A campaign, with all that it commits to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct CampaignResponse {
    /// The campaign.
    pub campaign: Id,
    /// What people read.
    pub title: String,
    /// Where it stands.
    pub state: CampaignState,
    /// The hash of terms and anchor: to be kept before one pays.
    #[schema(min_length = 64, max_length = 64, pattern = "^[0-9a-f]{64}$")]
    pub commitment: String,
    /// The hash of the first day's seed.
    #[schema(min_length = 64, max_length = 64, pattern = "^[0-9a-f]{64}$")]
    pub anchor: String,
    /// The terms.
    pub terms: TermsResponse,
    /// The names of the merchants that the terms list, in their order; empty for one that is gone.
    #[schema(max_items = 1000)]
    pub merchant_names: Vec<String>,
    /// The last day whose seed was shown, and the seed: those of earlier days follow from it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub shown: Option<ShownSeed>,
}

/// A day's seed that was shown, because the day is over.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct ShownSeed {
    /// The day.
    #[schema(minimum = -719_162, maximum = 2_932_896)]
    pub day: i32,
    /// Its seed.
    #[schema(min_length = 64, max_length = 64, pattern = "^[0-9a-f]{64}$")]
    pub seed: String,
}

/// Where a campaign stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum CampaignState {
    /// It draws.
    Active,
    /// It does not draw, for a while.
    Paused,
    /// It is over.
    Ended,
}

/// What a campaign promises.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct TermsResponse {
    /// The campaign's 128 bits.
    #[schema(min_length = 32, max_length = 32, pattern = "^[0-9a-f]{32}$")]
    pub campaign: String,
    /// The currency of all amounts.
    #[schema(min_length = 3, max_length = 3)]
    pub currency: String,
    /// The operator's zone, in minutes ahead of UTC.
    #[schema(minimum = -899, maximum = 899)]
    pub ahead_min: i16,
    /// The first day.
    #[schema(minimum = -719_162, maximum = 2_932_896)]
    pub first_day: i32,
    /// The last day, included.
    #[schema(minimum = -719_162, maximum = 2_932_896)]
    pub last_day: i32,
    /// From which payment on, in minor units.
    #[schema(minimum = 1, maximum = 9_007_199_254_740_991_u64)]
    pub least_minor: u64,
    /// The most that a payment wins on a day without an event, in minor units.
    #[schema(minimum = 1, maximum = 9_007_199_254_740_991_u64)]
    pub cap_minor: u64,
    /// How many tickets there are.
    #[schema(minimum = 1, maximum = 1_000_000_000_u64)]
    pub one_in: u64,
    /// The prizes, in the order of their tickets.
    #[schema(max_items = 64)]
    pub prizes: Vec<PrizeResponse>,
    /// Days on which more is won.
    #[schema(max_items = 1000)]
    pub events: Vec<EventDays>,
    /// At which merchants.
    pub merchants: CampaignMerchants,
    /// The part of all people that is in the comparison group and has no draws, in hundredths of a
    /// percent.
    #[serde(default)]
    #[schema(minimum = 0, maximum = 5000)]
    pub hold_out_basis_points: u16,
}

/// A prize.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct PrizeResponse {
    /// How many tickets win it.
    #[schema(minimum = 1, maximum = 1_000_000_000_u64)]
    pub tickets: u64,
    /// Whether it is an amount or a share of the payment.
    pub kind: PrizeKind,
    /// Minor units, or hundredths of a percent.
    #[schema(minimum = 1, maximum = 9_007_199_254_740_991_u64)]
    pub number: u64,
}

/// What a prize is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum PrizeKind {
    /// An amount.
    Fixed,
    /// A share.
    Share,
}

/// Days on which more is won.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct EventDays {
    /// The first day.
    #[schema(minimum = -719_162, maximum = 2_932_896)]
    pub first_day: i32,
    /// The last day, included.
    #[schema(minimum = -719_162, maximum = 2_932_896)]
    pub last_day: i32,
    /// What is won.
    pub kind: EventKind,
    /// The most that is waived, in minor units; 0 where nothing is.
    #[schema(minimum = 0, maximum = 9_007_199_254_740_991_u64)]
    pub cap_minor: u64,
}

/// What is won on days with an event.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum EventKind {
    /// Twice the prize.
    Double,
    /// The whole payment.
    Waive,
}

/// At which merchants.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct CampaignMerchants {
    /// Which of them are meant.
    pub kind: MerchantsKind,
    /// Their 128 bits each.
    #[schema(max_items = 1000)]
    pub listed: Vec<String>,
}

/// Which merchants are meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum MerchantsKind {
    /// All of them.
    All,
    /// Only those listed.
    Only,
    /// All but those listed.
    Except,
}

/// A draw, with all that is needed to repeat it but the seed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct DrawResponse {
    /// The campaign's 128 bits.
    #[schema(min_length = 32, max_length = 32, pattern = "^[0-9a-f]{32}$")]
    pub campaign: String,
    /// By which day's seed.
    #[schema(minimum = -719_162, maximum = 2_932_896)]
    pub day: i32,
    /// The hash of what the payer's device signed or showed.
    #[schema(min_length = 64, max_length = 64, pattern = "^[0-9a-f]{64}$")]
    pub evidence: String,
    /// The currency of the two amounts.
    #[schema(min_length = 3, max_length = 3)]
    pub currency: String,
    /// What was paid in money, in minor units.
    #[schema(minimum = 1, maximum = 9_007_199_254_740_991_u64)]
    pub paid_minor: u64,
    /// The ticket.
    #[schema(minimum = 0, maximum = 1_000_000_000_u64)]
    pub ticket: u64,
    /// The prize that it wins, by its place.
    #[schema(minimum = 0, maximum = 63)]
    pub prize: Option<u16>,
    /// What was won, in minor units.
    #[schema(minimum = 0, maximum = 9_007_199_254_740_991_u64)]
    pub won_minor: u64,
}

/// What a campaign made of a payment.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct PaymentDraw {
    /// The campaign.
    pub campaign: Id,
    /// Its title.
    pub title: String,
    /// The local day on which it was paid.
    #[schema(minimum = -719_162, maximum = 2_932_896)]
    pub day: i32,
    /// What more was won on that day.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub event: Option<EventKind>,
    /// Whether the day's seed was shown, so that the draw can be repeated.
    pub is_seed_shown: bool,
    /// Why there was no draw, by a stable name; absent where there was one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
    /// The draw; absent where there was none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub draw: Option<DrawResponse>,
}

/// The draws of a day that is over.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct DrawsResponse {
    /// The day.
    #[schema(minimum = -719_162, maximum = 2_932_896)]
    pub day: i32,
    /// Its seed.
    #[schema(min_length = 64, max_length = 64, pattern = "^[0-9a-f]{64}$")]
    pub seed: String,
    /// At most 1000 draws, in the order of their payments' identifiers.
    #[schema(max_items = 1000)]
    pub draws: Vec<DrawResponse>,
    /// What to ask for as `after` to go on; absent at the end.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub next_after: Option<Id>,
}

/// The campaigns in which the caller has had a draw.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct EntrantsResponse {
    /// How the caller stands in each.
    pub entrants: Vec<EntrantResponse>,
    /// The campaigns of which the caller is in the comparison group, and so has no draws.
    #[serde(default)]
    pub held_out: Vec<Id>,
    /// When this was true, in Unix milliseconds.
    #[schema(minimum = 0, maximum = 9_007_199_254_740_991_u64)]
    pub as_of_ms: u64,
}

/// How somebody stands in a campaign.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct EntrantResponse {
    /// The campaign.
    pub campaign: Id,
    /// The day of the last draw.
    #[schema(minimum = -719_162, maximum = 2_932_896)]
    pub last_day: i32,
    /// What was won in all and not taken back, in minor units of the campaign's currency.
    #[schema(minimum = 0, maximum = 9_007_199_254_740_991_u64)]
    pub won_minor: u64,
}
